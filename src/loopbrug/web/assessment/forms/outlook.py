"""What somebody asks about the months to come: which months, and what would be otherwise."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.assessment.forecast_rules import (
    MOST_MONTHS,
    MOST_SEED,
    question_findings,
    whatif_findings,
)
from loopbrug.core.assessment.region_load import RegionAssessment, Side
from loopbrug.core.assessment.stage import Question, Stage
from loopbrug.core.assessment.whatif import Extra, Kind, extra_from
from loopbrug.core.terms.finding import BadDataError, Finding, Weight
from loopbrug.core.terms.words import Sector
from loopbrug.web.assessment.facts.outlook import Asked, question_on
from loopbrug.web.assessment.papers.telling import told, word

MONTHS, MANY, SEED = 6, 36, 1
LEAST_LINES, MOST_LINES = 2, 6
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_LINE = re.compile(r"(?:who|day)_(\d)")
_WHO_WRONG = "assessment.extra-nobody"

Choices = list[tuple[Any, Any]]


def usual(today: date) -> dict[str, str]:
    """Return what is asked when nothing else is: the six months after this one."""
    following = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    return {"first": f"{following:%Y-%m}", "months": str(MONTHS), "seed": str(SEED)}


def months_in(data: Mapping[str, Any], today: date) -> Question:
    """Return the months that are asked about; the usual ones when what is asked makes no sense."""
    for each in (data, usual(today)):
        first, months = _first(str(each.get("first", ""))), _count(each.get("months"))
        if first and months:
            question = question_on(today, first=first, months=months)
            if not question_findings(question, today):
                return question
    raise ValueError(data)


def _count(told_months: object) -> int | None:
    """Return how many months are asked for, read as the form reads it; None when it cannot."""
    try:
        months: int = OutlookForm.base_fields["months"].clean(told_months)
    except forms.ValidationError:
        return None
    return months


def _first(text: str) -> date | None:
    match = _MONTH.fullmatch(text.strip())
    return date(int(match[1]), int(match[2]), 1) if match else None


class OutlookForm(forms.Form):
    """Which months, which number chance begins with, extra days, and who is not there.

    ``odd`` are findings that do not stand in the way.
    """

    first = forms.CharField(
        label=_("Eerste maand"),
        help_text=_("Jaar en maand, zoals 2027-05."),
        widget=forms.TextInput(attrs={"type": "month"}),
        error_messages={"required": _("Kies een maand.")},
    )
    months = forms.IntegerField(
        label=_("Hoeveel maanden"),
        min_value=1,
        max_value=MOST_MONTHS,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "required"),
            _("Vul een heel getal in van 1 tot en met 12."),
        ),
    )
    seed = forms.IntegerField(
        label=_("Toevalsgetal"),
        help_text=_("Met hetzelfde getal komen steeds dezelfde kandidaten."),
        min_value=0,
        max_value=MOST_SEED,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "required"),
            _("Vul een heel getal in van 0 tot en met 4294967295."),
        ),
    )

    def __init__(self, data: Mapping[str, Any], *, stage: Stage, region: str, today: date) -> None:
        super().__init__(data)
        self.stage, self.region, self.today = stage, region, today
        self.odd: tuple[Finding, ...] = ()
        self.asked: Asked | None = None
        self.lines = _lines_in(data)
        whom = _whom(stage.region)
        for number in self.lines:
            self.fields[f"who_{number}"] = forms.ChoiceField(
                label=_("Wie"), choices=whom, required=False
            )
            self.fields[f"day_{number}"] = forms.DateField(
                label=_("Op welke dag"),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": _("Dit is geen dag. Schrijf een dag als 2027-05-12.")},
            )
        self.fields["less"] = forms.ChoiceField(
            label=_("Wie is er niet?"),
            choices=[("", _("iedereen is er")), *_people(stage.region)],
            required=False,
        )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The fields of each extra day, side by side."""
        return [(self[f"who_{number}"], self[f"day_{number}"]) for number in self.lines]

    def clean_first(self) -> date | None:
        """Return the first day of the month."""
        first = _first(self.cleaned_data["first"])
        if first is None:
            raise forms.ValidationError(_("Dit is geen maand. Schrijf een maand als 2027-05."))
        return first

    def clean(self) -> dict[str, Any]:
        """Look at the months, and at every change on its own: all that is wrong at once."""
        found = self.cleaned_data
        extra = dict(self._extra())
        question = question_on(
            self.today,
            first=found.get("first") or self.stage.period.first,
            months=found.get("months") or MONTHS,
            extra=tuple(dict.fromkeys(extra.values())),
            less=tuple(filter(None, [found.get("less")])),
        )
        for finding in question_findings(question, self.today):
            self.add_error("first", told(finding))
        months_known = {"first", "months"} <= self.cleaned_data.keys()
        self._judge(question, extra, months_known=months_known)
        if not self.errors:
            self.asked = Asked(self.region, question, found["seed"])
        return found

    def _judge(self, question: Question, extra: Mapping[int, Extra], *, months_known: bool) -> None:
        """Lay what is wrong with a change at its field; what is odd is kept apart."""
        lines = {str(each): number for number, each in extra.items()}
        asked = question if months_known else replace(question, first=self.today, months=MANY)
        odd = []
        for finding in whatif_findings(self.stage, asked):
            number = lines.get(finding.about)
            if finding.weight is not Weight.BLOCKS:
                odd.append(finding)
            elif number is None:
                self.add_error("less", told(finding))
            else:
                name = "who" if finding.code.startswith(_WHO_WRONG) else "day"
                self.add_error(f"{name}_{number}", told(finding))
        self.odd = tuple(odd)

    def _extra(self) -> Iterator[tuple[int, Extra]]:
        for number in self.lines:
            who = self.cleaned_data.get(f"who_{number}")
            day = self.cleaned_data.get(f"day_{number}")
            if who and day:
                try:
                    yield number, extra_from(f"{who}:{day.isoformat()}")
                except BadDataError as error:
                    self.add_error(f"who_{number}", told(error.findings[0]))
            elif who and f"day_{number}" not in self.errors:
                self.add_error(f"day_{number}", _("Kies ook een dag."))
            elif day and f"who_{number}" not in self.errors:
                self.add_error(f"who_{number}", _("Kies ook wie die dag geeft."))


