"""A small region with named people, so that a test reads as a story."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.models import Membership, User
from loopbrug.web.accounts.services import join
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.organisations.services import keep_organisation
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

TODAY = date(2026, 11, 23)
TOLD: dict[str, Any] = {
    "loopbrug": 1,
    "name": "Amina",
    "wanted": {"sector": "vo", "degree": "second", "subject": "wiskunde"},
    "diplomas": [{"title": "Bachelor Bouwkunde", "level": "hbo-bachelor"}],
    "jobs": [{"title": "Constructeur", "since": "2015-01-01", "fte": 0.8}],
    "week": {
        "study_hours": 12,
        "start_on_or_after": "2027-02-01",
        "blocks": [
            {"day": "mon", "from": "09:00", "until": "17:00", "kind": "care", "label": "moeder"}
        ],
    },
}


def somebody(name: str, role: str = "", organisation: str = "") -> User:
    """Return a person, with a role in an organisation if one is given."""
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name)
    if role:
        join(actor=None, user=user, organisation=organisation, role=role)
    return user


def organisations() -> None:
    """Lay out a desk, two boards with a school each, and two institutes."""
    places = {
        "desk": ("desk", ""),
        "linde": ("board", ""),
        "lindeschool": ("school", "linde"),
        "beuk": ("board", ""),
        "beukschool": ("school", "beuk"),
        "hogeschool": ("institute", ""),
        "andere-opleiding": ("institute", ""),
    }
    for code, (kind, board) in places.items():
        keep_organisation(code=code, board=board, kind=kind, name=code.title(), region="midden")


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody around the dossier of Amina."""

    amina: User
    broker: User
    school: User
    board: User
    other_board: User
    institute: User
    other_institute: User
    assessor: User
    field_assessor: User
    coach: User
    foundation: User
    policy: User


def cast() -> Cast:
    """Return the people, with their current memberships."""
    organisations()
    return Cast(
        amina=somebody("Amina"),
        broker=somebody("Bram", "broker", "desk"),
        school=somebody("Sofie", "school", "lindeschool"),
        board=somebody("Bo", "school", "linde"),
        other_board=somebody("Olaf", "school", "beuk"),
        institute=somebody("Ilse", "institute", "hogeschool"),
        other_institute=somebody("Otto", "institute", "andere-opleiding"),
        assessor=somebody("Anna", "assessor", "hogeschool"),
        field_assessor=somebody("Fred", "assessor", "linde"),
        coach=somebody("Carla", "coach", "lindeschool"),
        foundation=somebody("Faye", "foundation", "linde"),
        policy=somebody("Pim", "policy", "linde"),
    )


def opened(people: Cast, day: date = TODAY) -> Dossier:
    """Return Amina's dossier, just opened."""
    dossier, _ = services.open_dossier(actor=people.amina, document=TOLD, region="midden", day=day)
    return dossier


def matched(people: Cast, day: date = TODAY) -> Dossier:
    """Return Amina's dossier with a school, an institute, two assessors and a coach."""
    dossier = opened(people, day)
    services.match(
        actor=people.broker,
        dossier=dossier,
        school=organisation("lindeschool"),
        institute=organisation("hogeschool"),
        day=day,
    )
    for helper, role, side in (
        (people.assessor, "assessor", "institute"),
        (people.field_assessor, "assessor", "field"),
        (people.coach, "coach", ""),
    ):
        services.name_helper(
            actor=people.broker, dossier=dossier, user=helper, role=role, side=side, day=day
        )
    return Dossier.objects.get(pk=dossier.pk)


WALK = (
    (Event.INVITE, "broker"),
    (Event.REQUEST_ASSESSMENT, "amina"),
    (Event.START_ASSESSMENT, "institute"),
    (Event.FIND_SUITABLE, "assessor"),
    (Event.DRAFT_AGREEMENT, "school"),
    (Event.APPOINT, "school"),
    (Event.START_TRAINING, "institute"),
    (Event.REQUEST_FINAL, "amina"),
    (Event.PASS, "field_assessor"),
    (Event.START_INDUCTION, "board"),
    (Event.SETTLE, "coach"),
)
"""The way through, with who does each step."""


def walked(people: Cast, dossier: Dossier, last: Event, day: date = TODAY) -> Dossier:
    """Return the dossier after ``last``, walked by the people whose step it is."""
    for event, who in WALK:
        dossier = services.advance(
            actor=getattr(people, who), dossier=dossier, event=event, day=day
        )
        if event is last:
            break
    return dossier


def role_of(user: User) -> str:
    """Return the role somebody has now, or "" for a candidate."""
    membership = Membership.objects.filter(user=user, ended_on=None).first()
    return membership.role if membership else ""
