from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "wayahead.channels"
    label = "channels"

    def ready(self) -> None:
        """Messages to somebody who leaves go with them."""
        from wayahead.base.people.actions import FORGETTERS
        from wayahead.channels.forgetting import forget_messages

        FORGETTERS.append(forget_messages)
