from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The room ``work``: what takes longer than a page may."""

    name = "loopbrug.web.work"
    label = "work"
