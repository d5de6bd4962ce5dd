"""A region that can assess: judges, guides, a class and rooms with hours, and people who come."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from tests.web.pathway.stage import TODAY, TOLD, Cast, cast, organisation, somebody

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.words import TimeSlot, Weekday
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.models import Assessment
from loopbrug.web.assessment.services.calendars_keep import (
    Times,
    keep_calendar,
    keep_profile,
    keep_rooms,
)
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.organisations.services import keep_organisation
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

DAYTIME = tuple(TimeSlot(day, time(9), time(16)) for day in list(Weekday)[:5])
MORNINGS = tuple(TimeSlot(day, time(9), time(12)) for day in list(Weekday)[:5])


@dataclass(frozen=True, slots=True)
class Stage:
    """The people of the pathway stage, with a second judge of the field and a guide."""

    cast: Cast
    second_field: User
    guide: User


def staged() -> Stage:
    """Return a region in which everybody who is needed has hours."""
    people = cast()
    keep_organisation(
        code="eikschool",
        board="beuk",
        kind="school",
        name="Eikschool",
        region="midden",
        sector="vo",
    )
    Organisation.objects.filter(kind="school").update(sector="vo")
    second = somebody("Fenna", "assessor", "beuk")
    field_board = somebody("Femke", "assessor", "beuk")
    guide = somebody("Gerda", "institute", "hogeschool")
    keep_profile(user=people.assessor, side=Side.INSTITUTE, subjects=["vo"])
    for user in (people.field_assessor, second, field_board):
        keep_profile(user=user, side=Side.FIELD, subjects=["wiskunde"])
    for user in (people.assessor, people.field_assessor, second, guide):
        keep_calendar(owner=user, times=Times(DAYTIME))
    for code in ("beukschool", "eikschool"):
        keep_calendar(owner=organisation(code), times=Times(MORNINGS))
    keep_rooms(institute=organisation("hogeschool"), rooms=1)
    return Stage(people, second, guide)


def newcomer(stage: Stage, name: str, *, told: dict[str, Any] | None = None) -> Dossier:
    """Return a candidate's dossier, invited, with a school and an institute."""
    user = User.objects.filter(email=f"{name.lower()}@example.org").first() or somebody(name)
    document = {**TOLD, "name": name, **(told or {})}
    dossier, _ = services.open_dossier(actor=user, document=document, region="midden", day=TODAY)
    services.match(
        actor=stage.cast.broker,
        dossier=dossier,
        school=organisation("lindeschool"),
        institute=organisation("hogeschool"),
        day=TODAY,
    )
    return services.advance(actor=stage.cast.broker, dossier=dossier, event=Event.INVITE, day=TODAY)


def requested(
    stage: Stage, name: str = "Amina", day: date = TODAY, *, told: dict[str, Any] | None = None
) -> Assessment:
    """Return the assessment of a candidate who asked for it on ``day``."""
    dossier = newcomer(stage, name, told=told)
    services.advance(
        actor=dossier.candidate, dossier=dossier, event=Event.REQUEST_ASSESSMENT, day=day
    )
    return Assessment.objects.get(dossier=dossier, ended_on=None)


def judge(name: str) -> User:
    """Return somebody who could judge for the field side, with hours."""
    user = somebody(name, "assessor", "beuk")
    keep_profile(user=user, side=Side.FIELD, subjects=["wiskunde"])
    keep_calendar(owner=user, times=Times(DAYTIME))
    return user
