"""Input nobody hopes for: too few hours, no place anywhere, the same in another order."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.programme.builders import MONDAY, evening, offering, problem, unit, weeks

from loopbrug.core.programme.cohort.model import CohortProblem, Member, TeamKind, TeamOption
from loopbrug.core.programme.cohort.plan import plan_cohort
from loopbrug.core.programme.model import Catalogue, ProgrammeProblem, Status, Wishes
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.words import Weekday
from loopbrug.region.midden import load_region


def two_hours(hours: int = 2) -> ProgrammeProblem:
    """Return two units of 20 hours in four weeks, beside each other, for few hours a week."""
    units = [unit("a", "A"), unit("b", "B", 4)]
    given = [offering("a-1", 0, 4), offering("b-1", 0, 4)]
    return problem("A B", units, given, Wishes(hours, MONDAY))


def test_two_hours_a_week_say_what_does_not_fit_and_what_would() -> None:
    programme = solve(two_hours())
    assert programme.status is Status.IMPOSSIBLE
    heavy, enough = programme.findings
    assert (heavy.code, heavy.value("unit"), heavy.value("hours")) == (
        "programme.unit-too-heavy", "a", 5,
    )  # fmt: skip
    assert (enough.code, enough.value("hours")) == ("programme.hours-enough", 6)
    assert solve(two_hours(6)).proved
    assert solve(two_hours(5)).status is Status.IMPOSSIBLE


def test_hours_are_not_named_when_they_are_not_in_the_way() -> None:
    asked = two_hours(12)
    no_time = replace(asked, wishes=replace(asked.wishes, finish_by=weeks(0, 1).last))
    programme = solve(no_time)
    assert programme.status is Status.IMPOSSIBLE
    assert programme.findings == ()


def test_no_hours_are_enough_when_nothing_fits_in_forty() -> None:
    units, given = [unit("a", "A", 120)], [offering("a-1", 0, 2)]
    programme = solve(problem("A", units, given, Wishes(2, MONDAY)))
    assert [one.code for one in programme.findings] == ["programme.unit-too-heavy"]


def full(catalogue: Catalogue) -> Catalogue:
    none = tuple(replace(one, capacity=0) for one in catalogue.offerings)
    return replace(catalogue, offerings=none)


def test_no_place_anywhere_is_called_full_and_not_untaught() -> None:
    asked = two_hours(12)
    programme = solve(replace(asked, catalogue=full(asked.catalogue)))
    assert programme.status is Status.IMPOSSIBLE
    facts = [conflict.wishes[0] for conflict in programme.conflicts]
    assert [(one.code, one.about) for one in facts] == [
        ("programme.outcome-full", "A"), ("programme.outcome-full", "B"),
    ]  # fmt: skip
    assert facts[0].value("units") == ("a",)


def test_what_is_full_in_one_way_and_free_in_another_is_taken_the_other_way() -> None:
    asked = two_hours(12)
    given = (replace(asked.catalogue.offerings[0], capacity=0), *asked.catalogue.offerings[1:])
    later = (*given, offering("a-2", 6, 4))
    programme = solve(replace(asked, catalogue=replace(asked.catalogue, offerings=later)))
    assert [one.offering for one in programme.units] == ["b-1", "a-2"]


@pytest.mark.parametrize("count", [1, 4])
def test_a_cohort_without_any_place_says_of_everybody_why(count: int) -> None:
    asked = two_hours(12)
    catalogue = full(asked.catalogue)
    members = tuple(Member(f"m{n}", replace(asked, catalogue=catalogue)) for n in range(count))
    plan = plan_cohort(CohortProblem(members, catalogue))
    assert plan.placed == ()
    assert [one.member for one in plan.unplaced] == [one.code for one in members]
    assert all(one.reason.code for one in plan.unplaced)


def cohort(seed: int) -> CohortProblem:
    """Return a few people with few places, and two teams they could be in."""
    draw = Random(seed)  # noqa: S311 - no secrets here
    units = tuple(unit(code.lower(), code, draw.randint(8, 20)) for code in "ABC")
    given = tuple(
        replace(
            offering(f"{one.code}-{n}", draw.randint(0, 10), 4, Weekday(draw.randint(0, 3))),
            capacity=draw.randint(0, 3),
        )
        for one in units
        for n in range(2)
    )
    catalogue = Catalogue(units, given)
    members = tuple(
        Member(
            f"m{n}",
            replace(problem(" ".join(draw.sample("ABC", 2)), units, given), catalogue=catalogue),
            school=f"school {n % 3}",
        )
        for n in range(draw.randint(2, 6))
    )
    teams = tuple(
        TeamOption(
            f"t{n}", TeamKind.GENERIC, evening(Weekday.FRI), weeks(0, 20), smallest=2, largest=3
        )
        for n in range(2)
    )
    return CohortProblem(members, catalogue, teams)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_a_cohort_does_not_matter(seed: int) -> None:
    asked = cohort(seed)
    draw = Random(seed + 1)  # noqa: S311 - no secrets here
    units = tuple(draw.sample(asked.catalogue.units, len(asked.catalogue.units)))
    given = tuple(draw.sample(asked.catalogue.offerings, len(asked.catalogue.offerings)))
    catalogue = replace(asked.catalogue, units=units, offerings=given)
    members = tuple(
        replace(
            one,
            problem=replace(
                one.problem,
                catalogue=catalogue,
                needs=tuple(draw.sample(one.problem.needs, len(one.problem.needs))),
            ),
        )
        for one in draw.sample(asked.members, len(asked.members))
    )
    teams = tuple(draw.sample(asked.teams, len(asked.teams)))
    shuffled = CohortProblem(members, catalogue, teams)
    one, other = plan_cohort(asked), plan_cohort(shuffled)
    assert one.objective == other.objective
    assert {each.member: each.programme for each in one.placed} == {
        each.member: each.programme for each in other.placed
    }
    assert {each.member: each.reason for each in one.unplaced} == {
        each.member: each.reason for each in other.unplaced
    }
    assert {(each.option.code, frozenset(each.members)) for each in one.teams} == {
        (each.option.code, frozenset(each.members)) for each in other.teams
    }


def test_the_order_of_a_whole_catalogue_does_not_matter() -> None:
    catalogue = load_region().catalogue.for_sector(next(iter(load_region().qualifications)).sector)
    needs = sorted({code for one in catalogue.units for code, _ in one.covers})[:6]
    asked = problem(" ".join(needs), (), (), Wishes(14, MONDAY))
    draw = Random(7)  # noqa: S311 - no secrets here
    shuffled = replace(
        catalogue,
        units=tuple(draw.sample(catalogue.units, len(catalogue.units))),
        offerings=tuple(draw.sample(catalogue.offerings, len(catalogue.offerings))),
    )
    assert solve(replace(asked, catalogue=catalogue)) == solve(replace(asked, catalogue=shuffled))
