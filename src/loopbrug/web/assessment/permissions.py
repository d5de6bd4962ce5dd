"""Who may work at the planning desk, and say what became of an appointment."""

from collections.abc import Iterable
from dataclasses import dataclass

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.assessment.queries import AppointmentPerson, AppointmentRow
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.permissions import Role as Part
from loopbrug.web.pathway.queries import Dossier


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at the planning desk of a region: the whole of it, or one institute's cases."""

    user: User
    region: str
    whole: bool


def desk_of_user(user: User) -> Desk | None:
    """Return at which desk somebody plans: a broker of the region, or a planner of an institute.

    None: they do not plan.
    """
    found = [m for m in current_memberships(user) if m.role in (Role.BROKER, Role.INSTITUTE)]
    brokers = [m for m in found if m.role == Role.BROKER]
    for membership in (*brokers, *found):
        whole = membership.role == Role.BROKER
        if whole and membership.organisation.kind != Organisation.Kind.DESK:
            continue
        return Desk(user, membership.organisation.region, whole)
    return None


def may_plan_all(user: User, dossiers: Iterable[Dossier]) -> bool:
    """Return whether somebody may plan in every one of these dossiers."""
    return all(may(user, Act.PLAN, dossier) for dossier in dossiers)


def may_mark(user: User, row: AppointmentRow, roles: Iterable[Part]) -> bool:
    """Return whether somebody may say that a step was held: who plans, or who judged or guided."""
    if may(user, Act.PLAN, row.assessment.dossier):
        return True
    helping = {Part.ASSESSOR, Part.GUIDE} & set(roles)
    return bool(helping) and any(person.user_id == user.pk for person in row.people.all())


def part_of(
    user: User, people: Iterable[AppointmentPerson], roles: Iterable[Part]
) -> AppointmentPerson | None:
    """Return the part somebody takes in an appointment: their own, or that of their school."""
    rows = list(people)
    own = next((row for row in rows if row.user_id == user.pk), None)
    if own is not None or Part.SCHOOL not in set(roles):
        return own
    places = {m.organisation_id for m in current_memberships(user) if m.role == Role.SCHOOL}
    boards = {
        row.organisation.board_id: row
        for row in rows
        if row.part == "school" and row.organisation is not None
    }
    of_school = {row.organisation_id: row for row in rows if row.part == "school"}
    return next((row for key, row in (of_school | boards).items() if key in places), None)
