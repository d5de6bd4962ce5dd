from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The room ``organisations``."""

    name = "loopbrug.web.organisations"
    label = "organisations"
