from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "wayahead.loop.outcomes"
    label = "outcomes"
