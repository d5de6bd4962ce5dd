from django.apps import AppConfig


class PostConfig(AppConfig):
    """The room ``post``."""

    name = "loopbrug.web.post"
    label = "post"
