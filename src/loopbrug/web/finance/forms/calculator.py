"""What a stranger fills in to see what they would earn: no name, no old pay."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.finance.model import (
    Experience,
    ExperienceKind,
    FinanceCase,
    Scale,
    Terms,
)
from loopbrug.core.terms.words import Degree, Sector
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.finance.forms.choices import SCALES
from loopbrug.web.pathway.told_forms import DEGREES, SECTORS
from loopbrug.web.ui.amounts import AmountField, WholeAmountField

FULL_WEEK, MOST_YEARS = 40, 50
_FITS: Mapping[Sector, frozenset[Degree]] = {
    Sector.PO: frozenset({Degree.PRIMARY}),
    Sector.SO: frozenset({Degree.PRIMARY}),
    Sector.VO: frozenset({Degree.SECOND, Degree.FIRST, Degree.VMBO_PROFILE, Degree.LIMITED_SECOND}),
    Sector.MBO: frozenset({Degree.PDG, Degree.SECOND, Degree.FIRST}),
}
_KINDS = {
    "vak": ExperienceKind.CONTENT,
    "begeleiden": ExperienceKind.COACHING,
    "onderwijs": ExperienceKind.EDUCATION,
    "ander": ExperienceKind.OTHER,
}
_YEAR = timedelta(days=1)


def _years(label: Any) -> WholeAmountField:
    return WholeAmountField(label=label, required=False, max_value=MOST_YEARS, initial=0, size=4)


class CalculatorForm(forms.Form):
    """The address holds every answer: it can be kept, and sent to somebody."""

    asks_nothing = True

    sector = forms.ChoiceField(label=_("Waar wil je lesgeven?"), choices=SECTORS)
    bevoegdheid = forms.ChoiceField(label=_("Welke bevoegdheid?"), choices=DEGREES)
    schaal = forms.ChoiceField(
        label=_("Schaal"), choices=SCALES, initial=Scale.LB.value,
        help_text=_("De meeste leraren beginnen in LB. LC en LD horen bij een zwaardere functie."),
    )  # fmt: skip
    uren = AmountField(
        label=_("Hoeveel uur per week wil je werken?"), min_value=1, max_value=FULL_WEEK, size=5,
        initial=32, help_text=_("40 uur is een volle baan, 32 uur is vier dagen."),
    )  # fmt: skip
    vanaf = DayField(label=_("Vanaf wanneer?"))
    vak = _years(_("Jaren werk in het vak zelf"))
    begeleiden = _years(_("Jaren mensen begeleiden of opleiden"))
    onderwijs = _years(_("Jaren werk in een school"))
    ander = _years(_("Jaren ander werk"))

    def clean(self) -> dict[str, Any]:
        """Check that a qualification exists in the sector."""
        found = super().clean() or {}
        sector, degree = found.get("sector"), found.get("bevoegdheid")
        if sector and degree and Degree(degree) not in _FITS[Sector(sector)]:
            self.add_error("bevoegdheid", _("Deze bevoegdheid hoort niet bij dit onderwijs."))
        return found

    def case(self, day: date) -> FinanceCase:
        """Return the case of a stranger; only of a form that is valid."""
        told = self.cleaned_data
        terms = Terms(
            starts_on=told["vanaf"],
            fte=Decimal(told["uren"]) / FULL_WEEK,
            scale=Scale(told["schaal"]),
        )
        return FinanceCase(
            day=day,
            sector=Sector(told["sector"]),
            degree=Degree(told["bevoegdheid"]),
            terms=terms,
            experience=tuple(self._stretches(told, terms.starts_on)),
        )

    @staticmethod
    def _stretches(told: Mapping[str, Any], first: date) -> Iterator[Experience]:
        """Yield the years one after the other, the last of them until the start."""
        until = first - _YEAR
        for name, kind in _KINDS.items():
            if years := told[name] or 0:
                since = _before(until, years)
                yield Experience(kind, since, until)
                until = since - _YEAR


def _before(last: date, years: int) -> date:
    """Return the first day of ``years`` whole years that end on ``last``."""
    following = last + _YEAR
    leap = (following.month, following.day) == (2, 29)
    return following.replace(year=following.year - years, day=28 if leap else following.day)
