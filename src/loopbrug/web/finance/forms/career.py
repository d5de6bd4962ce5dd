"""Earlier work as rows: what it was, from when to when, how large."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.finance.model import Experience, ExperienceKind
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.finance.forms.choices import EXPERIENCE
from loopbrug.web.ui.amounts import AmountField

if TYPE_CHECKING:
    FormSet = forms.BaseFormSet[forms.Form]
else:
    FormSet = forms.BaseFormSet

MOST_STRETCHES, EMPTY_ROWS = 30, 2


class StretchForm(forms.Form):
    """One stretch of earlier work; a row of which nothing was filled in counts as none."""

    title = forms.CharField(
        label=_("Wat deed je?"), max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Schrijf op wat je deed.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Wat voor werk was het?"), choices=EXPERIENCE)
    since = DayField(label=_("Vanaf"))
    until = DayField(label=_("Tot en met"), required=False, help_text=_("Leeg: het loopt nog."))
    fte = AmountField(
        label=_("Welk deel van een volle baan?"), min_value=Decimal("0.01"), max_value=1,
        decimal_places=4, size=6, initial=1,
        help_text=_("1 is een volle baan, 0,5 een halve."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check that the days stand in order."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("De laatste dag ligt vóór de eerste dag."))
        return found

    def has_changed(self) -> bool:
        """Say whether anything was filled in; what was chosen beforehand is nothing."""
        return bool(set(self.changed_data) - {"kind", "fte"})

    def stretch(self) -> Experience:
        """Return what was filled in; only of a row that is valid."""
        told = dict(self.cleaned_data)
        kind = ExperienceKind(told.pop("kind"))
        return Experience(kind=kind, **{name: told[name] for name in _NAMES})


_NAMES = ("since", "until", "fte", "title")


class CareerRows(FormSet):
    """All earlier work; emptying a row takes it away, two empty ones wait for more."""

    form = StretchForm
    extra, min_num = EMPTY_ROWS, 0
    max_num, absolute_max = MOST_STRETCHES, MOST_STRETCHES + 100
    can_order = can_delete_extra = edit_only = validate_min = False
    can_delete = validate_max = True
    renderer = None
    default_error_messages = {  # noqa: RUF012
        "missing_management_form": _("De rijen kwamen niet goed aan. Laad de pagina opnieuw."),
        "too_many_forms": _("Er passen hooguit %(num)d rijen."),
    }

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the box that takes a row away."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Haal deze rij weg")

    def stretches(self) -> Iterator[Experience]:
        """Yield every row with something in it that stays."""
        for row in self.forms:
            gone = row in self.deleted_forms
            if isinstance(row, StretchForm) and row.has_changed() and not gone:
                yield row.stretch()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Let every row be empty: an emptied row counts as none."""
        more = {"empty_permitted": True, "use_required_attribute": False}
        return {**super().get_form_kwargs(index), **more}