def fields_of(asked: Asked) -> dict[str, str]:
    """Return a question as the fields of the form, for an address that can be shared."""
    found = {
        "first": f"{asked.question.first:%Y-%m}",
        "months": str(asked.question.months),
        "seed": str(asked.seed),
    }
    for number, each in enumerate(asked.question.extra, 1):
        found[f"who_{number}"], found[f"day_{number}"] = str(each.who), each.day.isoformat()
    for who in asked.question.less:
        found["less"] = who
    return found


def _lines_in(data: Mapping[str, Any]) -> range:
    """Return the numbers of the lines for an extra day: those filled in, and an empty one."""
    numbers = [
        int(match[1]) for name in data if data.get(name) and (match := _LINE.fullmatch(name))
    ]
    return range(1, min(max(LEAST_LINES, max(numbers, default=0) + 1), MOST_LINES) + 1)


def _whom(region: RegionAssessment) -> Choices:
    """Return whose day it can be: somebody of a kind, or one person by name."""
    kinds = [*_kinds(region)]
    return [
        ("", _("kies wie")),
        (_("Iemand van de opleiding"), [one for side, one in kinds if side is Side.INSTITUTE]),
        (_("Iemand uit het werkveld"), [one for side, one in kinds if side is Side.FIELD]),
        (_("Eén persoon"), _people(region)),
    ]


def _kinds(region: RegionAssessment) -> Iterator[tuple[Side, tuple[str, str]]]:
    subjects = sorted({(each.sector, each.subject) for each in region.expected})
    for sector in Sector:
        if of_sector := [subject for each, subject in subjects if each is sector]:
            name = word(sector.value, "sector")
            yield Side.INSTITUTE, (str(Kind(Side.INSTITUTE, sector, of_sector[0])), name)
            for subject in of_sector:
                label = name if sector in (Sector.PO, Sector.SO) else (
                    f"{word(subject, 'subject')}, {sector.value}"
                )  # fmt: skip
                yield Side.FIELD, (str(Kind(Side.FIELD, sector, subject)), label)


def _people(region: RegionAssessment) -> Choices:
    sides = {Side.INSTITUTE: _("opleiding"), Side.FIELD: _("werkveld")}
    named = [(one.name, one.key, sides[one.side]) for one in region.assessors]
    named += [(one.name, one.key, _("begeleider")) for one in region.guides]
    return [(key, f"{name} ({label})") for name, key, label in sorted(named, key=lambda n: n[:2])]
