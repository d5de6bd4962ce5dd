from django.apps import AppConfig
from django.utils.module_loading import import_string

from loopbrug.core.pathway.states import Event
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
        forget = import_string("loopbrug.web.finance.services.private.forget_when_over")
        for event in (Event.STOP, Event.TRANSFER, Event.SETTLE):
            follow(event, "finance.private", forget)
