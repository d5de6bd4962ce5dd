from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """The room ``finance``."""

    name = "loopbrug.web.finance"
    label = "finance"
