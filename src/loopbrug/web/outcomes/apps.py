from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.menu import put_in_menu
from loopbrug.web.pathway.following import follow
from loopbrug.web.pathway.side_doors import open_door
from loopbrug.web.pathway.spans import hang_in

ROOM = "loopbrug.web.outcomes"


class OutcomesConfig(AppConfig):
    """The room ``outcomes``."""

    name = ROOM
    label = "outcomes"

    def ready(self) -> None:
        """Hang "what you can already" in the bridge, and follow the start and end of a dossier."""
        hang_in("outcomes", 30, import_string(f"{ROOM}.bridge_span.what_you_can"))
        open_door("evidence", 20, import_string(f"{ROOM}.side_door.to_evidence"))
        open_door("judging", 24, import_string(f"{ROOM}.judging_doors.to_queue"))
        open_door("panel", 25, import_string(f"{ROOM}.judging_doors.to_panel"))
        remind_of = import_string("loopbrug.web.post.services.reminding.remind_of")
        remind_of("judging", import_string(f"{ROOM}.services.reminders.judging_reminders"))
        judges = ["assessor", "institute", "broker"]
        put_in_menu(30, _("Beoordelen"), "judging:queue", judges)
        rounds = f"{ROOM}.services.rounds"
        follow(Event.START_ASSESSMENT, "outcomes", import_string(f"{rounds}.open_at_start"))
        for event in (Event.STOP, Event.TRANSFER):
            follow(event, "outcomes", import_string(f"{rounds}.drop_at_end"))
