from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "wayahead.channels"
    label = "channels"
