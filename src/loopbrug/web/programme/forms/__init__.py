"""The candidate's week as a form that works without a script: rows are added by submitting."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from loopbrug.core.programme.model import BlockKind, InWeeks
from loopbrug.web.assessment.forms.clock import ClockField, DayField

if TYPE_CHECKING:
    FormSet = forms.BaseFormSet[forms.Form]
else:
    FormSet = forms.BaseFormSet

# What the dossier format holds at most (docs/dossier.schema.json).
MOST_BLOCKS, MOST_AWAY, MOST_HOURS, MOST_MINUTES = 100, 50, 60, 240
NO_TIME = "programme.week-not-a-time"
DAYS = [(str(day), name) for day, name in WEEKDAYS.items()]
SHORT_DAYS = [(str(day), name) for day, name in WEEKDAYS_ABBR.items()]
KINDS = [
    (BlockKind.WORK.value, _("Werk")),
    (BlockKind.CLASS.value, _("Voor de klas")),
    (BlockKind.CARE.value, _("Zorg")),
    (BlockKind.TRAVEL.value, _("Reistijd")),
    (BlockKind.OTHER.value, _("Iets anders")),
]
IN_WEEKS = [
    (InWeeks.EVERY.value, _("Elke week")),
    (InWeeks.EVEN.value, _("Alleen in de even weken")),
    (InWeeks.ODD.value, _("Alleen in de oneven weken")),
]


def fault(code: str, sentence: Any, **values: object) -> ValidationError:
    """Return an error with its own code, ``programme.week-…``."""
    return ValidationError(sentence, code=f"programme.week-{code}", params=values)


class WholeField(forms.CharField):
    """A whole number between limits, each with its own words when it is past."""

    def __init__(
        self, least: ValidationError, most: tuple[int, ValidationError], **kw: Any
    ) -> None:
        self.least, self.most = least, most
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6})
        super().__init__(widget=widget, **kw)

    def clean(self, value: Any) -> int | None:
        """Return the number, or None when the field is empty and may be."""
        text = super().clean(value).strip()
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,9}", text):
            raise fault("not-a-number", _("“%(text)s” is geen heel getal."), text=text)
        if int(text) < 0:
            raise fault(
                "negative", _("%(text)s is minder dan niets. Vul een gewoon getal in."), text=text
            )
        if int(text) == 0:
            raise self.least
        if int(text) > self.most[0]:
            raise self.most[1]
        return int(text)


class WeekForm(forms.Form):
    """Everything of a week that is one answer; blocks and time away are rows of their own."""

    study_hours = WholeField(
        fault("no-hours", _("Zonder studie-uren is er geen programma. Vul minstens 1 uur in.")),
        (MOST_HOURS, fault("too-many-hours", _("Dat past in geen week. Vul hooguit 60 uur in."))),
        label=_("Hoeveel uur per week kun je hooguit studeren?"),
        help_text=_("Lessen, zelfstudie en opdrachten samen."),
        error_messages={"required": _("Vul in hoeveel uur je per week kunt studeren.")},
    )
    days_off = forms.MultipleChoiceField(
        choices=DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Op welke dagen wil je geen les?"),
    )
    start_on_or_after = DayField(label=_("Vanaf wanneer kun je beginnen?"))
    finish_by = DayField(
        required=False,
        label=_("Wanneer wil je klaar zijn?"),
        help_text=_("Laat dit leeg als het je niet uitmaakt."),
    )
    travel_minutes = WholeField(
        fault("travel-not-positive", _("Vul minstens 1 minuut in, of kies “alleen online”.")),
        (MOST_MINUTES, fault("travel-too-long", _("Dat is te ver. Vul hooguit 240 minuten in."))),
        required=False,
        label=_("Hoeveel minuten wil je hooguit reizen, enkele reis?"),
        help_text=_("Laat dit leeg als het je niet uitmaakt."),
    )
    online_only = forms.BooleanField(required=False, label=_("Ik wil alleen online les"))

    def clean(self) -> dict[str, Any]:
        """Check the window: it cannot end before it starts."""
        found = super().clean() or {}
        start, finish = found.get("start_on_or_after"), found.get("finish_by")
        if start and finish and finish < start:
            sentence = _("Klaar zijn kan niet vóór je begint. Kies een latere dag.")
            self.add_error("finish_by", fault("finish-before-start", sentence))
        return found


class RowForm(forms.Form):
    """A row of which nothing was filled in counts as no row."""

    def add_period_fault(self, found: Mapping[str, Any]) -> None:
        """Add an error when ``last`` lies before ``first``."""
        first, last = found.get("first"), found.get("last")
        if first and last and last < first:
            sentence = _("De laatste dag ligt vóór de eerste dag.")
            self.add_error("last", fault("last-before-first", sentence))


class BlockForm(RowForm):
    """A part of the week that is taken, on one or more days."""

    kind = forms.ChoiceField(choices=KINDS, label=_("Waarvoor"))
    days = forms.MultipleChoiceField(
        choices=SHORT_DAYS,
        widget=forms.CheckboxSelectMultiple,
        label=_("Dagen"),
        error_messages={"required": _("Kies minstens één dag.")},
    )
    start = ClockField(
        wrong=NO_TIME, label=_("Van"), error_messages={"required": _("Vul in vanaf hoe laat.")}
    )
    end = ClockField(
        wrong=NO_TIME, label=_("Tot"), error_messages={"required": _("Vul in tot hoe laat.")}
    )
    label = forms.CharField(
        required=False,
        max_length=80,
        label=_("Omschrijving"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    weeks = forms.ChoiceField(choices=IN_WEEKS, required=False, label=_("In welke weken"))
    first = DayField(required=False, label=_("Alleen vanaf"))
    last = DayField(required=False, label=_("Alleen tot en met"))

    def clean(self) -> dict[str, Any]:
        """Check that times and days stand in order."""
        found = super().clean() or {}
        start, end = found.get("start"), found.get("end")
        if start and end and end <= start:
            sentence = _(
                "%(end)s ligt niet na %(start)s. Gaat het door na middernacht? Maak dan twee rijen."
            )
            times = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
            self.add_error("end", fault("end-before-start", sentence, **times))
        if found.get("last") and not found.get("first"):
            sentence = _("Vul ook in vanaf wanneer.")
            self.add_error("first", fault("first-missing", sentence))
        self.add_period_fault(found)
        return found

    def has_changed(self) -> bool:
        """Say whether anything was filled in; kind and weeks chosen beforehand are nothing."""
        return bool(set(self.changed_data) - {"kind", "weeks"})


class AwayForm(RowForm):
    """Days without study: leave, illness, a journey."""

    first = DayField(label=_("Eerste dag"))
    last = DayField(label=_("Laatste dag"))

    def clean(self) -> dict[str, Any]:
        """Check that the days stand in order."""
        found = super().clean() or {}
        self.add_period_fault(found)
        return found


class Rows(FormSet):
    """Rows one can add and remove; empty ones do not count, too many are told."""

    default_error_messages = {  # noqa: RUF012
        "missing_management_form": _("De rijen kwamen niet goed aan. Laad de pagina opnieuw."),
        "too_many_forms": _("Er passen hooguit %(num)d rijen in een week."),
    }

    extra, min_num = 0, 0
    can_delete = can_order = can_delete_extra = edit_only = validate_min = False
    validate_max = True
    renderer = None

    def filled(self) -> Iterator[Mapping[str, Any]]:
        """Yield what every row with something in it holds."""
        for form in self.forms:
            if form.has_changed() or form.initial:
                yield form.cleaned_data

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Let every row be empty."""
        return {
            **super().get_form_kwargs(index),
            "empty_permitted": True,
            "use_required_attribute": False,
        }


class BlockRows(Rows):
    """The parts of the week that are taken."""

    form, max_num, absolute_max = BlockForm, MOST_BLOCKS, MOST_BLOCKS + 1000


class AwayRows(Rows):
    """The periods without study."""

    form, max_num, absolute_max = AwayForm, MOST_AWAY, MOST_AWAY + 1000
