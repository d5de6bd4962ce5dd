"""What somebody fills in to plan everybody together, and for a moment of a learning team."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from loopbrug.core.orientation.subjects import load_subjects
from loopbrug.core.programme.cohort.model import TeamKind
from loopbrug.core.terms.finding import Finding
from loopbrug.web.assessment.forms.clock import ClockField, DayField
from loopbrug.web.assessment.papers.telling import told, word
from loopbrug.web.programme.forms import DAYS, WholeField, fault
from loopbrug.web.programme.services.team_moments import Moment

MOST_COACH, LEAST_SIZE, MOST_SIZE = 2000, 2, 30
LONGEST = timedelta(days=731)
_ONLINE = ""


def _whole(most: int, **kw: Any) -> WholeField:
    wrong = fault("number-wrong", _("Vul een heel getal in, van 1 tot en met %(most)s."), most=most)
    return WholeField(wrong, (most, wrong), **kw)


class StartForm(forms.Form):
    """For which month of intake to plan."""

    month = forms.ChoiceField(
        label=_("Instroommaand"),
        help_text=_("Wie in of voor deze maand wil beginnen, wordt ingepland."),
        error_messages={"required": _("Kies een maand.")},
    )
    coach_hours = _whole(
        MOST_COACH,
        required=False,
        label=_("Uren van begeleiders voor leerteams, per week"),
        help_text=_("Laat leeg als er geen grens is."),
    )

    drawn = forms.TypedChoiceField(
        label=_("Met wie"),
        required=False,
        coerce=int,
        empty_value="0",
        choices=[
            ("", _("de kandidaten die er zijn")),
            ("50", _("een proef met 50 verzonnen kandidaten")),
            ("200", _("een proef met 200 verzonnen kandidaten")),
        ],
        help_text=_("Zo zie je waar het bij meer mensen knelt. Een proef maak je niet bekend."),
    )

    def __init__(self, data: Any = None, *, months: Iterable[date]) -> None:
        super().__init__(data)
        choices = [(f"{month:%Y-%m}", date_format(month, "F Y")) for month in months]
        field: Any = self.fields["month"]
        field.choices = choices

    def clean_month(self) -> date:
        """Return the first day of the month."""
        return date.fromisoformat(f"{self.cleaned_data['month']}-01")


class MomentForm(forms.Form):
    """When and where a team could meet, how small and how large."""

    kind = forms.ChoiceField(
        label=_("Soort team"),
        choices=[
            (TeamKind.GENERIC.value, _("Algemeen leerteam")),
            (TeamKind.SUBJECT.value, _("Vakteam")),
        ],
    )
    subject = forms.ChoiceField(label=_("Vak, voor een vakteam"), required=False)
    weekday = forms.TypedChoiceField(label=_("Dag"), choices=DAYS, coerce=int)
    start = ClockField(label=_("Van"), error_messages={"required": _("Vul een tijd in.")})
    end = ClockField(label=_("Tot"), error_messages={"required": _("Vul een tijd in.")})
    first = DayField(label=_("Eerste dag"))
    last = DayField(label=_("Laatste dag"))
    place = forms.ChoiceField(label=_("Plaats"), required=False)
    smallest = _whole(MOST_SIZE, label=_("Kleinste groep"), initial=6)
    largest = _whole(MOST_SIZE, label=_("Grootste groep"), initial=10)
    coach_hours = _whole(40, label=_("Uren van de begeleider per week"), initial=2)

    def __init__(self, data: Any = None, *, places: Iterable[str], month: date) -> None:
        starts = {"first": month, "last": month + timedelta(weeks=26)}
        super().__init__(data, initial=starts)
        place: Any = self.fields["place"]
        place.choices = [(_ONLINE, _("online")), *((one, one) for one in places)]
        subject: Any = self.fields["subject"]
        subject.choices = [("", "–"), *_subjects()]

    def clean(self) -> dict[str, Any]:
        """Tell everything that does not go together, all at once."""
        found: dict[str, Any] = super().clean() or {}
        for field, finding in _odd(found):
            self.add_error(field, told(finding))
        return found

    def moment(self) -> Moment:
        """Return what was filled in; only of a form that is valid."""
        found = dict(self.cleaned_data)
        if found["kind"] == TeamKind.GENERIC:
            found["subject"] = ""
        return Moment(**found)


def _odd(found: dict[str, Any]) -> Iterable[tuple[str, Finding]]:
    first, last = found.get("first"), found.get("last")
    start, end = found.get("start"), found.get("end")
    smallest, largest = found.get("smallest"), found.get("largest")
    if first and last and last < first:
        yield "last", Finding.of("programme.moment-ends-first")
    elif first and last and last - first > LONGEST:
        yield "last", Finding.of("programme.moment-long")
    if start and end and end <= start:
        yield "end", Finding.of("programme.moment-no-time")
    if smallest is not None and largest is not None and not LEAST_SIZE <= smallest <= largest:
        yield "smallest", Finding.of("programme.moment-sizes")
    if found.get("kind") == TeamKind.SUBJECT and not found.get("subject"):
        yield "subject", Finding.of("programme.moment-no-subject")


def _subjects() -> list[tuple[str, str]]:
    sectors = [(code, word(code, "sector")) for code in ("po", "so")]
    subjects = [(code, word(code, "subject")) for code in load_subjects()]
    return [*sectors, *sorted(subjects, key=lambda one: one[1])]
