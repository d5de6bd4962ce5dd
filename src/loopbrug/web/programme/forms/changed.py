"""What changed, as a form: one choice, and what belongs to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from loopbrug.core.terms.words import Period
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.programme.changed import ABSENCE, UNIT_KINDS, Kind, Told
from loopbrug.web.programme.forms import fault

WORDS = {
    Kind.ILL: _("Ik ben ziek of kan een tijd niet"),
    Kind.LEAVE: _("Ik ga met verlof"),
    Kind.AWAY: _("De kandidaat is een tijd afwezig"),
    Kind.FAILED: _("Een toets of onderdeel is niet gehaald"),
    Kind.CANCELLED: _("Een cursus gaat niet door"),
    Kind.WEEK: _("Mijn school verandert mijn dagen"),
    Kind.EVIDENCE: _("Ik heb nieuw bewijs"),
    Kind.CATALOGUE: _("De opleiding heeft het aanbod veranderd"),
}
LONGEST_AWAY = 730


@dataclass(frozen=True, slots=True)
class ChangedUnit:
    """A unit that something may have happened to: its planned offering, when it begins."""

    offering: str
    unit: str
    title: str
    begins: date


class ChangeForm(forms.Form):
    """What changed, from when to when, and to which unit."""

    kind = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("Wat is er veranderd?"),
        error_messages={"required": _("Kies wat er is veranderd.")},
    )
    first = DayField(required=False, label=_("Eerste dag van de afwezigheid"))
    last = DayField(required=False, label=_("Laatste dag van de afwezigheid"))
    offering = forms.ChoiceField(required=False, label=_("Om welk onderdeel gaat het?"))

    def __init__(
        self,
        data: Any = None,
        *,
        kinds: Sequence[Kind],
        units: Iterable[ChangedUnit],
        today: date,
        stopped: Iterable[tuple[str, str]] = (),
    ) -> None:
        super().__init__(data, use_required_attribute=False)
        self.stopped = tuple(stopped)
        rows = tuple(units)
        self.today = today
        self.units = {one.offering: one for one in rows}
        kind_field: Any = self.fields["kind"]
        unit_field: Any = self.fields["offering"]
        kind_field.choices = [(kind.value, WORDS[kind]) for kind in kinds]
        if kinds and kinds[0] is Kind.CATALOGUE:
            kind_field.initial = Kind.CATALOGUE.value
        named = [(one.offering, one.title) for one in rows]
        unit_field.choices = [("", _("Kies een onderdeel")), *named]

    def clean(self) -> dict[str, Any]:
        """Check what belongs to the choice, all of it at once."""
        found = super().clean() or {}
        kind = found.get("kind")
        if kind in {one.value for one in ABSENCE}:
            self._check_days(found)
        about_unit = kind in {one.value for one in UNIT_KINDS}
        if about_unit and not found.get("offering") and "offering" not in self.errors:
            self.add_error("offering", fault("no-unit", _("Kies om welk onderdeel het gaat.")))
        if kind == Kind.FAILED.value:
            self._check_begun(found)
        return found

    def _check_begun(self, found: dict[str, Any]) -> None:
        unit = self.units.get(found.get("offering") or "")
        if unit and unit.begins > self.today:
            sentence = _("Dit onderdeel begint pas op %(day)s. Het kan nog niet mislukt zijn.")
            told = sentence % {"day": date_format(unit.begins, "j F Y")}
            self.add_error("offering", fault("not-begun", told))

    def _check_days(self, found: dict[str, Any]) -> None:
        first, last = found.get("first"), found.get("last")
        for name, value, sentence in (
            ("first", first, _("Vul de eerste dag in.")),
            ("last", last, _("Vul de laatste dag in. Weet je het niet, schat dan.")),
        ):
            if value is None and name not in self.errors:
                self.add_error(name, fault("no-day", sentence))
        if not first or not last:
            return
        if last < first:
            sentence = _("De laatste dag ligt vóór de eerste dag.")
            self.add_error("last", fault("last-before-first", sentence))
        elif last < self.today:
            sentence = _("Deze dagen zijn al voorbij. Kies een laatste dag vanaf vandaag.")
            self.add_error("last", fault("away-past", sentence))
        elif (last - first).days > LONGEST_AWAY:
            sentence = _("Dat is langer dan twee jaar. Klopt de datum?")
            self.add_error("last", fault("away-long", sentence))

    def told(self) -> Told:
        """Return the change; only of a form that is valid."""
        found = self.cleaned_data
        kind = Kind(found["kind"])
        if kind in ABSENCE:
            return Told(kind, Period(found["first"], found["last"]))
        if kind is Kind.CATALOGUE:
            return Told(kind, stopped=self.stopped)
        offering = found["offering"] if kind in UNIT_KINDS else ""
        unit = self.units[offering].unit if offering in self.units else ""
        return Told(kind, None, unit, offering)
