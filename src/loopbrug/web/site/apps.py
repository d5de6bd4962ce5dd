from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The room ``site``."""

    name = "loopbrug.web.site"
    label = "site"
