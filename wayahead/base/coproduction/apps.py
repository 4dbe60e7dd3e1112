from django.apps import AppConfig


class CoproductionConfig(AppConfig):
    name = "wayahead.base.coproduction"
    label = "coproduction"
