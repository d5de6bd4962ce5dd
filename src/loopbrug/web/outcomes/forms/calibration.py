"""What is filled in about calibration: the cases of a set, and what somebody finds of each."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.model import Framework, Verdict
from loopbrug.web.outcomes.forms.judging import verdict_choices
from loopbrug.web.outcomes.queries import CalibrationItem
from loopbrug.web.outcomes.services.calibration import Found, Invented

MOST = 12


class SetForm(forms.Form):
    """What a set is called."""

    title = forms.CharField(
        label=_("Hoe heet deze ijkset?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: pedagogiek, najaar."),
    )


class CaseForm(forms.Form):
    """One invented case; nothing filled in means no case."""

    outcome = forms.ChoiceField(label=_("Leeruitkomst"), required=False)
    text = forms.CharField(
        label=_("Het bewijs"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Beschrijf wat de kandidaat inlevert. Verzin het: nooit een echt dossier."),
    )

    def __init__(self, *args: Any, framework: Framework, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        outcome: Any = self.fields["outcome"]
        listed = [(one.code, f"{one.code} {one.statement.text(language)}"[:110])
                  for one in framework.outcomes]  # fmt: skip
        outcome.choices = [("", "–"), *listed]

    def clean(self) -> dict[str, Any]:
        """Check that a case is whole."""
        given = super().clean() or {}
        if given.get("text") and not given.get("outcome"):
            self.add_error("outcome", _("Kies bij dit bewijs een leeruitkomst."))
        if given.get("outcome") and not given.get("text"):
            self.add_error("text", _("Beschrijf bij deze leeruitkomst het bewijs."))
        return given

    def invented(self) -> Invented | None:
        """Return the case, or None when nothing was filled in."""
        given = self.cleaned_data
        return Invented(given["outcome"], given["text"]) if given.get("outcome") else None


class FoundForm(forms.Form):
    """What an assessor finds of one case."""

    verdict = forms.ChoiceField(
        label=_("Jouw oordeel"),
        choices=verdict_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een oordeel.")},
    )
    reason = forms.CharField(
        label=_("Waarom?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, item: CalibrationItem, **options: Any) -> None:
        options["prefix"] = f"geval-{item.place}"
        super().__init__(*args, **options)
        self.item = item

    def found(self) -> Found:
        """Return what was found; call it on a valid form only."""
        return Found(Verdict(self.cleaned_data["verdict"]), self.cleaned_data["reason"])


def forms_for(items: Iterable[CalibrationItem], data: Any = None) -> list[FoundForm]:
    """Return a form for every case of a set."""
    return [FoundForm(data, item=item) for item in items]
