from django.apps import AppConfig


class TensionsConfig(AppConfig):
    name = "wayahead.loop.tensions"
    label = "tensions"
