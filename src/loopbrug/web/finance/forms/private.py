"""What only the candidate fills in: the old pay, a wage supplement, the step to share."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.finance.model import Certainty, EndedBy, OldJob, Payer, SupplementPlan
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.finance.forms.choices import CERTAINTIES, ENDED_BY, SUPPLEMENT_PAYERS
from loopbrug.web.ui.amounts import AmountField

EURO = "EUR"
LEAST_PAY, MOST_PAY = 50, 100_000
MOST_HOURS, LEAST_FULL, MOST_FULL = 60, 20, 60
MOST_YEARS = 5
_ZERO = Decimal(0)


class PercentField(AmountField):
    """A percentage from 0 to 100."""

    example = "8,33"

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_value": 100, "size": 6} | options)


class OldPayForm(forms.Form):
    """The old job and what it paid; every error is told at once and nothing typed is lost."""

    monthly = AmountField(
        label=_("Bruto loon per maand"),
        min_value=LEAST_PAY,
        max_value=MOST_PAY,
        help_text=_("Zonder vakantiegeld. Je vindt het op je loonstrook. Bijvoorbeeld 4.350,00."),
    )
    hours = AmountField(
        label=_("Voor hoeveel uur per week is dat?"), min_value=1, max_value=MOST_HOURS, size=6
    )
    full_time_hours = AmountField(
        label=_("Hoeveel uur is daar een volle werkweek?"),
        min_value=LEAST_FULL, max_value=MOST_FULL, initial=40, size=6,
    )  # fmt: skip
    since = DayField(label=_("Sinds wanneer werk je daar?"))
    until = DayField(
        label=_("Laatste werkdag"), required=False, help_text=_("Leeg: nog niet bekend.")
    )
    ended_by = forms.ChoiceField(
        label=_("Wie beëindigt die baan?"),
        choices=ENDED_BY,
        initial=EndedBy.UNKNOWN.value,
        help_text=_("Dit bepaalt of je een transitievergoeding krijgt."),
    )
    holiday = PercentField(label=_("Vakantiegeld, in procenten van je loon"), initial=8)
    year_end = PercentField(
        label=_("Vaste eindejaarsuitkering, in procenten"), required=False,
        help_text=_("Leeg: die krijg je niet. Bijvoorbeeld 8,33."),
    )  # fmt: skip
    fixed_monthly = AmountField(
        label=_("Vaste toeslagen per maand"), required=False, max_value=MOST_PAY,
        help_text=_("Bijvoorbeeld voor ploegendienst. Leeg: geen."),
    )  # fmt: skip
    variable_yearly = AmountField(
        label=_("Bonus en winstdeling per jaar"), required=False,
        help_text=_("Neem het gemiddelde van drie jaar. Leeg: geen."),
    )  # fmt: skip
    currency = forms.RegexField(
        r"^[A-Z]{3}$",
        label=_("Munt"),
        initial=EURO,
        strip=True,
        widget=forms.TextInput(attrs={"size": 4, "maxlength": 3, "autocomplete": "off"}),
        help_text=_("Drie letters: EUR, USD, GBP."),
        error_messages={
            "invalid": _("Schrijf de munt met drie hoofdletters, zoals EUR of USD."),
            "required": _("Schrijf de munt met drie hoofdletters, zoals EUR of USD."),
        },
    )
    rate = AmountField(
        label=_("Hoeveel euro is één van die munt?"),
        required=False, min_value=Decimal("0.000001"), max_value=1000, decimal_places=6,
        help_text=_("Alleen als je niet in euro werd betaald. Bijvoorbeeld 0,93."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check what belongs together: hours within a full week, days in order, a rate."""
        found = super().clean() or {}
        hours, full = found.get("hours"), found.get("full_time_hours")
        if hours and full and hours > full:
            self.add_error("hours", _("Dit is meer dan een volle werkweek daar. Kijk beide na."))
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("Deze dag ligt vóór je eerste werkdag."))
        foreign = found.get("currency") not in {None, EURO}
        if foreign and not found.get("rate") and "rate" not in self.errors:
            self.add_error("rate", _("Vul in hoeveel euro één van deze munt waard is."))
        return found

    def old_job(self) -> OldJob:
        """Return what was filled in; only of a form that is valid."""
        told: dict[str, Any] = dict(self.cleaned_data)
        told |= {name: told[name] or _ZERO for name in _NOTHING}
        told |= {"ended_by": EndedBy(told["ended_by"])}
        told |= {"rate": told["rate"] if told["currency"] != EURO else Decimal(1)}
        return OldJob(**told)

    @staticmethod
    def filled_with(job: OldJob) -> dict[str, object]:
        """Return what stands in the form when this job is changed; euros need no rate."""
        return asdict(job) | ({"rate": None} if job.currency == EURO else {})


_NOTHING = frozenset({"year_end", "fixed_monthly", "variable_yearly"})


class SupplementForm(forms.Form):
    """A wage supplement: what share of the gap somebody fills, in each year."""

    payer = forms.ChoiceField(label=_("Wie vult je loon aan?"), choices=SUPPLEMENT_PAYERS,
                              initial=Payer.OLD_EMPLOYER.value)  # fmt: skip
    year_1 = PercentField(label=_("Jaar 1: procent van het verschil"), required=False)
    year_2 = PercentField(label=_("Jaar 2"), required=False)
    year_3 = PercentField(label=_("Jaar 3"), required=False)
    year_4 = PercentField(label=_("Jaar 4"), required=False)
    year_5 = PercentField(label=_("Jaar 5"), required=False)
    cap = PercentField(
        label=_("Hoogstens dit deel van je oude jaarinkomen, in procenten"), required=False,
        help_text=_("Leeg: er is geen grens afgesproken."),
    )  # fmt: skip
    certainty = forms.ChoiceField(label=_("Hoe zeker is dit?"), choices=CERTAINTIES)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one year, and no year left open between two others."""
        found = super().clean() or {}
        shares = self._shares(found)
        if not self.errors and not any(share is not None for share in shares):
            self.add_error("year_1", _("Vul minstens één jaar in."))
        for place, share in enumerate(shares, start=1):
            later = any(each is not None for each in shares[place:])
            if share is None and later and f"year_{place}" not in self.errors:
                self.add_error(f"year_{place}", _("Vul dit jaar ook in; 0 mag."))
        return found

    def plan(self) -> SupplementPlan:
        """Return what was filled in; only of a form that is valid."""
        told = self.cleaned_data
        shares = tuple(share for share in self._shares(told) if share is not None)
        certainty = Certainty(told["certainty"])
        return SupplementPlan(Payer(told["payer"]), shares, told["cap"], certainty)

    @staticmethod
    def _shares(found: dict[str, Any]) -> list[Decimal | None]:
        return [found.get(f"year_{place}") for place in range(1, MOST_YEARS + 1)]
