from django.apps import AppConfig


class PathwayConfig(AppConfig):
    """The room ``pathway``."""

    name = "loopbrug.web.pathway"
    label = "pathway"
