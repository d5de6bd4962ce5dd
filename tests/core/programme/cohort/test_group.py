"""The planner of a bare group against brute force and a checker of its own."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from benchmarks.cohort_instances import make_group
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.programme.cohort.checker import wrongs

from loopbrug.core.programme.cohort import generate
from loopbrug.core.programme.cohort.group import Group, Person, TeamRow, cost
from loopbrug.core.programme.cohort.solver import solve_group
from loopbrug.core.programme.cohort.workers import StoppedError
from loopbrug.core.programme.kernel import Kernel


def random_group(seed: int) -> Group:
    """Up to four people who want one or two outcomes from five shared offerings."""
    draw = Random(seed)  # noqa: S311 - no secrets here
    starts = [draw.randint(0, 6) for _ in range(5)]
    weeks = [draw.randint(2, 4) for _ in range(5)]
    hours = [draw.randint(4, 30) for _ in range(3)]
    unit = np.array([0, 0, 1, 1, 2])
    people = []
    for _ in range(draw.randint(1, 4)):
        needed = [1, int(draw.random() < 0.6)]
        kernel = Kernel(
            np.array(hours), np.array([[1, 0], [0, 1], [1, 1]]), np.zeros((3, 2), np.int64),
            np.array(needed), unit, np.array(starts), np.array(starts) + np.array(weeks),
            np.array([draw.randint(-1, 1) for _ in range(5)]),
            -(-np.array(hours)[unit] // np.array(weeks)), np.eye(2, dtype=np.int64),
            draw.randint(6, 16),
        )  # fmt: skip
        people.append(Person(kernel, np.arange(5), np.zeros(3, np.int64), draw.randint(-1, 2)))
    return Group(tuple(people), np.array([draw.randint(0, 2) for _ in range(5)]))


def programmes(person: Person) -> list[tuple[int, ...]]:
    """Return every sound programme of a person, by trying all sets."""
    found = []
    alone = Group((person,), np.full(5, 9))
    for picked in product((0, 1), repeat=5):
        chosen = tuple(n for n in range(5) if picked[n])
        plan = replace(
            solve_nothing(), chosen=(chosen,), objective=cost(person, chosen), bound=0.0
        )  # fmt: skip
        if not wrongs(alone, plan):
            found.append(chosen)
    return found


def solve_nothing():  # noqa: ANN201
    return solve_group(Group((), np.zeros(0, np.int64)))


def best_by_force(group: Group) -> int:
    """Return the least cost over everybody who has a programme alone."""
    options = [programmes(person) for person in group.people]
    people = [n for n, plans in enumerate(options) if plans]
    best = group.unplanned * len(people)
    for picked in product(*((None, *options[n]) for n in people)):
        taken = np.zeros(5, np.int64)
        for plan in picked:
            taken[list(plan or ())] += 1
        if (taken <= group.capacity).all():
            pairs = zip(people, picked, strict=True)
            best = min(
                best,
                sum(group.unplanned if p is None else cost(group.people[n], p) for n, p in pairs),
            )
    return best


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_small_groups_are_sound_and_near_the_best(seed: int) -> None:
    group = random_group(seed)
    plan = solve_group(group)

    assert wrongs(group, plan) == []
    best = best_by_force(group)
    assert plan.bound <= best <= plan.objective
    assert plan.objective <= best * 1.02 + 1


@pytest.fixture(scope="module")
def region() -> Group:
    return make_group(40, 1, 0.1, teams=True)


def test_a_region_with_teams_is_sound_and_near_its_bound(region: Group) -> None:
    plan = solve_group(region)

    assert wrongs(region, plan) == []
    assert (len(plan.unmeetable), len(plan.undecided)) == (4, 0)
    assert plan.formed


def test_the_result_does_not_depend_on_how_work_is_spread(region: Group) -> None:
    small = replace(region, people=region.people[:15])
    with ThreadPoolExecutor(2) as pool:
        assert solve_group(small, spread=pool.map) == solve_group(small)


def test_who_keeps_something_keeps_it_unless_they_gain() -> None:
    group = make_group(12, 1, 0.1)
    before = solve_group(group)
    kept = tuple(
        replace(person, keeps=chosen)
        for person, chosen in zip(group.people, before.chosen, strict=True)
    )
    after = solve_group(replace(group, people=kept))

    assert wrongs(replace(group, people=kept), after) == []
    assert after.objective <= before.objective


def test_who_is_on_their_way_is_never_given_up_because_a_search_was_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    group = make_group(6, 1, 1.0)
    before = solve_group(group)
    kept = tuple(
        replace(person, keeps=chosen)
        for person, chosen in zip(group.people, before.chosen, strict=True)
    )
    monkeypatch.setattr(generate, "ROOT_NODES", 0)
    after = solve_group(replace(group, people=kept))

    assert not after.undecided
    assert all(plan for plan, chosen in zip(after.chosen, before.chosen, strict=True) if chosen)


def test_a_run_can_be_stopped(region: Group) -> None:
    with pytest.raises(StoppedError):
        solve_group(region, go_on=lambda: False)


def test_a_team_that_is_too_small_is_not_formed() -> None:
    group = make_group(5, 1, 1.0, teams=True)
    plan = solve_group(group)

    assert plan.formed == ()
    assert wrongs(group, plan) == []


def test_coaches_without_hours_form_no_team(region: Group) -> None:
    plan = solve_group(replace(region, people=region.people[:12], coach_hours=0))

    assert plan.formed == ()
    assert TeamRow(6, 10, 2, 0, 1) not in region.teams
