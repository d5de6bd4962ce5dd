"""The forms of applications, of what was spent, and of samples."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.finance.application import Happened, Stage
from loopbrug.core.finance.model import CostKind
from loopbrug.core.terms.finding import Finding
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.assessment.papers.telling import told, word
from loopbrug.web.ui.amounts import AmountField, WholeAmountField


class PrepareForm(forms.Form):
    """How much is asked of a source."""

    amount = AmountField(label=_("Welk bedrag vraag je aan?"))

    def __init__(self, *args: Any, most: Decimal, **options: Any) -> None:
        initial = {"amount": word(most, "amount"), **options.pop("initial", {})}
        settled: dict[str, Any] = {"use_required_attribute": False, "initial": initial}
        super().__init__(*args, **settled | options)
        text = _("Hooguit € %(most)s.") % {"most": word(most, "amount")}
        self.fields["amount"].help_text = text


class StepForm(forms.Form):
    """What happened to an application, on which day, with which amount."""

    stage = forms.ChoiceField(label=_("Wat is er gebeurd?"))
    day = DayField(label=_("Op welke dag?"))
    amount = AmountField(
        label=_("Bedrag"), required=False,
        help_text=_("Alleen bij toegekend, ontvangen en terugbetaald."),
    )  # fmt: skip
    note = forms.CharField(label=_("Kenmerk of toelichting"), max_length=300, required=False)

    def __init__(self, *args: Any, stages: Iterable[Stage], **options: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
        field: Any = self.fields["stage"]
        field.choices = [(each.value, word(each, "stage")) for each in stages]

    def step(self) -> Happened:
        """Return what was filled in; only of a form that is valid."""
        found = self.cleaned_data
        return Happened(Stage(found["stage"]), found["day"], found["amount"])

    def take(self, findings: Iterable[Finding]) -> None:
        """Put what the rules have against it at the fields it is about."""
        for finding in findings:
            own = finding.about if finding.about in self.fields else None
            self.add_error(own, told(finding))


class SpentForm(forms.Form):
    """One payment out of a grant."""

    kind = forms.ChoiceField(label=_("Waarvoor?"))
    amount = AmountField(label=_("Bedrag"), min_value=Decimal("0.01"))
    paid_on = DayField(label=_("Betaald op"))
    proof = forms.CharField(
        label=_("Bewijs"), max_length=160, required=False,
        help_text=_("Nummer van de factuur of loonstaat."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
        field: Any = self.fields["kind"]
        field.choices = [(each.value, word(each, "cost_kind")) for each in CostKind]


class StopForm(forms.Form):
    """The day on which a track stops, to see what goes back."""

    stops_on = DayField(label=_("Stel: de kandidaat stopt op"))


class SampleForm(forms.Form):
    """How many lines to check, and the seed they are drawn with."""

    size = WholeAmountField(label=_("Hoeveel regels?"), min_value=1, max_value=200, initial=10)
    seed = WholeAmountField(
        label=_("Startgetal"), min_value=0, max_value=999_999_999, required=False,
        help_text=_("Hetzelfde getal trekt dezelfde regels. Leeg: Loopbrug kiest er een."),
    )  # fmt: skip


class CheckForm(forms.Form):
    """What checking one line brought."""

    right = forms.ChoiceField(
        label=_("Klopt deze regel?"), choices=[("yes", _("Ja")), ("no", _("Nee"))]
    )
    note = forms.CharField(label=_("Wat zag je?"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask why a line is wrong."""
        found = super().clean() or {}
        if found.get("right") == "no" and not found.get("note", "").strip():
            self.add_error("note", _("Schrijf op wat er niet klopt."))
        return found
