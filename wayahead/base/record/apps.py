from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "wayahead.base.record"
    label = "record"
