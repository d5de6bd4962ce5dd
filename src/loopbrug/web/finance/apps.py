from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.menu import put_in_menu
from loopbrug.web.pathway.following import follow
from loopbrug.web.pathway.side_doors import open_door
from loopbrug.web.pathway.spans import hang_in


class FinanceConfig(AppConfig):
    """The room ``finance``."""

    name = "loopbrug.web.finance"
    label = "finance"

    def ready(self) -> None:
        """Hang the money in the bridge; once a dossier is over, the old pay goes."""
        hang_in("money", 45, import_string("loopbrug.web.finance.bridge_span.money"))
        doors = "loopbrug.web.finance.side_doors"
        open_door("own-money", 45, import_string(f"{doors}.own_money"))
        open_door("business-case", 46, import_string(f"{doors}.business_case"))
        open_door("proposal", 47, import_string(f"{doors}.proposal"))
        remind_of = import_string("loopbrug.web.post.services.reminding.remind_of")
        letters = "loopbrug.web.finance.services.proposal_letters.proposal_reminders"
        remind_of("proposals", import_string(letters))
        deadlines = "loopbrug.web.finance.services.deadline_letters.deadline_reminders"
        remind_of("deadlines", import_string(deadlines))
        open_door("applications", 48, import_string(f"{doors}.applications"))
        put_in_menu(48, _("Geld"), "money:proposals", ["broker", "school", "municipality"])
        put_in_menu(50, _("Fondsen"), "money:funds", ["foundation"])
        forget = import_string("loopbrug.web.finance.services.private.forget_when_over")
        for event in (Event.STOP, Event.TRANSFER, Event.SETTLE):
            follow(event, "finance.private", forget)
