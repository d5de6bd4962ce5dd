from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.menu import put_in_menu
from loopbrug.web.outcomes.judgement_following import follow_judgements
from loopbrug.web.outcomes.shown_elsewhere import count_as_shown
from loopbrug.web.pathway.catalogues import provide
from loopbrug.web.pathway.following import ask_before
from loopbrug.web.pathway.side_doors import open_door
from loopbrug.web.pathway.spans import hang_in
from loopbrug.web.work.kinds import done_by


class ProgrammeConfig(AppConfig):
    """The room ``programme``."""

    name = "loopbrug.web.programme"
    label = "programme"

    def ready(self) -> None:
        """Hang "your programme" in the bridge and follow judgements, once all rows are known."""
        provide(import_string("loopbrug.web.programme.facts.editions.SOURCE"))
        hang_in("programme", 40, import_string("loopbrug.web.programme.bridge_span.your_programme"))
        planning = import_string("loopbrug.web.programme.services.plan_after_judging")
        follow_judgements("programme", planning)
        finished = import_string("loopbrug.web.programme.facts.progress.shown_by_results")
        count_as_shown("programme", finished)
        doors = "loopbrug.web.programme.side_doors"
        signed = import_string("loopbrug.web.programme.services.agreement.lacking_signatures")
        ask_before(Event.APPOINT, "programme.agreement", signed)
        open_door("agreement", 44, import_string(f"{doors}.agreement"))
        open_door("assignments", 42, import_string(f"{doors}.assignments"))
        open_door("progress", 41, import_string(f"{doors}.progress"))
        put_in_menu(46, _("Voortgang"), "walking:glance", ["institute", "school", "coach"])
        remind_of = import_string("loopbrug.web.post.services.reminding.remind_of")
        waiting = "loopbrug.web.programme.services.waiting_reminders.waiting_reminders"
        remind_of("programme", import_string(waiting))
        done_by("programme.cohort", import_string("loopbrug.web.programme.tasks.plan_together"))
        put_in_menu(25, _("Samen plannen"), "together:cohorts", ["broker", "institute"])
        put_in_menu(63, _("Catalogus"), "catalogue:own", ["institute"])
        put_in_menu(65, _("Register"), "register:kept", ["institute"])
