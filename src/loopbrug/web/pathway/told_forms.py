"""What the candidate tells, part by part, in the shape of the dossier format."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.orientation.model import Level, PostKind
from loopbrug.core.terms.words import Degree, Sector

Choices = tuple[tuple[str, Promise | str], ...]

SECTORS: Choices = (
    (Sector.PO.value, _("Basisonderwijs")),
    (Sector.SO.value, _("Speciaal onderwijs")),
    (Sector.VO.value, _("Voortgezet onderwijs")),
    (Sector.MBO.value, _("Mbo")),
)
DEGREES: Choices = (
    (Degree.PRIMARY.value, _("Groepsleerkracht")),
    (Degree.SECOND.value, _("Tweedegraads")),
    (Degree.FIRST.value, _("Eerstegraads")),
    (Degree.VMBO_PROFILE.value, _("Vmbo-profielvak")),
    (Degree.LIMITED_SECOND.value, _("Beperkt tweedegraads")),
    (Degree.PDG.value, _("Pedagogisch-didactisch getuigschrift (mbo)")),
)
LEVELS: Choices = (
    (Level.VMBO.value, _("Vmbo")),
    (Level.HAVO.value, _("Havo")),
    (Level.VWO.value, _("Vwo")),
    (Level.MBO_2.value, _("Mbo-2")),
    (Level.MBO_3.value, _("Mbo-3")),
    (Level.MBO_4.value, _("Mbo-4")),
    (Level.AD.value, _("Associate degree")),
    (Level.HBO_BACHELOR.value, _("Hbo-bachelor")),
    (Level.HBO_MASTER.value, _("Hbo-master")),
    (Level.WO_BACHELOR.value, _("Wo-bachelor")),
    (Level.WO_MASTER.value, _("Wo-master")),
)
POSTS: Choices = (
    (PostKind.UNQUALIFIED.value, _("Ik geef les zonder bevoegdheid")),
    (PostKind.OTHER_SUBJECT.value, _("Ik ben bevoegd, maar voor een ander vak")),
    (PostKind.QUALIFIED.value, _("Ik geef les en ben daarvoor bevoegd")),
    (PostKind.GUEST.value, _("Ik ben gastdocent")),
    (PostKind.SUPPORT.value, _("Ik ben onderwijsassistent of instructeur")),
)


class DayField(forms.DateField):
    """A day, picked from a calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **options)


class PartForm(forms.Form):
    """One part of what the candidate tells; its fields are keys of the dossier format."""

    def part(self) -> dict[str, Any]:
        """Return the answers as JSON has them, without what was left empty."""
        kept = {name: _plain(value) for name, value in self.cleaned_data.items()}
        return {name: value for name, value in kept.items() if value not in ("", None)}


class WantedForm(PartForm):
    """The qualification somebody wants."""

    sector = forms.ChoiceField(
        label=_("Waar wil je lesgeven?"), choices=SECTORS, widget=forms.RadioSelect
    )
    degree = forms.ChoiceField(label=_("Welke bevoegdheid wil je halen?"), choices=DEGREES)
    subject = forms.SlugField(
        label=_("Welk vak?"),
        required=False,
        max_length=30,
        help_text=_("Bijvoorbeeld wiskunde of duits. Voor groepsleerkracht laat je dit leeg."),
    )

    def clean_subject(self) -> str:
        """Return the subject in small letters, as the lists have it."""
        return str(self.cleaned_data["subject"]).lower()


