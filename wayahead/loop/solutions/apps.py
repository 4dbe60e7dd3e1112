from django.apps import AppConfig


class SolutionsConfig(AppConfig):
    name = "wayahead.loop.solutions"
    label = "solutions"
