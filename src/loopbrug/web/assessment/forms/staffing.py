"""Who judges what, and how many rooms there are."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.judging import Side
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.assessment.services.staffing import Profile

MOST_ROOMS = 50
_LONGEST = timedelta(days=10 * 366)
SECTORS = (
    ("po", _("het hele basisonderwijs")),
    ("so", _("het hele speciaal onderwijs")),
    ("vo", _("elk vak in het voortgezet onderwijs")),
    ("mbo", _("elk vak in het mbo")),
)


class ProfileForm(forms.Form):
    """For which side somebody judges, what, and until when they are certified."""

    side = forms.ChoiceField(
        label=_("Voor welke kant?"),
        choices=[
            (Side.INSTITUTE.value, _("De opleiding")),
            (Side.FIELD.value, _("Het werkveld: een school of bestuur")),
        ],
        widget=forms.RadioSelect,
    )
    sectors = forms.MultipleChoiceField(
        label=_("Hele sectoren"),
        choices=SECTORS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    subjects = forms.MultipleChoiceField(
        label=_("Losse vakken"), required=False, widget=forms.CheckboxSelectMultiple
    )
    certified_until = DayField(
        label=_("Gecertificeerd tot en met"),
        required=False,
        help_text=_("Laat leeg als er geen einddatum is. Na deze dag wordt niemand meer gevraagd."),
    )
    active = forms.BooleanField(label=_("Beoordeelt nu"), required=False, initial=True)

    def __init__(
        self,
        *args: Any,
        subjects: Iterable[tuple[str, str]],
        kinds: Iterable[str],
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kinds, self.today = frozenset(kinds), today
        field: Any = self.fields["subjects"]
        field.choices = list(subjects)

    def clean(self) -> dict[str, Any]:
        """Ask something to judge, and a side on which somebody works."""
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        subjects_are_fine = not {"sectors", "subjects"} & self.errors.keys()
        if subjects_are_fine and not (filled.get("sectors") or filled.get("subjects")):
            self.add_error("sectors", _("Kies minstens één sector of één vak."))
        side = filled.get("side")
        if side == Side.INSTITUTE and "institute" not in self.kinds:
            self.add_error("side", _("Deze persoon werkt niet bij een opleiding."))
        if side == Side.FIELD and not self.kinds & {"school", "board"}:
            self.add_error("side", _("Deze persoon werkt niet bij een school of bestuur."))
        until = filled.get("certified_until")
        if until and until > self.today + _LONGEST:
            self.add_error("certified_until", _("Dit is meer dan tien jaar vooruit."))
        if until and until < self.today and filled.get("active"):
            self.add_error(
                "certified_until",
                _(
                    "Deze dag is voorbij. Haal het vinkje bij “Beoordeelt nu” weg, "
                    "of pas de dag aan."
                ),
            )
        return filled

    def profile(self) -> Profile:
        """Return the profile."""
        filled = self.cleaned_data
        return Profile(
            side=Side(filled["side"]),
            subjects=(*filled["sectors"], *filled["subjects"]),
            certified_until=filled["certified_until"],
            active=filled["active"],
        )


class RoomsForm(forms.Form):
    """How many rooms there are for interviews at the same time."""

    rooms = forms.IntegerField(
        label=_("Hoeveel ruimtes zijn er tegelijk voor gesprekken?"),
        min_value=0,
        max_value=MOST_ROOMS,
        help_text=_("Bij 0 wordt er geen gesprek op de opleiding gepland."),
    )
