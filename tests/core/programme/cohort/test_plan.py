from dataclasses import replace

from tests.core.programme.builders import evening, offering, problem, unit, weeks

from loopbrug.core.programme.cohort.model import (
    CohortProblem,
    Member,
    TeamKind,
    TeamOption,
)  # fmt: skip
from loopbrug.core.programme.cohort.plan import plan_cohort
from loopbrug.core.programme.cohort.translate import words_of
from loopbrug.core.programme.model import Catalogue
from loopbrug.core.terms.words import Weekday

UNITS = (unit("a", "A"), unit("b", "B"))
OFFERINGS = (
    replace(offering("a-1", 0, 4, Weekday.MON), capacity=2),
    replace(offering("a-2", 5, 4, Weekday.TUE), capacity=1),
    offering("b-1", 3, 4),
)
TEAM = TeamOption("t1", TeamKind.GENERIC, evening(Weekday.WED), weeks(0, 20), smallest=2, largest=3)


def cohort(needs: list[str], teams: tuple[TeamOption, ...] = ()) -> CohortProblem:
    members = tuple(
        Member(f"m{n}", problem(asked, UNITS, OFFERINGS), school=f"school {n % 3}")
        for n, asked in enumerate(needs)
    )
    return CohortProblem(members, Catalogue(UNITS, OFFERINGS), teams)


def test_no_group_is_fuller_than_it_may_be() -> None:
    plan = plan_cohort(cohort(["A", "A B", "A", "A B", "A"]))

    taken = {demand.offering: demand.taken for demand in plan.demand}
    assert (taken["a-1"], taken["a-2"]) == (2, 1)
    assert len(plan.placed) == 3
    assert {one.reason.code for one in plan.unplaced} == {"programme.cohort-outcome-full"}


def test_nobody_to_plan() -> None:
    plan = plan_cohort(cohort([]))

    assert [finding.code for finding in plan.findings] == ["programme.cohort-nobody"]
    assert (plan.objective, plan.gap) == (0, 0.0)


def test_a_member_twice_is_told_and_nothing_is_planned() -> None:
    one = cohort(["A"])
    plan = plan_cohort(replace(one, members=one.members * 2))

    assert [finding.code for finding in plan.findings] == ["programme.cohort-member-twice"]


def test_a_member_is_only_in_groups_of_their_own_catalogue() -> None:
    own = Catalogue(UNITS[:1], OFFERINGS[:1])
    one = cohort(["A"])
    less = replace(one.members[0], problem=replace(one.members[0].problem, catalogue=own))
    cheap = replace(unit("cheap", "A"), covers=(("A", 1),))
    wide = Catalogue((*UNITS, cheap), (*OFFERINGS, replace(offering("c-1", 0, 4), unit="cheap")))

    plan = plan_cohort(replace(one, members=(less,), catalogue=wide))
    assert [u.unit for u in plan.placed[0].programme.units] == ["a"]


def test_who_has_a_team_is_offered_no_other() -> None:
    two = cohort(["A", "A"], (TEAM,))
    has = tuple(replace(m, in_teams=frozenset({TeamKind.GENERIC})) for m in two.members)

    def meetings(problem: CohortProblem) -> int:
        seats = words_of(problem).entries[0].seats
        return sum(seat.offering.code == "team:t1" for seat in seats)

    assert meetings(two) == 1
    assert meetings(replace(two, members=has)) == 0
