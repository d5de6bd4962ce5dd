"""What is filled in when an assessor asks for more evidence, and when somebody answers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.pathway.model import Party
from loopbrug.web.outcomes.services.questions import Asked

NOTICE = _("Kies een dag na vandaag.")


class QuestionForm(forms.Form):
    """One question, to one party, with one deadline."""

    to = forms.ChoiceField(label=_("Aan wie?"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("Over welke leeruitkomst?"), required=False)
    text = forms.CharField(
        label=_("Je vraag"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Vraag één ding. Zeg wat je nodig hebt, zonder je oordeel te geven."),
    )
    due_on = forms.DateField(
        label=_("Antwoord graag uiterlijk op"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        help_text=_("Na deze dag zie je dat het antwoord er nog niet is. Meer gebeurt er niet."),
        error_messages={
            "required": _("Vul een datum in."),
            "invalid": _("Deze datum bestaat niet. Schrijf dag, maand en jaar: 01-09-2027."),
        },
    )

    def __init__(
        self, *args: Any, outcomes: list[tuple[str, str]], school: bool, day: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.day = day
        to: Any = self.fields["to"]
        to.choices = [(Party.CANDIDATE.value, _("De kandidaat"))]
        if school:
            to.choices = [*to.choices, (Party.SCHOOL.value, _("De school"))]
        outcome: Any = self.fields["outcome"]
        outcome.choices = [("", _("meer dan één")), *outcomes]

    def clean_due_on(self) -> date:
        """Return the day; it lies after today."""
        due: date = self.cleaned_data["due_on"]
        if due <= self.day:
            raise forms.ValidationError(NOTICE, code="outcomes.question-day-past")
        return due

    def asked(self) -> Asked:
        """Return the question; call it on a valid form only."""
        return Asked(**self.cleaned_data)


class AnswerForm(forms.Form):
    """The answer to a question, in words."""

    text = forms.CharField(
        label=_("Je antwoord"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Schrijf een kort antwoord, ook als je bewijs toevoegde.")},
    )
