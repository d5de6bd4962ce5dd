from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """The room ``assessment``."""

    name = "loopbrug.web.assessment"
    label = "assessment"