class StartForm(PartForm):
    """When somebody wants to start, and how much they can study."""

    start_on_or_after = DayField(label=_("Vanaf wanneer kun je beginnen?"))
    finish_by = DayField(
        label=_("Wanneer wil je uiterlijk klaar zijn?"),
        required=False,
        help_text=_("Alleen als het uitmaakt."),
    )
    study_hours = forms.IntegerField(
        label=_("Hoeveel uur per week kun je hoogstens studeren?"),
        min_value=0,
        max_value=60,
        help_text=_("Lessen tellen mee."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        start, finish = filled.get("start_on_or_after"), filled.get("finish_by")
        if start and finish and finish < start:
            self.add_error("finish_by", _("Deze dag ligt voor de dag waarop je begint."))
        return filled


class OpenForm(StartForm):
    """What a dossier needs besides the answers: a name, a start, and hours."""

    own_name = forms.CharField(
        label=_("Hoe heet je?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Zo zien de mensen die je helpen wie je bent."),
    )
    finish_by = None  # type: ignore[assignment]
    field_order = ("own_name", "start_on_or_after", "study_hours")

    @property
    def name(self) -> str:
        """The name somebody gave."""
        return str(self.cleaned_data["own_name"])

    def part(self) -> dict[str, Any]:
        """Return the week, without the name."""
        return {name: value for name, value in super().part().items() if name != "own_name"}


class DiplomaForm(PartForm):
    """A diploma."""

    title = forms.CharField(label=_("Wat staat er op je diploma?"), max_length=200)
    level = forms.ChoiceField(label=_("Niveau"), choices=LEVELS)
    awarded_on = DayField(
        label=_("Wanneer kreeg je het?"),
        required=False,
        help_text=_("Weet je de dag niet meer? Laat het leeg: dan zoeken we het samen op."),
    )
    unfinished = forms.BooleanField(label=_("Ik heb deze studie niet afgemaakt"), required=False)

    def part(self) -> dict[str, Any]:
        """Return the diploma; only an unfinished one says so."""
        told = super().part()
        return told | {"finished": False} if told.pop("unfinished") else told


class JobForm(PartForm):
    """A job outside teaching."""

    title = forms.CharField(label=_("Wat is of was je werk?"), max_length=200)
    since = DayField(label=_("Sinds wanneer?"))
    until = DayField(
        label=_("Tot en met wanneer?"),
        required=False,
        help_text=_("Werk je daar nog? Laat het leeg."),
    )
    fte = forms.DecimalField(
        label=_("Omvang in fte"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(2),
        decimal_places=4,
        help_text=_("1 is een volledige baan; 0,5 is de helft."),
    )
    hbo_level = forms.BooleanField(label=_("Dit werk vraagt hbo-niveau"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = filled.get("since"), filled.get("until")
        if since and until and until < since:
            self.add_error("until", _("Deze dag ligt voor de dag waarop je begon."))
        return filled


class PostForm(JobForm):
    """A teaching post."""

    title = None  # type: ignore[assignment]
    hbo_level = None  # type: ignore[assignment]
    employer = forms.CharField(label=_("Bij welk schoolbestuur?"), max_length=200)
    school = forms.CharField(label=_("Op welke school?"), max_length=200, required=False)
    sector = forms.ChoiceField(label=_("Soort onderwijs"), choices=SECTORS)
    kind = forms.ChoiceField(label=_("Wat doe je daar?"), choices=POSTS)
    subject = forms.SlugField(label=_("Welk vak?"), required=False, max_length=30)
    field_order = ("employer", "school", "sector", "kind", "subject", "since", "until", "fte")


PARTS: dict[str, tuple[str, type[PartForm], bool]] = {
    "weg": ("wanted", WantedForm, False),
    "start": ("week", StartForm, False),
    "diploma": ("diplomas", DiplomaForm, True),
    "werk": ("jobs", JobForm, True),
    "onderwijs": ("posts", PostForm, True),
}
"""Per part of the page: its key in the dossier format, its form, and whether it is a list."""

TITLES: dict[str, Promise] = {
    "weg": _("Wat je wilt worden"),
    "start": _("Wanneer je kunt beginnen"),
    "diploma": _("Diploma"),
    "werk": _("Werk buiten het onderwijs"),
    "onderwijs": _("Werk in het onderwijs"),
}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
