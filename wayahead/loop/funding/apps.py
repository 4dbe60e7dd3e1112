from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "wayahead.loop.funding"
    label = "funding"
