"""The forms of the proposal: make it, change one's own part, agree, take back."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.finance.proposal import Part
from loopbrug.core.terms.finding import Finding
from loopbrug.web.assessment.papers.telling import told, word
from loopbrug.web.organisations.queries import Kind, Organisation, organisations_of_kind
from loopbrug.web.ui.amounts import AmountField

_WHY = 300


class ProposalForm(forms.Form):
    """Make a proposal from the case as it is now; with a municipality, or without."""

    municipality = forms.ModelChoiceField(
        label=_("Welke gemeente doet mee?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Geen gemeente: bestuur en ministerie samen"),
        help_text=_("De gemeente ziet dan dit voorstel, en verder niets van het dossier."),
    )
    why = forms.CharField(
        label=_("Waarom nu?"), max_length=_WHY, required=False,
        help_text=_("Niet verplicht. Alle partijen lezen dit."),
    )  # fmt: skip

    def __init__(self, *args: Any, region: str, **options: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
        field: Any = self.fields["municipality"]
        field.queryset = organisations_of_kind(region, Kind.MUNICIPALITY)


class PartForm(forms.Form):
    """What one corner pays: an amount for each of its parts, and the reason for a change."""

    def __init__(self, *args: Any, parts: Iterable[Part], **options: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
        self.parts = {f"part-{number}": part for number, part in enumerate(parts)}
        for name, part in self.parts.items():
            title = word(part.title, "money_source")
            room = _("Minstens € %(least)s, hooguit € %(most)s.") % {
                "least": word(part.least, "amount"), "most": word(part.most, "amount"),
            }  # fmt: skip
            self.fields[name] = AmountField(
                label=title[:1].upper() + title[1:],
                help_text=room,
                initial=word(part.amount, "amount"),
            )
        self.fields["why"] = forms.CharField(
            label=_("Waarom wordt het anders?"), max_length=_WHY,
            help_text=_("De andere partijen lezen dit. Iedereen geeft daarna opnieuw akkoord."),
            error_messages={"required": _("Schrijf op waarom dit bedrag anders wordt.")},
        )  # fmt: skip

    def amounts(self) -> dict[str, Decimal]:
        """Return the amounts by source; only of a form that is valid."""
        return {part.source: self.cleaned_data[name] for name, part in self.parts.items()}

    def take(self, findings: Iterable[Finding]) -> None:
        """Put what the rules have against it at the fields it is about."""
        names = {part.source: name for name, part in self.parts.items()}
        for finding in findings:
            own = names.get(finding.about, "why" if finding.about == "why" else None)
            self.add_error(own, told(finding))


class AgreeForm(forms.Form):
    """Somebody says in so many words that they read the proposal and agree."""

    read = forms.BooleanField(
        label=_("Ik heb het hele voorstel gelezen en ga akkoord namens mijn partij."),
        error_messages={"required": _("Zet een vinkje om akkoord te geven.")},
    )


class WithdrawForm(forms.Form):
    """Somebody takes back, for their corner, what everybody agreed to."""

    reason = forms.CharField(
        label=_("Waarom trekken jullie de afspraak in?"), max_length=_WHY,
        help_text=_("Alle partijen lezen dit."),
        error_messages={"required": _("Schrijf op waarom jullie de afspraak intrekken.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False} | options)
