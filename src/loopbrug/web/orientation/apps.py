from django.apps import AppConfig


class OrientationConfig(AppConfig):
    """The room ``orientation``."""

    name = "loopbrug.web.orientation"
    label = "orientation"
