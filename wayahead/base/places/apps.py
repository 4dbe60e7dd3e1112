from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "wayahead.base.places"
    label = "places"
