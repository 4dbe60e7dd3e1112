from django.apps import AppConfig


class ConstraintsConfig(AppConfig):
    name = "wayahead.loop.constraints"
    label = "constraints"
