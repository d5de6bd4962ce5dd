"""One question as a form of one field."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.orientation.answers import EARLIEST_YEAR
from loopbrug.core.orientation.questions import (
    UNKNOWN,
    Answers,
    Question,
    QuestionKind,
    options_of,
)

MOST_BUTTONS = 14
"""With more to choose from, a list that folds out is quicker than buttons."""
DAY_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")


class QuestionForm(forms.Form):
    """Asks one question; the answer is text, as the core reads it.

    ``day`` is today: nobody can have worked since a day to come.
    """

    def __init__(
        self,
        question: Question,
        answers: Answers,
        language: str,
        day: date,
        data: object = None,
    ) -> None:
        given = str(answers.get(question.code, ""))
        initial = "" if given == UNKNOWN and question.kind is not QuestionKind.CHOICE else given
        super().__init__(data, initial={"answer": initial})  # type: ignore[arg-type]
        field = _field(question, answers, language, day)
        field.label = question.text.text(language)
        field.help_text = question.help.text(language)
        self.fields["answer"] = field

    @property
    def answer(self) -> str:
        """The answer as text: a code, a year, a day as in 2027-01-31, or "unknown"."""
        given = self.cleaned_data["answer"]
        if isinstance(given, date):
            return given.isoformat()
        return UNKNOWN if given in (None, "") else str(given)


def _field(question: Question, answers: Answers, language: str, day: date) -> forms.Field:
    match question.kind:
        case QuestionKind.CHOICE:
            return _choice(question, answers, language)
        case QuestionKind.YEAR:
            return _year(question, day)
        case QuestionKind.DAY:
            return _day(question, day)


def _choice(question: Question, answers: Answers, language: str) -> forms.ChoiceField:
    options = [(each.code, each.text.text(language)) for each in options_of(question, answers)]
    errors = {"required": _("Kies een antwoord."), "invalid_choice": _("Kies een antwoord.")}
    if len(options) <= MOST_BUTTONS:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, error_messages=errors)
    return forms.ChoiceField(
        choices=[("", _("Kies uit de lijst")), *options], error_messages=errors
    )


def _year(question: Question, day: date) -> forms.IntegerField:
    span = _("Vul een jaar in tussen %(first)s en %(last)s.") % {
        "first": EARLIEST_YEAR,
        "last": day.year,
    }
    return forms.IntegerField(
        required=not question.optional,
        min_value=EARLIEST_YEAR,
        max_value=day.year,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), span),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "size": 4}),
    )


def _day(question: Question, day: date) -> forms.DateField:
    def not_to_come(given: date) -> None:
        if given > day or given.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("Kies een dag die al geweest is."))

    wrong = _("Vul een dag in die bestaat, bijvoorbeeld 31-01-2026.")
    return forms.DateField(
        required=not question.optional,
        input_formats=DAY_FORMATS,
        validators=[not_to_come],
        error_messages={"required": wrong, "invalid": wrong},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
