"""What became of units and sessions, filled in on one page: every row is a few keys."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from loopbrug.core.programme.course import Stage
from loopbrug.core.programme.lived import study_weeks
from loopbrug.core.programme.model import Form
from loopbrug.core.programme.progress import Fate, Presence, Side, UnitResult
from loopbrug.core.terms.finding import Finding
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.assessment.papers.telling import told
from loopbrug.web.programme.course_page import UnitRow
from loopbrug.web.programme.facts.course import Way
from loopbrug.web.programme.services.progress import Mark

MOST_HOURS = 60
FATES = [
    ("", "–"),
    (Fate.PASSED.value, _("Gehaald")),
    (Fate.FAILED.value, _("Nog niet gehaald")),
    (Fate.BROKEN_OFF.value, _("Afgebroken")),
]
THERE = [("", "–"), ("yes", _("Was er")), ("no", _("Was er niet"))]
MINE = [("", "–"), ("yes", _("Gevolgd")), ("no", _("Gemist"))]


@dataclass(frozen=True, slots=True)
class Line:
    """One unit to fill in: its result (three fields) and its sessions or weeks, each with when."""

    row: UnitRow
    result: tuple[Any, ...]
    moments: tuple[tuple[Any, str], ...]

    @property
    def opened(self) -> bool:
        """Whether it is likely to be filled in now."""
        now = (Stage.RUNNING, Stage.AWAITED, Stage.LATE, Stage.FAILED)
        errors = any(
            bound.errors for bound in (*self.result, *(one for one, _when in self.moments))
        )
        return errors or self.row.unit.stage in now


class HoursField(forms.IntegerField):
    """Hours in a week, from 0 to 60."""

    def __init__(self, label: str) -> None:
        wrong = _("Vul een heel getal in, van 0 tot en met 60.")
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=MOST_HOURS,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3}),
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        )


class RecordForm(forms.Form):
    """Everything one side can say of a programme today, with what it said before filled in."""

    def __init__(
        self, *args: Any, way: Way, rows: Iterable[UnitRow], side: Side, today: date, **options: Any
    ) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
        self.way, self.side, self.today = way, side, today
        self.rows = tuple(rows)
        self.moments: dict[str, tuple[UnitRow, date]] = {}
        self.when: dict[str, str] = {}
        for row in self.rows:
            if side is Side.INSTITUTE:
                self._add_result(row)
            self._add_sessions(row)
            self._add_weeks(row)

    @property
    def lines(self) -> list[Line]:
        """The units with something to fill in."""
        found = (self._line(row) for row in self.rows)
        return [line for line in found if line.result or line.moments]

    def clean(self) -> dict[str, Any]:
        """Ask a day with every new result, and a result with every day."""
        found = super().clean() or {}
        for row in self.rows if self.side is Side.INSTITUTE else ():
            name = row.planned.offering
            fate, on = found.get(f"fate-{name}"), found.get(f"on-{name}")
            if fate and not on and f"on-{name}" not in self.errors:
                self.add_error(f"on-{name}", _("Vul de dag van de uitslag in."))
            if on and not fate:
                self.add_error(f"fate-{name}", _("Kies wat de uitslag is."))
        return found

    def marks(self) -> list[Mark]:
        """Return the results that are new or other than before; of a form that is valid."""
        return [
            Mark(
                UnitResult(
                    row.planned.unit,
                    row.planned.offering,
                    self.cleaned_data[f"on-{row.planned.offering}"],
                    Fate(self.cleaned_data[f"fate-{row.planned.offering}"]),
                ),
                self.cleaned_data[f"note-{row.planned.offering}"],
            )
            for row in self.rows
            if self._changed(f"fate-{row.planned.offering}", f"on-{row.planned.offering}")
        ]

    def presences(self) -> list[Presence]:
        """Return what is said anew of sessions and weeks; of a form that is valid."""
        return [
            self._presence(row, day, self.cleaned_data[name])
            for name, (row, day) in self.moments.items()
            if name in self.changed_data and self.cleaned_data[name] not in ("", None)
        ]

    def add_findings(self, findings: Iterable[Finding]) -> None:
        """Tell what the rules found at the field it is about."""
        for finding in findings:
            names = (f"on-{finding.about}", f"there-{finding.about}", f"hours-{finding.about}")
            self.add_error(
                next((name for name in names if name in self.fields), None), told(finding)
            )

    def _changed(self, fate: str, on: str) -> bool:
        changed = fate in self.changed_data or on in self.changed_data
        return changed and bool(self.cleaned_data.get(fate))

    def _presence(self, row: UnitRow, day: date, value: Any) -> Presence:
        planned = row.planned
        hours = value if isinstance(value, int) else None
        there = value != "no" if hours is None else hours > 0
        return Presence(planned.unit, planned.offering, day, there, self.side, hours)

    def _add_result(self, row: UnitRow) -> None:
        name, result = row.planned.offering, row.unit.result
        of = {"title": row.title}
        self.fields[f"fate-{name}"] = forms.ChoiceField(
            label=_("Uitslag van %(title)s") % of,
            choices=FATES,
            required=False,
            initial=result.fate.value if result else "",
        )
        self.fields[f"on-{name}"] = DayField(
            label=_("Dag van de uitslag van %(title)s") % of,
            required=False,
            initial=result.on if result else None,
        )
        self.fields[f"note-{name}"] = forms.CharField(
            label=_("Opmerking bij %(title)s") % of, max_length=300, required=False
        )

    def _add_sessions(self, row: UnitRow) -> None:
        if self.side is Side.WORKPLACE:
            return
        for session in self.way.walk.sessions:
            mine = session.offering == row.planned.offering and not session.cancelled
            if mine and session.day <= self.today:
                name = f"there-{session.offering}:{session.day.isoformat()}"
                said = self._said(session.offering, session.day)
                field = forms.ChoiceField(
                    label=date_format(session.day, "D j F Y"),
                    choices=MINE if self.side is Side.CANDIDATE else THERE,
                    required=False,
                    initial="" if said is None else ("yes" if said.attended else "no"),
                )
                self._add_moment(name, field, row, session.day)

    def _add_weeks(self, row: UnitRow) -> None:
        planned = row.planned
        if planned.slot is not None or self.side not in _who_tells_hours(row, self.way):
            return
        for monday in study_weeks(planned, self.way.walk.holidays):
            if monday <= self.today:
                name = f"hours-{planned.offering}:{monday.isoformat()}"
                said = self._said(planned.offering, monday)
                week = _("Uren, week van %(day)s") % {"day": date_format(monday, "j F Y")}
                field = HoursField(week)
                field.initial = said.hours if said else None
                self._add_moment(name, field, row, monday)

    def _add_moment(self, name: str, field: forms.Field, row: UnitRow, day: date) -> None:
        # In the list of errors a day alone does not say which unit it is of.
        self.when[name] = str(field.label)
        field.label = f"{row.title}, {field.label}"
        self.fields[name] = field
        self.moments[name] = (row, day)

    def _said(self, offering: str, day: date) -> Presence | None:
        mine = (
            one
            for one in reversed(self.way.walk.presences)
            if (one.offering, one.day, one.side) == (offering, day, self.side)
        )
        return next(mine, None)

    def _line(self, row: UnitRow) -> Line:
        name = row.planned.offering
        parts = (f"fate-{name}", f"on-{name}", f"note-{name}")
        moments = (one for one, (of, _day) in self.moments.items() if of is row)
        return Line(
            row,
            tuple(self[part] for part in parts if part in self.fields),
            tuple((self[one], self.when[one]) for one in moments),
        )


class TakeBackForm(forms.Form):
    """Why a result does not count after all."""

    reason = forms.CharField(
        label=_("Waarom klopt de uitslag niet?"),
        max_length=300,
        error_messages={"required": _("Schrijf waarom. Dat blijft in het dossier staan.")},
    )


def _who_tells_hours(row: UnitRow, way: Way) -> Iterator[Side]:
    """Yield who knows the hours of a week without sessions."""
    yield Side.CANDIDATE
    if way.forms.get(row.planned.unit) is Form.WORKPLACE:
        yield Side.WORKPLACE
