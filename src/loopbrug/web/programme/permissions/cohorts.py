"""Who plans everybody together: the desk for its region, an institute for its own candidates."""

from dataclasses import dataclass

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.programme.models.cohort import CohortRun, TeamMoment


@dataclass(frozen=True, slots=True)
class Planner:
    """Somebody who plans: ``institute`` None is the whole region, by its desk."""

    user: User
    region: str
    institute: Organisation | None = None

    @property
    def institute_id(self) -> int | None:
        """The key of the institute, None for the desk."""
        return self.institute.pk if self.institute else None


def planner_of(user: User) -> Planner | None:
    """Return for whom somebody plans, None for who plans for nobody; the desk goes before."""
    found = [m for m in current_memberships(user) if m.role in (Role.BROKER, Role.INSTITUTE)]
    for membership in sorted(found, key=lambda one: one.role != Role.BROKER):
        place = membership.organisation
        if membership.role == Role.BROKER and place.kind == Organisation.Kind.DESK:
            return Planner(user, place.region)
        if membership.role == Role.INSTITUTE and place.kind == Organisation.Kind.INSTITUTE:
            return Planner(user, place.region, place)
    return None


def may_see_cohort(planner: Planner, cohort: CohortRun) -> bool:
    """Return whether somebody may see a planning, stop it, drop it and publish it."""
    mine = (planner.region, planner.institute_id)
    return planner.user.is_active and mine == (cohort.region, cohort.institute_id)


def may_change_moment(planner: Planner, moment: TeamMoment) -> bool:
    """Return whether somebody may take away a moment: only of the institute they work at."""
    return planner.user.is_active and planner.institute_id == moment.institute_id
