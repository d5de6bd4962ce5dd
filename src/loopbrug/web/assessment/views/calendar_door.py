"""What every page of a calendar asks first: whose it is, and may the visitor keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from loopbrug.core.orientation.subjects import load_subjects
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.permissions import may_keep_calendar
from loopbrug.web.assessment.queries.calendars import school_with_code
from loopbrug.web.assessment.services.availability import Keeper
from loopbrug.web.assessment.services.guarding import Outcome, WouldHitError
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.ui.parts import Crumb

SURE = "sure"
_NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", SURE})


@dataclass(frozen=True, slots=True)
class Keeping:
    """Somebody at a calendar they may keep; ``code`` "" when it is their own."""

    user: User
    owner: User | Organisation
    code: str
    today: date

    @property
    def own(self) -> bool:
        """Whether it is their own calendar, and not that of a school."""
        return not self.code

    @property
    def title(self) -> str:
        """What the calendar is called on its pages."""
        return _("Mijn beschikbaarheid") if self.own else _("Lesuren van de school")

    @property
    def crumbs(self) -> list[Crumb]:
        """The way back to the calendar; the page itself is added by its view."""
        return [
            Crumb(_("Dossiers"), reverse("pathway:home")),
            Crumb(self.title, self.url("agenda")),
        ]

    def keeper(self, request: HttpRequest) -> Keeper:
        """Return who keeps whose calendar; sure once they said so about what is hit."""
        return Keeper(self.user, self.owner, self.today, sure=SURE in request.POST)

    def url(self, name: str, key: int | None = None) -> str:
        """Return the address of a page of this calendar."""
        kwargs: dict[str, object] = {} if self.own else {"code": self.code}
        if key is not None:
            kwargs["key"] = key
        return reverse(f"assessment:{name}", kwargs=kwargs)


def keeping(request: HttpRequest, code: str = "") -> Keeping:
    """Return whose calendar it is; raises ``Http404`` when the visitor may not keep it."""
    user, today = signed_in(request), timezone.localdate()
    if not code:
        return Keeping(user, user, "", today)
    school = school_with_code(code)
    if school is None or not may_keep_calendar(user, school):
        raise Http404
    return Keeping(user, school, code, today)


def carried_out(
    request: HttpRequest, act: Callable[[], Outcome], back: str, done: str, *, who: str = ""
) -> HttpResponse:
    """Carry out an act and go back; when it would hit appointments, ask first.

    What was filled in goes along with the question, so that nothing has to be typed again.
    """
    try:
        outcome = act()
    except WouldHitError as error:
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in _NOT_SENT_AGAIN
            for value in values
        ]
        context = {"hit": error.hit, "fields": fields, "back": back, "who": who}
        return render(request, "assessment/calendar_confirm.html", context)
    say(request, outcome, done)
    return redirect(back)


def say(request: HttpRequest, outcome: Outcome, done: str) -> None:
    """Say what became of a change, and what it hit."""
    messages.success(request, done if outcome.changed else _("Er is niets veranderd."))
    if outcome.hit:
        count = len(outcome.hit)
        hit = ngettext(
            "%(count)s afspraak past niet meer. Hij staat er nog; het regioloket heeft bericht en "
            "zoekt een oplossing.",
            "%(count)s afspraken passen niet meer. Ze staan er nog; het regioloket heeft bericht "
            "en zoekt een oplossing.",
            count,
        )
        messages.warning(request, hit % {"count": count})


def subject_choices() -> list[tuple[str, str]]:
    """Return the subjects by name, in the language of the visitor."""
    language = "en" if (get_language() or "").startswith("en") else "nl"
    found = [(code, subject.name.text(language)) for code, subject in load_subjects().items()]
    return sorted(found, key=lambda pair: pair[1])
