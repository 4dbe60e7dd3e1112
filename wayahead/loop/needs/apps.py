from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "wayahead.loop.needs"
    label = "needs"
