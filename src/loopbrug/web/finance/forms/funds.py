"""A fund on screen: what it gives, to whom, until when, and what has to be handed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.finance.model import CostKind
from loopbrug.core.terms.words import Sector
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.assessment.papers.telling import word
from loopbrug.web.finance.queries.funds import FundVersion
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.ui.amounts import AmountField

NATIONAL = ("subsidy", "sool", "teacher-grant")
_MOST_PAPERS = 12


class FundForm(forms.Form):
    """Everything a fund manager keeps of a fund; all errors are told at once."""

    manager = forms.ChoiceField(label=_("Van wie is dit fonds?"))
    name = forms.CharField(label=_("Naam van het fonds"), max_length=120)
    amount = AmountField(
        label=_("Hoogste bedrag per kandidaat"), min_value=1, help_text=_("In euro.")
    )
    share = AmountField(
        label=_("Hoogste deel van de kosten"), min_value=1, max_value=100, initial=100,
        help_text=_("In procenten van de kosten waarvoor het fonds is."),
    )  # fmt: skip
    budget = AmountField(
        label=_("Hoeveel zit er in?"), required=False, max_value=1_000_000_000,
        help_text=_("Leeg: niet bekend. Wat over is, rekent Loopbrug uit."),
    )  # fmt: skip
    valid_from = DayField(label=_("Open vanaf"))
    valid_until = DayField(label=_("Open tot en met"), required=False)
    apply_by = DayField(label=_("Aanvragen tot en met"), required=False)
    account_by = DayField(label=_("Verantwoorden tot en met"), required=False)
    sectors = forms.MultipleChoiceField(
        label=_("Voor welke sectoren?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Niets aangevinkt: alle sectoren."),
    )  # fmt: skip
    for_kinds = forms.MultipleChoiceField(
        label=_("Voor welke kosten?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Niets aangevinkt: voor alles."),
    )  # fmt: skip
    excludes = forms.MultipleChoiceField(
        label=_("Kan niet samen met"), required=False, widget=forms.CheckboxSelectMultiple
    )
    needs = forms.CharField(
        label=_("Welke stukken moeten erbij?"), required=False, max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Eén op elke regel."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Waar staat dit?"), max_length=200, required=False,
        help_text=_("Besluit of regeling, met de datum."),
    )  # fmt: skip
    closed = forms.BooleanField(
        label=_("Dit fonds sluit: nieuwe voorstellen gebruiken het niet meer."), required=False
    )
    why = forms.CharField(label=_("Waarom verandert het?"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        managers: tuple[Organisation, ...],
        row: FundVersion | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
        self.managers = {str(one.pk): one for one in managers}
        self._choose("manager", [(str(one.pk), one.name) for one in managers])
        self._choose("sectors", [(each.value, word(each, "sector")) for each in Sector])
        self._choose("for_kinds", [(each.value, word(each, "cost_kind")) for each in CostKind])
        self._choose("excludes", [(each, word(each, "money_source")) for each in NATIONAL])
        if row is None:
            del self.fields["closed"], self.fields["why"]
        if row is not None or len(managers) == 1:
            del self.fields["manager"]

    def clean_needs(self) -> list[str]:
        """Return the papers, one a line; too many are refused."""
        lines = [line.strip()[:200] for line in self.cleaned_data["needs"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > _MOST_PAPERS:
            raise forms.ValidationError(_("Noem hooguit twaalf stukken."))
        return found

    def clean(self) -> dict[str, Any]:
        """Check that days follow one another and that a budget can pay one candidate."""
        found = super().clean() or {}
        first = found.get("valid_from")
        for name in ("valid_until", "apply_by", "account_by"):
            day = found.get(name)
            if first and day and day < first:
                self.add_error(name, _("Deze dag ligt vóór de dag dat het fonds opengaat."))
        apply_by, account_by = found.get("apply_by"), found.get("account_by")
        if apply_by and account_by and account_by < apply_by:
            self.add_error("account_by", _("Verantwoorden kan niet vóór de laatste aanvraagdag."))
        return found

    def manager_of(self) -> Organisation:
        """Return whose fund it is; only of a form that is valid."""
        if "manager" not in self.fields:
            return next(iter(self.managers.values()))
        return self.managers[self.cleaned_data["manager"]]

    def facts(self) -> dict[str, Any]:
        """Return what is kept; only of a form that is valid."""
        return {"closed": False, "why": "", **self.cleaned_data}

    @staticmethod
    def filled_with(row: FundVersion) -> dict[str, object]:
        """Return what stands in the form when this fund is changed."""
        names = [name for name in FundForm.base_fields if name not in ("manager", "why")]
        told = {name: getattr(row, name) for name in names}
        return told | {"needs": "\n".join(row.needs)}

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
