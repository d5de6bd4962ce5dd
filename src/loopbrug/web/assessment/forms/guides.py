"""What people fill in about guidance: who guides, how many minutes there are, where they went."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.guiding import Choice, TalkTime
from loopbrug.web.assessment.services.guides import Spent

_DAY_OF_WORK = 600
_MOST_MINUTES = 6000


class TimeForm(forms.Form):
    """Minutes of guidance."""

    on = forms.DateField(
        label=_("Wanneer?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minutes = forms.IntegerField(
        label=_("Hoeveel minuten?"),
        min_value=1,
        max_value=_DAY_OF_WORK,
        error_messages={"min_value": _("Schrijf minstens één minuut op.")},
    )
    step = forms.ChoiceField(label=_("Voor welk gesprek?"), required=False)
    what = forms.CharField(label=_("Waarvoor?"), max_length=200)

    def __init__(
        self, *args: Any, today: date, talks: Iterable[TalkTime] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.today = today
        language = get_language() or "nl"
        field: Any = self.fields["step"]
        field.choices = [
            *((one.step, one.title.text(language)) for one in talks),
            ("", _("iets anders")),
        ]

    def spent(self) -> Spent:
        """Return what was spent, as the service takes it."""
        told = self.cleaned_data
        return Spent(told["on"], told["minutes"], told["what"], told["step"])

    def clean_on(self) -> date:
        """Return the day; time that has yet to come cannot be spent."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError(_("Deze dag moet nog komen."))
        return day


class GuideForm(forms.Form):
    """Who guides."""

    guide = forms.TypedChoiceField(
        label=_("Wie begeleidt deze kandidaat?"), widget=forms.RadioSelect, coerce=int
    )

    def __init__(self, *args: Any, choices: Iterable[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people: dict[int, User] = {}
        words = []
        for one in choices:
            self.people[one.user.pk] = one.user
            words.append((one.user.pk, _of(one)))
        field: Any = self.fields["guide"]
        field.choices = words

    @property
    def chosen(self) -> User:
        """The person who was chosen."""
        return self.people[self.cleaned_data["guide"]]


class BudgetForm(forms.Form):
    """How many minutes there are."""

    minutes = forms.IntegerField(
        label=_("Hoeveel minuten zijn er voor de begeleiding?"),
        min_value=0,
        max_value=_MOST_MINUTES,
    )


def _of(one: Choice) -> str:
    count = ngettext(
        "begeleidt nu %(count)s kandidaat", "begeleidt nu %(count)s kandidaten", one.cases
    )
    where = "" if one.near else str(_(", van elders in de regio"))
    return f"{one.user} ({count % {'count': one.cases}}{where})"
