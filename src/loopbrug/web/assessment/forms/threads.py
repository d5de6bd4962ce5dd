"""What people fill in around questions and the guide's time."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loopbrug.web.pathway.permissions import Role

ROLE_WORDS = {
    Role.CANDIDATE: _("de kandidaat"),
    Role.GUIDE: _("de vaste begeleider"),
    Role.BROKER: _("het regioloket"),
    Role.INSTITUTE: _("de opleiding"),
}
_TEXT = 4000
_DAY_OF_WORK = 600


class AnswerForm(forms.Form):
    """What somebody says in a question, and who is to answer then."""

    text = forms.CharField(
        label=_("Wat wil je zeggen?"),
        max_length=_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    turn = forms.ChoiceField(label=_("Wie is daarna aan zet?"), required=False)

    def __init__(self, *args: Any, others: Iterable[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["turn"]
        field.choices = [("", _("niemand")), *((one.value, ROLE_WORDS[one]) for one in others)]


class QuestionForm(forms.Form):
    """A new question: about what, and to whom."""

    title = forms.CharField(label=_("Waar gaat je vraag over?"), max_length=160)
    text = forms.CharField(
        label=_("Je vraag"), max_length=_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    turn = forms.ChoiceField(label=_("Aan wie vraag je het?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Iterable[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["turn"]
        field.choices = [(one.value, ROLE_WORDS[one]) for one in others]
        if field.choices:
            field.initial = field.choices[0][0]


class TimeForm(forms.Form):
    """Minutes of guidance."""

    on = forms.DateField(
        label=_("Wanneer?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minutes = forms.IntegerField(
        label=_("Hoeveel minuten?"),
        min_value=-_DAY_OF_WORK,
        max_value=_DAY_OF_WORK,
        help_text=_("Te veel opgeschreven? Schrijf dan een aantal onder nul op."),
    )
    what = forms.CharField(label=_("Waarvoor?"), max_length=200)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_on(self) -> date:
        """Return the day; time that has yet to come cannot be spent."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError(_("Deze dag moet nog komen."))
        return day

    def clean_minutes(self) -> int:
        """Return the minutes; none is nothing to write down."""
        minutes: int = self.cleaned_data["minutes"]
        if minutes == 0:
            raise ValidationError(_("Nul minuten hoef je niet op te schrijven."))
        return minutes
