"""What the sides fill in for the agreement, why there is a new version, and a signature."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.programme.agreement import CHANCES, FIELDS, Kind, OpenField, Signer
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.assessment.papers.telling import longday, word
from loopbrug.web.programme.papers.points import HELP, POINTS
from loopbrug.web.ui.amounts import WholeAmountField

_MOST = {Kind.HOURS: 2000, Kind.EUROS: 200_000}
_LINE, _TEXT = 160, 2000


class FillForm(forms.Form):
    """The open fields of one side, each with the point it stands at; all may wait."""

    def __init__(
        self,
        *args: Any,
        side: Signer,
        today: date,
        planned: Mapping[str, date] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
        self.side, self.today = side, today
        for each in FIELDS:
            if each.side is side:
                self.fields[each.code] = _field(each)
        for code, week in (planned or {}).items():
            if code in self.fields:
                told = _("Volgens het plan de week van %(day)s. Vul een dag in als die vaststaat.")
                self.fields[code].help_text = told % {"day": longday(week)}

    def clean(self) -> dict[str, Any]:
        """Refuse a chance that is set anew on a day that is over; one that was there may be."""
        found = super().clean() or {}
        for code in CHANCES:
            day = found.get(code)
            if day and day < self.today and code in self.changed_data:
                self.add_error(code, _("Deze dag is al voorbij. Kies een dag vanaf vandaag."))
        return found

    @property
    def points(self) -> list[tuple[str, list[Any]]]:
        """The fields by the point they stand at."""
        found: dict[int, list[Any]] = {}
        for each in FIELDS:
            if each.code in self.fields:
                found.setdefault(each.point, []).append(self[each.code])
        return [(f"{number}. {POINTS[number - 1].title}", rows) for number, rows in found.items()]

    def answers(self) -> Mapping[str, str]:
        """Return what was filled in, as the service keeps it."""
        found = self.cleaned_data
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else str(value)
            for name, value in found.items()
            if value not in (None, "")
        }


class WhyForm(forms.Form):
    """Why a new version is put forward."""

    why = forms.CharField(
        label=_("Waarom komt er een nieuwe versie?"),
        max_length=300,
        help_text=_("Alle drie de partijen lezen dit en tekenen opnieuw."),
        error_messages={"required": _("Schrijf op waarom er een nieuwe versie komt.")},
    )


class AgreementSignForm(forms.Form):
    """Somebody says in so many words that they read the agreement and sign it."""

    read = forms.BooleanField(
        label=_("Ik heb de hele overeenkomst gelezen en ik teken ervoor."),
        error_messages={"required": _("Zet een vinkje om te tekenen.")},
    )


def _field(each: OpenField) -> forms.Field:
    name = word(each.code, "agreement_field")
    options: dict[str, Any] = {
        "label": name[:1].upper() + name[1:],
        "help_text": HELP.get(each.code, ""),
        "required": False,
    }
    if each.kind is Kind.DAY:
        return DayField(**options)
    if each.kind in _MOST:
        return _number(each.kind, options)
    if each.kind is Kind.TEXT:
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(max_length=_TEXT, widget=area, **options)
    return forms.CharField(max_length=_LINE, **options)


def _number(kind: Kind, options: dict[str, Any]) -> forms.Field:
    return WholeAmountField(max_value=_MOST[kind], **options)
