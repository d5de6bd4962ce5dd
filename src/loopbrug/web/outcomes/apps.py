from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """The room ``outcomes``."""

    name = "loopbrug.web.outcomes"
    label = "outcomes"
