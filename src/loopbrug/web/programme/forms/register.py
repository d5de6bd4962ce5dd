"""Filling in an offer of the register, and choosing what to see of it."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loopbrug.core.programme.register.offer import MOST_PLACES, MOST_PRICE, after_start
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.assessment.papers.telling import told
from loopbrug.web.programme.facts.register import Asked
from loopbrug.web.programme.services.register import Draft

MOST_DAYS = 24
_APART = re.compile(r"[,;\s]+")
_RANGE = {
    "min_value": _("Schrijf een getal van minstens %(limit_value)s."),
    "max_value": _("Schrijf een getal van hoogstens %(limit_value)s."),
}
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


class DaysField(forms.CharField):
    """Several days, one on a line or with commas between them."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> tuple[date, ...]:
        """Return the days in order, each once; names every text that is none."""
        texts = [text for text in _APART.split(super().clean(value)) if text]
        wrong = [text for text in texts if _day(text) is None]
        if wrong:
            message = _("Dit zijn geen datums: %(texts)s. Schrijf dag, maand en jaar: 01-09-2027.")
            raise ValidationError(message, params={"texts": ", ".join(text[:20] for text in wrong)})
        if len(texts) > MOST_DAYS:
            raise ValidationError(_("Noem hoogstens %(most)s datums."), params={"most": MOST_DAYS})
        return tuple(sorted({day for text in texts if (day := _day(text))}))

    def prepare_value(self, value: Any) -> Any:
        """Show days one on a line, and what was typed as it was typed."""
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{day:%d-%m-%Y}" for day in value)


class OfferForm(forms.Form):
    """One offer; what is left empty is shown as unknown."""

    institute = forms.ChoiceField(label=_("Opleiding"))
    qualification = forms.ChoiceField(label=_("Waarvoor leidt het op?"))
    starts_on = DayField(label=_("Begint op"))
    closes_on = DayField(label=_("Aanmelden tot en met"), required=False)
    assessments = DaysField(
        label=_("Dagen voor het geschiktheidsonderzoek"),
        required=False,
        help_text=_("Zet elke dag op een eigen regel. Leeg: nog niet bekend."),
    )
    price = forms.DecimalField(
        label=_("Prijs van de hele opleiding, in euro"),
        required=False, min_value=Decimal(0), max_value=MOST_PRICE, decimal_places=2,
        help_text=_("Leeg: nog niet bekend."),
        localize=True,
        error_messages=_RANGE | {"invalid": _("Schrijf een bedrag, zoals 9500 of 9500,50.")},
    )  # fmt: skip
    places = forms.IntegerField(
        label=_("Plekken"), required=False, min_value=0, max_value=MOST_PLACES,
        help_text=_("Leeg: nog niet bekend."),
        error_messages=_RANGE | {"invalid": _("Schrijf een heel getal.")},
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Contact"),
        required=False,
        max_length=200,
        help_text=_("E-mailadres, telefoonnummer of webadres van de opleiding."),
    )
    source = forms.CharField(
        label=_("Bron"),
        max_length=300,
        help_text=_("Waar staat dit? Bijvoorbeeld het webadres van de opleiding."),
        error_messages={"required": _("Schrijf op waar dit staat.")},
    )

    def __init__(
        self,
        *args: Any,
        institutes: Iterable[tuple[str, str]],
        qualifications: Iterable[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, choices in (("institute", institutes), ("qualification", qualifications)):
            chosen: Any = self.fields[name]
            chosen.choices = list(choices)
        if len(self.fields["institute"].choices) == 1:  # type: ignore[attr-defined]
            only = self.fields["institute"].choices[0][0]  # type: ignore[attr-defined]
            self.fields["institute"].widget = forms.HiddenInput()
            self.fields["institute"].initial = only

    def clean(self) -> dict[str, Any]:
        """Tell which days come too late, together with everything else that is wrong."""
        found: dict[str, Any] = super().clean() or {}
        if start := found.get("starts_on"):
            late = after_start(start, found.get("closes_on"), found.get("assessments") or ())
            for finding in late:
                self.add_error(finding.about, told(finding))
        return found

    @property
    def draft(self) -> Draft:
        """What was filled in; only of a form that is valid."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "institute"}
        return Draft(**found)


class AskForm(forms.Form):
    """What to see of the register."""

    asks_nothing = True

    words = forms.CharField(
        label=_("Zoek"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("Een vak, een sector of een opleiding. Bijvoorbeeld: zib wiskunde."),
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    institute = forms.ChoiceField(label=_("Opleiding"), required=False)
    month = forms.ChoiceField(label=_("Begint in"), required=False)
    closed = forms.BooleanField(
        label=_("Toon ook aanbod waarvoor je je niet meer kunt aanmelden"), required=False
    )

    def __init__(self, *args: Any, lists: dict[str, list[tuple[str, str]]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in lists.items():
            chosen: Any = self.fields[name]
            chosen.choices = [("", _("alles")), *choices]

    @property
    def asked(self) -> Asked:
        """What is asked for; a choice that does not exist is told and left aside."""
        if not self.is_bound:
            return Asked()
        self.is_valid()
        return Asked(**self.cleaned_data)


def _day(text: str) -> date | None:
    if match := _DUTCH_DAY.fullmatch(text):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
