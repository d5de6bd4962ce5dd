"""The baselines of the cohort bench keep the rules, and agree with us where all have room."""

import io

import numpy as np
import pytest
from benchmarks.cohort import Asked, run
from benchmarks.cohort_baselines import Monolith, alone, greedy
from benchmarks.cohort_instances import make_group
from rich.console import Console

from loopbrug.core.programme.cohort.group import Group, GroupPlan, cost


def taken(group: Group, plan: GroupPlan) -> np.ndarray:
    found = np.zeros_like(group.capacity)
    for person, chosen in zip(group.people, plan.chosen, strict=True):
        shared = person.shared[list(chosen or ())]
        np.add.at(found, shared[shared >= 0], 1)
    return found


@pytest.mark.parametrize("arrival", [True, False])
def test_greedy_takes_only_places_that_are_left(arrival: bool) -> None:
    group = make_group(6, 1, 0.05)
    own = alone(group)
    plan = greedy(group, own, arrival=arrival)
    assert (taken(group, plan) <= group.capacity).all()
    lone = sum(
        cost(person, answer.offerings)
        for person, answer in zip(group.people, own, strict=True)
        if answer.found
    )
    assert plan.objective >= lone


def test_one_model_finds_what_everybody_has_alone_where_there_is_room() -> None:
    group = make_group(2, 1, 1.0)
    own = alone(group)
    plan = Monolith(group, own).solve(30)
    assert all(answer.found and answer.proved for answer in own)
    assert (taken(group, plan) <= group.capacity).all()
    lone = sum(cost(p, a.offerings) for p, a in zip(group.people, own, strict=True))
    assert plan.bound <= lone <= plan.objective


def test_ours_and_the_others_stand_in_one_table() -> None:
    told = io.StringIO()
    run(Console(file=told, width=150), Asked(3, (1.0,), 1, 5.0))
    rows = [line for line in told.getvalue().splitlines() if "×" in line]
    names = ("order of arrival", "least flexible first", "one CP-SAT model", "ours ", "with teams")
    assert len(rows) == len(names)
    assert all(name in row for name, row in zip(names, rows, strict=True))
    greedy_gap, own_gap = (row.split("│")[4].strip() for row in (rows[0], rows[3]))
    assert float(greedy_gap[:-1]) >= float(own_gap[:-1]) >= 0
