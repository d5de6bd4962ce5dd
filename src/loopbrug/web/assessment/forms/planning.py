"""What people fill in about appointments, absence and promises."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.terms.words import Period
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.desk import NO_PROMISE
from loopbrug.web.assessment.queries import AppointmentPerson
from loopbrug.web.assessment.queries.desk import people_planned, schools_planned
from loopbrug.web.organisations.queries import Organisation

LONGEST = timedelta(days=400)
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
READ_BY = _(
    "Alleen wie plant leest dit. Schrijf nooit op wat iemand heeft: “ziek” of “kan niet” is genoeg."
)
STANDS = (
    ("", _("alles")),
    (NO_PROMISE, _("nog geen datum beloofd")),
    (Stand.LATE.value, _("te laat")),
    (Stand.AT_RISK.value, _("in gevaar")),
    (Stand.PAUSED.value, _("staat stil")),
    (Stand.WORKING.value, _("op tijd")),
)


class SeenForm(forms.Form):
    """Says yes to what stood on the page: ``seen`` is how often the appointment had moved."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReasonForm(SeenForm):
    """Says why."""

    reason = forms.CharField(label=_("Waarom?"), max_length=200, help_text=READ_BY)


class DeclineForm(ReasonForm):
    """Who cannot come, and why; without a choice of people it is the visitor."""

    who = forms.ChoiceField(
        label=_("Wie kan er niet?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie er niet kan.")},
    )
    field_order = ("who", "reason", "seen")

    def __init__(self, *args: Any, people: Sequence[AppointmentPerson], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(one.pk): one for one in people}
        if len(people) == 1:
            del self.fields["who"]
        else:
            field: Any = self.fields["who"]
            field.choices = [(key, one.user or one.organisation) for key, one in self._named()]

    def _named(self) -> Iterable[tuple[str, AppointmentPerson]]:
        return self.people.items()

    def person(self) -> AppointmentPerson:
        """Return the part of whoever cannot; call it on a valid form only."""
        if "who" in self.cleaned_data:
            return self.people[self.cleaned_data["who"]]
        return next(iter(self.people.values()))


class MomentForm(forms.Form):
    """Another moment, and whether it stays there."""

    moment = forms.ChoiceField(
        label=_("Naar welk moment?"),
        help_text=_("Op al deze momenten kan iedereen, en blijft elke belofte heel."),
        error_messages={
            "required": _("Kies een moment."),
            "invalid_choice": _("Dit moment kan niet meer. Kies een ander."),
        },
    )
    fix = forms.BooleanField(
        label=_("Zet de afspraak daar meteen vast"),
        required=False,
        help_text=_("Dan schuift de planning hem niet meer."),
    )

    def __init__(self, *args: Any, moments: Mapping[datetime, int], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["moment"]
        field.choices = [
            (
                date_format(day, "l j F Y"),
                [(one.isoformat(), _time_of(one, moments[one])) for one in of_day],
            )
            for day, of_day in groupby(moments, key=lambda one: one.date())
        ]

    def starts(self) -> datetime:
        """Return the chosen moment; call it on a valid form only."""
        return datetime.fromisoformat(self.cleaned_data["moment"])


class MoveForm(SeenForm):
    """Says yes to a moment, with all that moves along."""

    moment = forms.DateTimeField(widget=forms.HiddenInput)
    fix = forms.BooleanField(required=False, widget=forms.HiddenInput)


def _time_of(moment: datetime, along: int) -> str:
    if not along:
        return f"{moment:%H:%M}"
    words = ngettext(
        "%(at)s, en %(along)s andere afspraak schuift mee",
        "%(at)s, en %(along)s andere afspraken schuiven mee",
        along,
    )
    return words % {"at": f"{moment:%H:%M}", "along": along}


class AwayForm(forms.Form):
    """Who or what is away, from when until when, and why."""

    owner = forms.ChoiceField(
        label=_("Wie of welke school valt uit?"),
        error_messages={"required": _("Kies wie of welke school uitvalt.")},
    )
    first = forms.DateField(label=_("Eerste dag"), widget=_DAY)
    last = forms.DateField(
        label=_("Laatste dag"),
        widget=_DAY,
        help_text=_(
            "Weet je het niet? Kies een ruime dag. Is iemand er eerder weer, dan meld je dat hier."
        ),
    )
    reason = forms.CharField(
        label=_("Wat leest wie plant?"),
        max_length=200,
        initial=_("Kan niet in deze periode"),
        help_text=READ_BY,
    )

    def __init__(
        self, *args: Any, region: str, places: Iterable[int] | None, today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.people = {f"user:{one.pk}": one for one in people_planned(region, places)}
        self.schools = {f"org:{one.pk}": one for one in schools_planned(region, places)}
        field: Any = self.fields["owner"]
        field.choices = [
            ("", _("kies")),
            (_("Mensen"), [(key, str(one)) for key, one in self.people.items()]),
            (_("Scholen"), [(key, str(one)) for key, one in self.schools.items()]),
        ]

    def clean(self) -> dict[str, Any]:
        """Say everything that is wrong with the days at once."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("De laatste dag ligt voor de eerste."))
        elif last and last < self.today:
            self.add_error("last", _("Deze dag is al voorbij."))
        elif first and last and last - first > LONGEST:
            self.add_error("last", _("Dit is meer dan een jaar. Kies een kortere tijd."))
        return given

    def chosen(self) -> User | Organisation:
        """Return who or what is away; call it on a valid form only."""
        key = self.cleaned_data["owner"]
        return self.people[key] if key in self.people else self.schools[key]

    def period(self) -> Period:
        """Return the days; call it on a valid form only."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])


class DeskFilter(forms.Form):
    """What one wants to see of the desk; everything may stay empty."""

    q = forms.CharField(label=_("Naam of code"), required=False, max_length=80)
    stand = forms.ChoiceField(label=_("Hoe het ervoor staat"), required=False, choices=STANDS)

    def asked(self) -> tuple[str, str]:
        """Return what was asked for; a question that makes no sense asks for everything."""
        if not self.is_valid():
            return "", ""
        return self.cleaned_data["q"], self.cleaned_data["stand"]


class PromiseForm(forms.Form):
    """A new day, because the first one cannot be kept any more, and why."""

    day = forms.DateField(label=_("Welke datum beloven we nu?"), widget=_DAY)
    reason = forms.CharField(
        label=_("Waarom kan de eerste datum niet meer?"),
        max_length=200,
        help_text=_("De kandidaat en de school lezen dit. Schrijf nooit op wat iemand heeft."),
    )

    def __init__(self, *args: Any, least: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.least = least

    def clean_day(self) -> date:
        """Return the day; one before the last step cannot be kept either."""
        day: date = self.cleaned_data["day"]
        if day < self.least:
            raise ValidationError(
                _("De laatste stap is op %(day)s. Een eerdere datum kunnen we niet houden."),
                params={"day": date_format(self.least, "j F Y")},
            )
        return day
