from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "wayahead.loop.listening"
    label = "listening"
