"""What people fill in on the way to a decision: the report's answer, the text, a signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.assessment.decision import MOST_HOURS, AreaAmount, Conclusion, DecisionText
from loopbrug.core.assessment.report import Report, ReportedArea

YES, NO = "yes", "no"
MOST_TEXT = 6000
_TOO_MANY = _("Vul hooguit %(limit_value)s uur in.")
_TOO_FEW = _("Minder dan 0 uur kan niet.")


class ReportForm(forms.Form):
    """The answer to the law's first question, and why there is a new version if there is one."""

    weight = forms.ChoiceField(
        label=_("Wegen opleiding en ervaring samen zwaar genoeg voor dit werk?"),
        choices=((YES, _("Ja")), (NO, _("Nee"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja of nee.")},
    )
    weight_text = forms.CharField(
        label=_("Leg dat uit"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Schrijf aan de kandidaat, met “je”. Korte zinnen."),
        error_messages={"required": _("Leg uit waarom.")},
    )
    why = forms.CharField(
        label=_("Waarom komt er een nieuwe versie?"),
        max_length=300,
        help_text=_("Iedereen die het rapport leest, ziet dit."),
        error_messages={"required": _("Schrijf op waarom er een nieuwe versie komt.")},
    )

    def __init__(self, *args: Any, first: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if first:
            del self.fields["why"]

    def answers(self) -> dict[str, Any]:
        """Return what was filled in, as the service asks for it."""
        filled = self.cleaned_data
        return {
            "weight": filled["weight"] == YES,
            "weight_text": filled["weight_text"],
            "why": filled.get("why", ""),
        }


class DecisionForm(forms.Form):
    """The text of a decision: verdict, reasons, hours per area, next doors."""

    verdict = forms.ChoiceField(
        label=_("Wat is het besluit?"),
        choices=(
            (Conclusion.SUITABLE.value, _("Geschikt")),
            (Conclusion.PARTLY.value, _("Deels geschikt")),
            (Conclusion.NOT_YET.value, _("Nog niet geschikt")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een besluit.")},
    )
    reasons = forms.CharField(
        label=_("Waarom?"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Schrijf aan de kandidaat, met “je”. Korte zinnen, geen afkortingen."),
        error_messages={"required": _("Schrijf op waarom dit het besluit is.")},
    )
    next_doors = forms.CharField(
        label=_("Welke deuren staan nu open?"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Nodig als het geen “geschikt” is. Eén deur per regel. Een voorstel staat er al; pas "
            "het aan zoals het klopt."
        ),
    )

    def __init__(self, *args: Any, report: Report, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.report = report
        for area in report.areas:
            title = area.title.text(language)
            self.fields[f"training_{area.code}"] = _hours(
                _("%(area)s: uren scholing") % {"area": title}, area.training_hours
            )
            self.fields[f"guidance_{area.code}"] = _hours(
                _("%(area)s: uren begeleiding") % {"area": title}, 0
            )
        self.order_fields(["verdict", "reasons", *self._hour_names(), "next_doors"])

    def _hour_names(self) -> list[str]:
        return [
            f"{kind}_{area.code}" for area in self.report.areas for kind in ("training", "guidance")
        ]

    def text(self) -> DecisionText:
        """Return the whole text; an area in which nothing is needed is left out."""
        filled = self.cleaned_data
        amounts = [self._amount(area) for area in self.report.areas]
        return DecisionText(
            Conclusion(filled["verdict"]),
            filled["reasons"],
            tuple(each for each in amounts if each.training_hours or each.guidance_hours),
            filled["next_doors"],
        )

    def _amount(self, area: ReportedArea) -> AreaAmount:
        filled = self.cleaned_data
        return AreaAmount(
            area.code, filled[f"training_{area.code}"], filled[f"guidance_{area.code}"]
        )


def filled_from(text: DecisionText) -> dict[str, object]:
    """Return an earlier text as the beginning of a form."""
    found: dict[str, object] = {
        "verdict": text.conclusion.value,
        "reasons": text.reasons,
        "next_doors": text.next_doors,
    }
    for each in text.areas:
        found[f"training_{each.area}"] = each.training_hours
        found[f"guidance_{each.area}"] = each.guidance_hours
    return found


class SignForm(forms.Form):
    """Somebody says in so many words that they read it and sign."""

    read = forms.BooleanField(
        label=_("Ik heb het hele besluit en het rapport gelezen en ik teken ervoor."),
        error_messages={"required": _("Zet een vinkje om te tekenen.")},
    )


def _hours(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_HOURS,
        initial=initial,
        error_messages={
            "required": _("Vul een aantal uren in, of 0."),
            "invalid": _("Dit is geen heel getal."),
            "min_value": _TOO_FEW,
            "max_value": _TOO_MANY,
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
    )
