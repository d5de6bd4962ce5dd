"""What a school offers, and money that others give."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.finance.model import (
    Certainty,
    Contribution,
    CostKind,
    Payer,
    Recognition,
    Scale,
    Terms,
)
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.finance.forms.choices import CERTAINTIES, COSTS, PAYERS, SCALES
from loopbrug.web.finance.forms.private import PercentField
from loopbrug.web.ui.amounts import AmountField, WholeAmountField

STEPS = 12
MOST_ALLOWANCE, MOST_MONTHS, MOST_GUIDANCE = 3000, 24, 1659
_ZERO = Decimal(0)
_NO_FTE = {
    "max_value": _("Meer dan een volle baan (1) kan niet. Schrijf 0,8 voor vier dagen."),
    "min_value": _("Vul een deel van een volle baan in, zoals 0,8."),
}


class PartField(AmountField):
    """A part of a full job, or of a year: from 0 to 1."""

    example = "0,8"

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_value": 1, "decimal_places": 4, "size": 6} | options)
        self.error_messages |= _NO_FTE


class TermsForm(forms.Form):
    """An offer of the school, whole."""

    starts_on = DayField(label=_("Eerste dag van de aanstelling"))
    fte = PartField(
        label=_("Betaalde aanstelling, als deel van een volle baan"), min_value=Decimal("0.01"),
        help_text=_("0,8 is vier dagen."),
    )  # fmt: skip
    scale = forms.ChoiceField(label=_("Schaal"), choices=SCALES)
    step = WholeAmountField(
        label=_("Trede"), required=False, min_value=1, max_value=STEPS,
        help_text=_("Van 1 tot 12. Leeg: de trede die bij de ervaring past."),
    )  # fmt: skip
    study_fte = PartField(
        label=_("Deel daarvan dat betaalde studietijd is"), required=False,
        help_text=_("0,2 is één dag per week. Leeg: geen."),
    )  # fmt: skip
    double_fte = PartField(
        label=_("Deel dat naast een andere leraar staat"), required=False,
        help_text=_("Leeg: geen dubbele bezetting."),
    )  # fmt: skip
    double_months = WholeAmountField(
        label=_("Hoeveel maanden is dat zo?"), required=False, max_value=MOST_MONTHS
    )
    allowance = AmountField(
        label=_("Toelage per maand, bij een volle baan"), required=False,
        max_value=MOST_ALLOWANCE,
        help_text=_("Een toelage omdat er te weinig leraren zijn. Leeg: geen."),
    )  # fmt: skip
    guidance_1 = WholeAmountField(
        label=_("Uren begeleiding in jaar 1"), required=False, max_value=MOST_GUIDANCE
    )
    guidance_2 = WholeAmountField(
        label=_("Uren begeleiding in jaar 2"), required=False, max_value=MOST_GUIDANCE
    )
    content = PartField(label=_("Werk in het vak zelf"), required=False)
    coaching = PartField(label=_("Mensen begeleiden of opleiden"), required=False)
    education = PartField(label=_("Werk in een school"), required=False)
    other = PartField(label=_("Ander werk"), required=False)
    temporary = forms.BooleanField(label=_("Het is een tijdelijke aanstelling"), required=False)
    small_employer = forms.BooleanField(
        label=_("Het bestuur betaalt de lage Aof-premie (kleine werkgever)"), required=False
    )
    whk = PercentField(
        label=_("Eigen premie Whk, in procenten"), required=False,
        help_text=_("Leeg: we rekenen met het gemiddelde."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Wat wil je erbij zeggen?"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check that the parts fit in the job, and that a part has its months."""
        found = super().clean() or {}
        fte = found.get("fte")
        parts = (found.get("study_fte") or _ZERO) + (found.get("double_fte") or _ZERO)
        if fte and parts > fte:
            sentence = _("Studietijd en dubbele bezetting zijn samen meer dan de aanstelling.")
            self.add_error("study_fte", sentence)
        if found.get("double_fte") and not found.get("double_months"):
            self.add_error("double_months", _("Vul in hoeveel maanden de dubbele bezetting duurt."))
        if found.get("guidance_2") is not None and found.get("guidance_1") is None:
            self.add_error("guidance_1", _("Vul dit jaar ook in; 0 mag."))
        return found

    def terms(self) -> Terms:
        """Return what was filled in; only of a form that is valid."""
        told = self.cleaned_data
        guidance = (told["guidance_1"], told["guidance_2"])
        given = {f.name: told[f.name] for f in fields(Recognition) if told[f.name] is not None}
        return Terms(
            starts_on=told["starts_on"],
            fte=told["fte"],
            scale=Scale(told["scale"]),
            step=told["step"],
            study_fte=told["study_fte"] or _ZERO,
            double_fte=told["double_fte"] or _ZERO,
            double_months=told["double_months"] or 0,
            allowance=told["allowance"] or _ZERO,
            guidance_hours=tuple(hours for hours in guidance if hours is not None),
            recognition=Recognition(**given),
            small_employer=told["small_employer"],
            whk=told["whk"],
            temporary=told["temporary"],
        )

    @staticmethod
    def filled_with(terms: Terms) -> dict[str, object]:
        """Return what stands in the form when these terms are changed."""
        plain = {f.name: getattr(terms, f.name) for f in fields(Terms)}
        recognition = {f.name: getattr(terms.recognition, f.name) for f in fields(Recognition)}
        hours = dict(zip(("guidance_1", "guidance_2"), terms.guidance_hours, strict=False))
        return plain | recognition | hours


