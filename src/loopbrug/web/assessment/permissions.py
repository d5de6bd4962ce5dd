"""Who may work at the planning desk, and say what becomes of an appointment."""

from collections.abc import Iterable
from dataclasses import dataclass

from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.assessment.queries import AppointmentPerson, AppointmentRow
from loopbrug.web.assessment.queries.desk import people_at, takes_part
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.permissions import ACTS, Act, may
from loopbrug.web.pathway.permissions import Role as Part
from loopbrug.web.pathway.queries import Dossier


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at the planning desk of a region: the whole of it, or one institute's cases.

    ``places`` are the desks and institutes they plan for.
    """

    user: User
    region: str
    whole: bool
    places: frozenset[int] = frozenset()


def desk_of_user(user: User) -> Desk | None:
    """Return at which desk somebody plans: a broker of the region, or a planner of an institute.

    None: they do not plan.
    """
    found = [m for m in current_memberships(user) if m.role in (Role.BROKER, Role.INSTITUTE)]
    places = frozenset(m.organisation_id for m in found)
    brokers = [m for m in found if m.role == Role.BROKER]
    for membership in (*brokers, *found):
        whole = membership.role == Role.BROKER
        if whole and membership.organisation.kind != Organisation.Kind.DESK:
            continue
        return Desk(user, membership.organisation.region, whole, places)
    return None


def planned_by(user: User, dossiers: Iterable[Dossier]) -> frozenset[object]:
    """Return the keys of the dossiers in which somebody may plan, in one question.

    The list form of ``may(user, Act.PLAN, dossier)``.
    """
    places: dict[str, set[int]] = {Role.BROKER: set(), Role.INSTITUTE: set()}
    for membership in current_memberships(user):
        if membership.role in places:
            places[membership.role].add(membership.organisation_id)
    states = ACTS[Act.PLAN][1]
    return frozenset(
        row.pk
        for row in dossiers
        if user.is_active
        and State(row.state) in states
        and (row.desk_id in places[Role.BROKER] or row.institute_id in places[Role.INSTITUTE])
    )


def may_estimate(desk: Desk) -> bool:
    """Return whether somebody may lay down who the region expects: only at its own desk."""
    return desk.whole


def sends_for(user: User) -> frozenset[str] | None:
    """Return of which dossiers, by subject key, somebody may have letters sent again.

    The list form of ``may(user, Act.SEND_LETTERS, dossier)``; None for who is no broker.
    """
    places = [m.organisation_id for m in current_memberships(user) if m.role == Role.BROKER]
    if not places or not user.is_active:
        return None
    return frozenset(row.subject_key for row in Dossier.objects.filter(desk__in=places))


def may_plan_all(user: User, dossiers: Iterable[Dossier]) -> bool:
    """Return whether somebody may plan in every one of these dossiers."""
    rows = list(dossiers)
    return {row.pk for row in rows} == planned_by(user, rows)


def may_mark(user: User, row: AppointmentRow, roles: Iterable[Part]) -> bool:
    """Return whether somebody may say that a step was held: who plans, or who judged or guided."""
    if may(user, Act.PLAN, row.assessment.dossier):
        return True
    helping = {Part.ASSESSOR, Part.GUIDE} & set(roles)
    return bool(helping) and any(person.user_id == user.pk for person in row.people.all())


def part_of(
    user: User, people: Iterable[AppointmentPerson], places: frozenset[int] | None = None
) -> AppointmentPerson | None:
    """Return the part somebody takes in an appointment: their own, or that of their school.

    ``places`` are their schools and boards, when those were read already.
    """
    rows = list(people)
    own = next((row for row in rows if row.user_id == user.pk), None)
    if own is not None:
        return own
    known = school_places(user) if places is None else places
    return next((row for row in rows if _in_class_of(row, known)), None)


def school_places(user: User) -> frozenset[int]:
    """Return the schools and boards somebody speaks for."""
    found = current_memberships(user)
    return frozenset(m.organisation_id for m in found if m.role == Role.SCHOOL)


def _in_class_of(row: AppointmentPerson, places: frozenset[int]) -> bool:
    place = row.organisation
    return row.part == "school" and place is not None and bool(places & {place.pk, place.board_id})


def may_decline(user: User, row: AppointmentRow, person: AppointmentPerson) -> bool:
    """Return whether somebody may say that ``person`` cannot come.

    For oneself or one's school, also who is not named in the dossier yet: to be planned is
    enough. For another only who plans, such as after a phone call.
    """
    dossier = row.assessment.dossier
    if State(dossier.state) not in ACTS[Act.DECLINE_APPOINTMENT][1] or not user.is_active:
        return False
    if person.part == "room":
        return False
    own = part_of(user, [each for each in row.people.all() if each.pk == person.pk])
    return own is not None or may(user, Act.PLAN, dossier)


def may_report(user: User, owner: User | Organisation, region: str) -> bool:
    """Return whether somebody may say that a person or a school is away for some days.

    A broker for everybody of the region; a planner of an institute for its own people and for
    who takes part in its cases.
    """
    desk = desk_of_user(user)
    if desk is None or desk.region != region or not user.is_active:
        return False
    return desk.whole or owner in people_at(desk.places) or takes_part(owner, desk.places)


def may_keep_calendar(user: User, owner: User | Organisation) -> bool:
    """Return whether somebody may look into a calendar and change it.

    Their own; or, of a school's classes, who works at that school or its board. Nobody else:
    the desk reports somebody ill, and sees how much is free, never when or why not.
    """
    if not user.is_active:
        return False
    if isinstance(owner, User):
        return owner.pk == user.pk
    if owner.kind != Organisation.Kind.SCHOOL:
        return False
    places = {m.organisation_id for m in current_memberships(user) if m.role == Role.SCHOOL}
    return not places.isdisjoint({owner.pk, owner.board_id} - {None})


def may_keep_profile(user: User, person: User) -> bool:
    """Return whether somebody may say what a person judges: the desk, or their own institute."""
    desk = desk_of_user(user)
    if desk is None:
        return False
    places = [membership.organisation for membership in current_memberships(person)]
    if desk.whole:
        return any(place.region == desk.region for place in places)
    return not {place.pk for place in places}.isdisjoint(_institutes(user))


def may_keep_rooms(user: User, institute: Organisation) -> bool:
    """Return whether somebody may say how many rooms an institute has: itself, or the desk."""
    desk = desk_of_user(user)
    if desk is None or institute.kind != Organisation.Kind.INSTITUTE:
        return False
    if desk.whole:
        return institute.region == desk.region
    return institute.pk in _institutes(user)


def _institutes(user: User) -> set[int]:
    return {m.organisation_id for m in current_memberships(user) if m.role == Role.INSTITUTE}
