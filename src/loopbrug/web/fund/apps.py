from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from loopbrug.web.accounts.menu import put_in_menu
from loopbrug.web.finance.beside import put_beside


class FundConfig(AppConfig):
    """The room ``fund``."""

    name = "loopbrug.web.fund"
    label = "fund"

    def ready(self) -> None:
        """Show the way to the pool, and to a board's own premium."""
        part = import_string("loopbrug.web.fund.business_part.alone_or_pooled")
        put_beside("fund", part)
        put_in_menu(30, _("Pool"), "fund:pool", ["foundation"])
        put_in_menu(32, _("Premies"), "fund:premiums", ["foundation"])
        put_in_menu(34, _("Reserve"), "fund:reserve", ["foundation"])
        put_in_menu(36, _("Schade"), "fund:claims", ["foundation"])
        put_in_menu(60, _("Premie"), "fund:own", ["school"])