class ContributionForm(forms.Form):
    """Money somebody gives: a sum at once, or a sum a month for a time."""

    payer = forms.ChoiceField(label=_("Wie betaalt?"), choices=PAYERS)
    ground = forms.CharField(
        label=_("Waarom, of op welke grond?"), max_length=200,
        help_text=_("Bijvoorbeeld: scholingsbudget uit het sociaal plan."),
        error_messages={"required": _("Schrijf op waarom dit wordt betaald.")},
    )  # fmt: skip
    once = AmountField(label=_("Bedrag ineens, in euro"), required=False)
    monthly = AmountField(label=_("Of: bedrag per maand, in euro"), required=False)
    since = DayField(label=_("Betaald op, of vanaf"))
    until = DayField(label=_("Tot en met"), required=False,
                     help_text=_("Alleen bij een bedrag per maand."))  # fmt: skip
    certainty = forms.ChoiceField(label=_("Hoe zeker is het?"), choices=CERTAINTIES)
    for_kinds = forms.MultipleChoiceField(
        label=_("Waarvoor mag het worden gebruikt?"), choices=COSTS, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Niets aangevinkt: voor alles."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check that it is one sum, and that the days fit it."""
        found = super().clean() or {}
        once, monthly = found.get("once"), found.get("monthly")
        typed = {"once", "monthly"}.isdisjoint(self.errors)
        if typed and (once is None) == (monthly is None):
            self.add_error("once", _("Vul één van beide in: ineens of per maand."))
        since, until = found.get("since"), found.get("until")
        if once is not None and until:
            self.add_error("until", _("Een bedrag ineens heeft geen laatste dag."))
        elif since and until and until < since:
            self.add_error("until", _("De laatste dag ligt vóór de eerste dag."))
        return found

    def contribution(self) -> Contribution:
        """Return what was filled in; only of a form that is valid."""
        told = self.cleaned_data
        return Contribution(
            payer=Payer(told["payer"]),
            ground=told["ground"],
            since=told["since"],
            once=told["once"],
            monthly=told["monthly"],
            until=told["until"],
            certainty=Certainty(told["certainty"]),
            for_kinds=tuple(CostKind(kind) for kind in told["for_kinds"]),
        )

    @staticmethod
    def filled_with(given: Contribution) -> dict[str, object]:
        """Return what stands in the form when this contribution is changed."""
        return {f.name: getattr(given, f.name) for f in fields(Contribution)} | {
            "for_kinds": [kind.value for kind in given.for_kinds]
        }
