from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from loopbrug.web.accounts.menu import put_in_menu


class FundConfig(AppConfig):
    """The room ``fund``."""

    name = "loopbrug.web.fund"
    label = "fund"

    def ready(self) -> None:
        """Show the way to the pool, and to a board's own premium."""
        put_in_menu(30, _("Pool"), "fund:pool", ["foundation"])
        put_in_menu(32, _("Premies"), "fund:premiums", ["foundation"])
        put_in_menu(34, _("Reserve"), "fund:reserve", ["foundation"])
        put_in_menu(36, _("Schade"), "fund:claims", ["foundation"])
        put_in_menu(60, _("Premie van de stichting"), "fund:own", ["school"])
