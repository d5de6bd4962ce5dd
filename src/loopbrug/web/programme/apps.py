from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """The room ``programme``."""

    name = "loopbrug.web.programme"
    label = "programme"
