from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room ``accounts``."""

    name = "loopbrug.web.accounts"
    label = "accounts"
