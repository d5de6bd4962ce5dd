"""What people fill in about a dossier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.pathway.model import Party, Phase
from loopbrug.web.accounts.queries import Membership, Role, people_with_role
from loopbrug.web.organisations.queries import Kind, Organisation, organisations_of_kind
from loopbrug.web.pathway.queries import Dossier

WAITED_FOR = (
    (Party.CANDIDATE.value, _("de kandidaat")),
    (Party.BROKER.value, _("het regioloket")),
    (Party.SCHOOL.value, _("de school")),
    (Party.INSTITUTE.value, _("de opleiding")),
)
SIDES = {Kind.INSTITUTE.value: "institute"}


class ReasonForm(forms.Form):
    """Why somebody stops or hands over a dossier."""

    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Eén of twee zinnen. Iedereen die meewerkt aan dit dossier kan dit lezen."),
    )


class PauseForm(ReasonForm):
    """Why a dossier rests, and who is waited for."""

    waiting_for = forms.ChoiceField(
        label=_("Op wie wachten we?"), choices=WAITED_FOR, widget=forms.RadioSelect
    )
    field_order = ("waiting_for", "reason")


class ConfirmForm(forms.Form):
    """Nothing to fill in: somebody says yes."""


class ListFilter(forms.Form):
    """What one wants to see of a list of dossiers; everything may stay empty."""

    q = forms.CharField(label=_("Naam of code"), required=False, max_length=80)
    phase = forms.ChoiceField(
        label=_("Fase"), required=False, choices=[(phase.value, phase.value) for phase in Phase]
    )
    turn = forms.ChoiceField(
        label=_("Aan zet"), required=False, choices=[(party.value, party.value) for party in Party]
    )
    danger = forms.BooleanField(label=_("Alleen als de datum in gevaar is"), required=False)


class MatchForm(forms.Form):
    """Which school and which institute a candidate goes on with."""

    school: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        queryset=None, required=False, label=_("School"), empty_label=_("nog geen school")
    )
    institute: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Opleiding"), empty_label=_("nog geen opleiding")
    )

    def __init__(self, *args: Any, dossier: Dossier, **options: Any) -> None:
        options.setdefault("initial", {"school": dossier.school, "institute": dossier.institute})
        super().__init__(*args, **options)
        region = dossier.region
        self._fill("school", organisations_of_kind(region, Kind.SCHOOL), _school_label)
        self._fill("institute", organisations_of_kind(region, Kind.INSTITUTE), str)

    def _fill(self, name: str, rows: Any, label: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        field.label_from_instance = label


class HelperForm(forms.Form):
    """Who helps with a dossier: an assessor or a coach of its school, board or institute."""

    helper: "forms.ModelChoiceField[Membership]" = forms.ModelChoiceField(
        queryset=None, label=_("Wie helpt mee?"), empty_label=None
    )

    def __init__(self, *args: Any, dossier: Dossier, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["helper"]
        field.queryset = people_with_role((Role.ASSESSOR, Role.COACH), _places_of(dossier))
        field.label_from_instance = _helper_label

    def part(self) -> dict[str, Any]:
        """Return the chosen person, in what role, and an assessor's side."""
        chosen: Membership = self.cleaned_data["helper"]
        side = SIDES.get(chosen.organisation.kind, "field")
        assessor = chosen.role == Role.ASSESSOR
        return {"user": chosen.user, "role": chosen.role, "side": side if assessor else ""}


def _places_of(dossier: Dossier) -> list[int]:
    board = dossier.school.board_id if dossier.school else None
    places = (dossier.institute_id, dossier.school_id, board)
    return [place for place in places if place is not None]


def _school_label(school: Organisation) -> str:
    return f"{school.name} · {school.board} · {school.town}"


def _helper_label(membership: Membership) -> str:
    role = membership.get_role_display()
    return f"{membership.user} · {role} · {membership.organisation}"
