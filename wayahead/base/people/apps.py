from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "wayahead.base.people"
    label = "people"
