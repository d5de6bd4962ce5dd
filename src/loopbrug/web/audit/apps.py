from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The room ``audit``."""

    name = "loopbrug.web.audit"
    label = "audit"
