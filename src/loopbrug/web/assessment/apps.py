from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.menu import put_in_menu
from loopbrug.web.outcomes import known_assessors
from loopbrug.web.outcomes.seat_following import follow_seats
from loopbrug.web.pathway import promises
from loopbrug.web.pathway.following import ask_before, follow
from loopbrug.web.pathway.side_doors import open_door
from loopbrug.web.pathway.spans import hang_in
from loopbrug.web.post.postman import POSTMAN
from loopbrug.web.work.kinds import done_by

_ROOM = "loopbrug.web.assessment"
_FOLLOWERS = {
    "begin": ("services.planning.begin", (Event.REQUEST_ASSESSMENT,)),
    "panel": ("services.following.follow_panel", (Event.START_ASSESSMENT,)),
    "pause": ("services.following.follow_pause", (Event.PAUSE,)),
    "resume": ("services.following.follow_resume", (Event.RESUME,)),
    "end": (
        "services.following.follow_end",
        (Event.STOP, Event.TRANSFER, Event.FIND_SUITABLE, Event.FIND_NOT_YET_SUITABLE),
    ),
}
_VERDICTS = (Event.FIND_SUITABLE, Event.FIND_NOT_YET_SUITABLE)


class AssessmentConfig(AppConfig):
    """The room ``assessment``."""

    name = "loopbrug.web.assessment"
    label = "assessment"

    def ready(self) -> None:
        """Walk along with the pathway, and hang in "suitability", once all rows are known."""
        for name, (place, events) in _FOLLOWERS.items():
            for event in events:
                follow(event, f"assessment.{name}", import_string(f"{_ROOM}.{place}"))
        promises.provide("assessment", import_string(f"{_ROOM}.facts.promised.promised_days"))
        known_assessors.provide("profiles", import_string(f"{_ROOM}.facts.known.known_assessors"))
        listen = import_string(f"{_ROOM}.services.telling.listen")
        listen("post", import_string(f"{_ROOM}.services.tidings.write_tidings"))
        remind_of = import_string("loopbrug.web.post.services.reminding.remind_of")
        for name in ("planning", "talk"):
            place = f"{_ROOM}.services.{name}_reminders.{name}_reminders"
            remind_of(name, import_string(place))
        hang_in("suitability", 20, import_string(f"{_ROOM}.bridge_span.suitability"))
        open_door("availability", 35, import_string(f"{_ROOM}.side_doors.availability"))
        open_door("planning", 30, import_string(f"{_ROOM}.side_doors.planning"))
        follow_seats("assessment", import_string(f"{_ROOM}.services.following.follow_seat"))
        for event in _VERDICTS:
            ask_before(
                event,
                "assessment.signed",
                import_string(f"{_ROOM}.facts.decisions.lacking_signatures"),
            )
        open_door("decision", 40, import_string(f"{_ROOM}.decision_doors.decision"))
        open_door("guide", 55, import_string(f"{_ROOM}.side_doors.guide"))
        open_door("questions", 60, import_string(f"{_ROOM}.side_doors.questions"))
        put_in_menu(20, _("Planning"), "assessment:desk", ["broker", "institute"])
        put_in_menu(40, _("Vragen"), "assessment:inbox", ["broker", "institute", "coach"])
        put_in_menu(45, _("Begeleiding"), "assessment:guided", ["institute", "coach"])
        helping = ["assessor", "coach", "school", "institute"]
        put_in_menu(48, _("Afspraken"), "assessment:own", helping)
        put_in_menu(50, _("Agenda"), "assessment:agenda")
        put_in_menu(70, _("Inspectie"), "assessment:overview", ["institute"])
        put_in_menu(80, _("Post"), "assessment:letters-failed", ["broker"])
        done_by("assessment.forecast", import_string(f"{_ROOM}.tasks.reckon_forecast"))
        POSTMAN.walk("calendars", import_string(f"{_ROOM}.services.feeds.tend"))
