"""A few people of one institute who want the same, so that a team can be made of them."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from tests.web.pathway.stage import TODAY, TOLD, Cast, organisation, somebody
from tests.web.programme.scene import validate

from loopbrug.core.programme.cohort.model import CohortPlan, CohortProblem, Team
from loopbrug.core.programme.cohort.plan import plan_cohort
from loopbrug.core.terms.words import Weekday
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts.cohorts import AskedCohort
from loopbrug.web.programme.models import TeamMoment
from loopbrug.web.programme.permissions.cohorts import Planner, planner_of
from loopbrug.web.programme.services.team_moments import Moment, keep_moment

FEBRUARY = date(2027, 2, 1)


def candidate(people: Cast, name: str, school: str = "lindeschool") -> Dossier:
    """Return the dossier of somebody who was found suitable, with little left to learn."""
    dossier, _ = services.open_dossier(
        actor=somebody(name), document={**TOLD, "name": name}, region="midden", day=TODAY
    )
    services.match(
        actor=people.broker,
        dossier=dossier,
        school=organisation(school),
        institute=organisation("hogeschool"),
        day=TODAY,
    )
    validate(dossier, 3)
    Dossier.objects.filter(pk=dossier.pk).update(state="suitable")
    return Dossier.objects.get(pk=dossier.pk)


def planner(people: Cast) -> Planner:
    found = planner_of(people.institute)
    assert found is not None
    return found


def asked(people: Cast) -> AskedCohort:
    return AskedCohort("midden", planner(people).institute_id, FEBRUARY)


def moment(people: Cast, weekday: Weekday = Weekday.THU) -> TeamMoment:
    """Return a moment for a team of two to four, in the evening and online."""
    kept = Moment(
        "generic", "", int(weekday), time(19), time(21), FEBRUARY, date(2027, 7, 2), "", 2, 4, 2
    )
    keep_moment(planner=planner(people), institute=organisation("hogeschool"), moment=kept)
    return TeamMoment.objects.get(weekday=weekday)


def in_one_team(problem: CohortProblem, **about: Any) -> CohortPlan:
    """Return the plan with everybody in the first team there could be: what is done with a plan
    does not rest on how teams are chosen."""
    plan = plan_cohort(problem, **about)
    if not problem.teams:
        return plan
    placed = tuple(replace(one, teams=(problem.teams[0].code,)) for one in plan.placed)
    team = Team(problem.teams[0], tuple(one.member for one in placed))
    return replace(plan, placed=placed, teams=(team,))
