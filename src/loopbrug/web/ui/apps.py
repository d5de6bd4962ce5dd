from django.apps import AppConfig


class UiConfig(AppConfig):
    """The room ``ui``."""

    name = "loopbrug.web.ui"
    label = "ui"
