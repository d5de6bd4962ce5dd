"""Who a region expects, as a form: people a year for each subject and profile, and busy months."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from loopbrug.core.assessment.region_load import Grade
from loopbrug.core.orientation.subjects import load_subjects
from loopbrug.core.terms.words import Profile, Sector
from loopbrug.web.assessment.papers.telling import word
from loopbrug.web.assessment.queries import Estimate
from loopbrug.web.assessment.queries.outlook import latest_estimate
from loopbrug.web.assessment.services.estimates import Draft, Told, Who

MOST_PER_YEAR, MOST_WEIGHT, AHEAD = 500, 1000, timedelta(days=730)
Kind = tuple[Sector, str]
_ALONE = {Sector.PO: "po", Sector.SO: "po"}


@dataclass(frozen=True, slots=True)
class Line:
    """One subject of a sector on the page, with for each profile a field and its word."""

    sector: Sector
    subject: str
    label: str
    fields: tuple[Any, ...]


class EstimateForm(forms.Form):
    """Every figure at once; what changed gets the source and grade that are filled in below."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    added = forms.ChoiceField(label=_("Vak erbij"), required=False)
    valid_from = forms.DateField(
        label=_("Geldt vanaf"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Kies vanaf welke dag dit geldt."),
            "invalid": _("Dit is geen dag. Schrijf een dag als 2027-05-12."),
        },
    )
    told_by = forms.CharField(
        label=_("Bron van wat je verandert"),
        max_length=300,
        help_text=_("Bijvoorbeeld: aanmeldingen van vorig jaar bij de drie opleidingen."),
        error_messages={"required": _("Schrijf op waar deze getallen vandaan komen.")},
    )
    grade = forms.ChoiceField(label=_("Hoe zeker is dat?"))

    def __init__(
        self, *args: Any, estimate: Estimate | None, region: str, today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.region, self.today = region, today
        self.kinds = tuple(_kinds_in(estimate, {**self.initial, **self.data}))
        before = _before(estimate)
        for each in self.kinds:
            for profile in Profile:
                self._number(_name(profile, *each), MOST_PER_YEAR, before.get((profile, *each), 0))
        weights = estimate.months if estimate else [100] * 12
        for month, weight in enumerate(weights, 1):
            self._number(f"month_{month}", MOST_WEIGHT, weight, str(MONTHS[month]))
        grades: Any = self.fields["grade"]
        grades.choices = [(grade.value, word(grade.value, "grade")) for grade in Grade]
        added: Any = self.fields["added"]
        added.choices = [("", _("geen")), *_others()]
        self.initial = {
            "base": estimate.pk if estimate else None, "valid_from": today,
            "grade": Grade.JUDGED.value, **self.initial,
        }  # fmt: skip

    def _number(self, name: str, most: int, initial: int, label: str = "") -> None:
        wrong = _("Vul bij %(what)s een heel getal in van 0 tot en met %(most)s.")
        message = wrong % {"what": label or _label_of(name), "most": most}
        self.fields[name] = forms.IntegerField(
            label=label or _label_of(name),
            min_value=0,
            max_value=most,
            initial=initial,
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value", "required"), message
            ),
        )

    @property
    def lines(self) -> list[Line]:
        """The subjects with their fields, sector by sector."""
        return [
            Line(
                sector,
                subject,
                _subject(sector, subject),
                tuple(
                    (self[_name(profile, sector, subject)], word(profile.value, "profile"))
                    for profile in Profile
                ),
            )
            for sector, subject in self.kinds
        ]

    @property
    def months(self) -> list[Any]:
        """The fields of the months, January first."""
        return [self[f"month_{month}"] for month in range(1, 13)]

    def clean_valid_from(self) -> date:
        """Return the day; what was expected in the past stays as it was."""
        day: date = self.cleaned_data["valid_from"]
        if day < self.today:
            raise forms.ValidationError(
                _("Deze dag is al voorbij. Wat toen verwacht werd, blijft zoals het was.")
            )
        if day > self.today + AHEAD:
            raise forms.ValidationError(_("Kies een dag binnen twee jaar."))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for at least one month in which people come."""
        months = [self.cleaned_data.get(f"month_{month}") for month in range(1, 13)]
        if None not in months and not any(months):
            self.add_error(
                "month_1", _("Niet alle maanden kunnen nul zijn: dan komt er nooit iemand.")
            )
        return self.cleaned_data

    def overtaken(self) -> None:
        """Say that others were first; what was filled in stays, and counts from theirs on."""
        newest = latest_estimate(self.region)
        self.data = {**self.data, "base": str(newest.pk) if newest else ""}
        self.add_error(
            None,
            _(
                "Iemand anders heeft intussen andere getallen vastgelegd. Jouw getallen staan er "
                "nog: kijk ze na en leg ze opnieuw vast."
            ),
        )

    @property
    def draft(self) -> Draft:
        """What is to be laid down; only of a form that is valid."""
        found = self.cleaned_data
        per_year: dict[Who, int] = {
            (profile, *each): found[_name(profile, *each)]
            for each in self.kinds
            for profile in Profile
        }
        return Draft(
            valid_from=found["valid_from"],
            per_year=per_year,
            months=tuple(found[f"month_{month}"] for month in range(1, 13)),
            told=Told(found["told_by"], Grade(found["grade"])),
            base=found["base"],
        )


def _name(profile: Profile, sector: Sector, subject: str) -> str:
    return f"n_{profile.value}_{sector.value}_{subject}"


def _label_of(name: str) -> str:
    _n, profile, sector, subject = name.split("_", 3)
    return f"{_subject(Sector(sector), subject)}, {word(profile, 'profile')}"


def _subject(sector: Sector, subject: str) -> str:
    if _ALONE.get(sector) == subject:
        return word(sector.value, "sector")
    return f"{word(subject, 'subject')} ({sector.value})"


def _kinds_in(estimate: Estimate | None, filled: Mapping[str, Any]) -> Iterator[Kind]:
    """Yield every sector and subject there are figures for, or that was added on the page."""
    rows = estimate.lines.all() if estimate else ()
    found = {(Sector(row.sector), row.subject) for row in rows}
    found |= set(_ALONE.items())
    for each in _possible():
        if _code(each) == filled.get("added") or _name(Profile.WORK_TO_WORK, *each) in filled:
            found.add(each)
    places = list(Sector)
    yield from sorted(found, key=lambda each: (places.index(each[0]), each[1]))


def _code(kind: Kind) -> str:
    return f"{kind[0].value}:{kind[1]}"


def _possible() -> Iterator[Kind]:
    for subject in load_subjects().values():
        for sector in subject.sectors:
            if sector not in _ALONE:
                yield sector, subject.code


def _others() -> list[tuple[str, str]]:
    """Return every subject that can be added, by name."""
    pairs = ((_code(each), _subject(*each)) for each in _possible())
    return sorted(pairs, key=lambda each: each[1])


def _before(estimate: Estimate | None) -> dict[Who, int]:
    rows = estimate.lines.all() if estimate else ()
    return {(Profile(row.profile), Sector(row.sector), row.subject): row.per_year for row in rows}
