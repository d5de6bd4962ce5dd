"""What people fill in around questions and the guide's time."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.web.pathway.permissions import Role

ROLE_WORDS = {
    Role.CANDIDATE: _("de kandidaat"),
    Role.GUIDE: _("de vaste begeleider"),
    Role.BROKER: _("het regioloket"),
    Role.INSTITUTE: _("de opleiding"),
}
_TEXT = 4000


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
