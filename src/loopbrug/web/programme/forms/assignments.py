"""What a school fills in to propose work at school, and what the institute answers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.model import Gap
from loopbrug.core.programme.assignments import (
    MOST_HOURS,
    Coverage,
    CoverageVerdict,
    LibraryAssignment,
    ProposedAssignment,
    proposal_findings,
    verdict_findings,
)
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.accounts.queries import Membership, User
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.assessment.papers.telling import told
from loopbrug.web.programme.forms import WholeField, fault
from loopbrug.web.programme.queries.assignments import AssignmentRow
from loopbrug.web.programme.services.assignments import Wanted

_TEXT = 2000
_FIELDS = {
    "programme.assignment-no-title": "title",
    "programme.assignment-no-what": "what",
    "programme.assignment-no-evidence": "evidence",
    "programme.assignment-ends-first": "last",
    "programme.assignment-begun": "first",
    "programme.assignment-guide-elsewhere": "guide",
    "programme.assignment-observer-elsewhere": "observer",
}
_WRONG_HOURS = _("Vul een heel getal in, van 1 tot 400. Laat leeg wat de opdracht niet dekt.")


class HoursField(WholeField):
    """Hours for one outcome; empty is none. ``full`` are those of learning it from nothing."""

    def __init__(self, code: str, statement: str, full: int) -> None:
        wrong = fault("hours-wrong", _WRONG_HOURS)
        super().__init__(wrong, (MOST_HOURS, wrong), required=False, label=f"{code} {statement}")
        self.code, self.statement, self.full = code, statement, full


class AssignmentForm(forms.Form):
    """An assignment, with a field for the hours of every outcome the candidate still needs."""

    title = forms.CharField(
        label=_("Naam van de opdracht"),
        max_length=120,
        error_messages={"required": _("Geef de opdracht een naam.")},
    )
    what = forms.CharField(
        label=_("Wat doet de kandidaat?"),
        max_length=_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Korte zinnen, aan de kandidaat: “Je ontwerpt …”."),
        error_messages={"required": _("Schrijf op wat de kandidaat doet.")},
    )
    evidence = forms.CharField(
        label=_("Welk bewijs komt eruit?"),
        max_length=_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op welk bewijs eruit komt.")},
    )
    first = DayField(label=_("Eerste dag"))
    last = DayField(label=_("Laatste dag"))
    guide = forms.TypedChoiceField(
        label=_("Wie begeleidt?"), coerce=int, error_messages={"required": _("Kies iemand.")}
    )
    observer = forms.TypedChoiceField(
        label=_("Wie kijkt mee en schrijft op wat die zag?"),
        coerce=int,
        error_messages={"required": _("Kies iemand.")},
    )

    def __init__(
        self,
        *args: Any,
        people: Iterable[Membership],
        outcomes: Iterable[HoursField],
        gap: Gap | None,
        taken: Mapping[str, str],
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
        self.gap, self.taken, self.today = gap, taken, today
        self.people: dict[int, User] = {one.user_id: one.user for one in people}
        choices = [("", _("kies iemand")), *((key, str(u)) for key, u in self.people.items())]
        for name in ("guide", "observer"):
            field: Any = self.fields[name]
            field.choices = choices
        for one in outcomes:
            self.fields[f"hours-{one.code}"] = one

    @property
    def texts(self) -> list[Any]:
        """The fields about the assignment itself."""
        return [self[name] for name in ("title", "what", "evidence")]

    @property
    def hours(self) -> list[Any]:
        """The fields with hours, one for each outcome."""
        return [self[name] for name in self.fields if name.startswith("hours-")]

    def clean(self) -> dict[str, Any]:
        """Tell everything the rules find at the field it is about."""
        found = super().clean() or {}
        known, wrong = _outcomes_in(self.fields), _outcomes_in(self.errors)
        for finding in proposal_findings(
            self._proposed(found), known, self.gap, self.taken, self.today
        ):
            asked = finding.code == "programme.assignment-no-outcomes" and wrong
            said = _FIELDS.get(finding.code) in self.errors
            if not asked and not said and not self._told_already(finding):
                self.add_finding(finding)
        return found

    def add_finding(self, finding: Finding) -> None:
        """Show a finding at its field, or above the form when it has none."""
        name = _FIELDS.get(finding.code) or f"hours-{finding.about}"
        self.add_error(name if name in self.fields else None, told(finding))

    def wanted(self, library: str, changes: int | None) -> Wanted:
        """Return what was filled in, as the service takes it; only of a valid form."""
        found = self.cleaned_data
        guide, observer = self.people[found["guide"]], self.people[found["observer"]]
        return Wanted(self._proposed(found), guide, observer, library, changes)

    def _told_already(self, finding: Finding) -> bool:
        """Return whether the day a finding is about could not even be read."""
        days = {"programme.assignment-ends-first", "programme.assignment-begun"}
        unread = {"first", "last"} & set(self.errors)
        return finding.code in days and bool(unread)

    def _proposed(self, found: Mapping[str, Any]) -> ProposedAssignment:
        covers = (
            (name.removeprefix("hours-"), found[name])
            for name in self.fields
            if name.startswith("hours-") and found.get(name)
        )
        return ProposedAssignment(
            title=found.get("title", ""),
            what=found.get("what", ""),
            evidence=found.get("evidence", ""),
            covers=tuple(covers),
            first=found.get("first") or self.today,
            last=found.get("last") or found.get("first") or self.today,
        )


class AnswerForm(forms.Form):
    """What the institute says of every outcome of an assignment."""

    def __init__(self, *args: Any, asked: Iterable[tuple[str, str, int]], **options: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
        self.asked = tuple(asked)
        for code, statement, hours in self.asked:
            self._ask(code, statement, hours)

    def _ask(self, code: str, statement: str, hours: int) -> None:
        self.fields[f"say-{code}"] = forms.ChoiceField(
            label=_("%(code)s: dekt de opdracht dit in %(hours)s uur?")
            % {"code": code, "hours": hours},
            help_text=statement,
            choices=(
                (Coverage.ACCEPTED.value, _("Ja, helemaal")),
                (Coverage.PARTLY.value, _("Deels: er moet nog iets bij")),
                (Coverage.DECLINED.value, _("Nee")),
            ),
            widget=forms.RadioSelect,
            error_messages={"required": _("Kies of de opdracht deze leeruitkomst dekt.")},
        )
        wrong = fault("hours-wrong", _("Vul een heel getal in, van 1 tot 400."))
        self.fields[f"extra-{code}"] = WholeField(
            wrong,
            (MOST_HOURS, wrong),
            required=False,
            label=_("%(code)s: hoeveel uur komt er nog bij?") % {"code": code},
        )
        self.fields[f"reason-{code}"] = forms.CharField(
            label=_("%(code)s: waarom niet, of wat moet erbij?") % {"code": code},
            max_length=_TEXT,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def rows(self) -> list[tuple[str, list[Any]]]:
        """The fields, outcome by outcome."""
        parts = ("say", "extra", "reason")
        return [
            (code, [self[f"{part}-{code}"] for part in parts]) for code, _text, _hours in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        """Tell everything the rules find at the field it is about."""
        found = super().clean() or {}
        places = {
            "programme.coverage-hours-wrong": "extra",
            "programme.coverage-no-reason": "reason",
            "programme.coverage-no-what": "reason",
        }
        codes = [code for code, _text, _hours in self.asked]
        for finding in verdict_findings(codes, self._verdicts(found)):
            name = f"{places.get(finding.code, 'say')}-{finding.about}"
            if name not in self.errors:
                self.add_error(name, told(finding))
        return found

    def verdicts(self) -> tuple[CoverageVerdict, ...]:
        """Return the answers; only of a valid form."""
        return self._verdicts(self.cleaned_data)

    def _verdicts(self, found: Mapping[str, Any]) -> tuple[CoverageVerdict, ...]:
        return tuple(
            CoverageVerdict(
                code,
                Coverage(said),
                (found.get(f"extra-{code}") or 0) if said == Coverage.PARTLY else 0,
                "" if said == Coverage.ACCEPTED else found.get(f"reason-{code}", "").strip(),
            )
            for code, _text, _hours in self.asked
            if (said := found.get(f"say-{code}"))
        )


class WithdrawForm(forms.Form):
    """Why the school takes an assignment back."""

    reason = forms.CharField(
        label=_("Waarom gaat de opdracht niet door?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De kandidaat en de opleiding lezen dit."),
        error_messages={"required": _("Schrijf op waarom.")},
    )


def _outcomes_in(names: Iterable[str]) -> set[str]:
    """Return the outcomes among names of fields."""
    return {name.removeprefix("hours-") for name in names if name.startswith("hours-")}


def from_library(one: LibraryAssignment, needed: Iterable[str], language: str) -> dict[str, Any]:
    """Return the form's first answers from an assignment of the library."""
    codes = set(needed)

    def text(both: Bilingual) -> str:
        return both.text(language).strip()

    hours = {f"hours-{code}": str(count) for code, count in one.covers if code in codes}
    return {
        "title": text(one.title),
        "what": text(one.what),
        "evidence": text(one.evidence),
    } | hours


def from_row(row: AssignmentRow) -> dict[str, Any]:
    """Return the form's first answers from an assignment that changes."""
    hours = {f"hours-{code}": str(count) for code, count in row.covers}
    return hours | {
        "title": row.title,
        "what": row.what,
        "evidence": row.evidence,
        "first": row.first,
        "last": row.last,
        "guide": row.guide_id,
        "observer": row.observer_id,
    }


def from_verdicts(verdicts: Iterable[CoverageVerdict]) -> dict[str, Any]:
    """Return the form's first answers from an answer that was given before."""
    found: dict[str, Any] = {}
    for one in verdicts:
        found[f"say-{one.outcome}"] = one.coverage.value
        found[f"extra-{one.outcome}"] = one.extra_hours or ""
        found[f"reason-{one.outcome}"] = one.reason
    return found
