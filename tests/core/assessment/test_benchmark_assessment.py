"""The instances we measure on are those of the reference; CP-SAT's model finds what we find."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from benchmarks.assessment import Asked, Watched
from benchmarks.assessment_cpsat import SETTINGS, solve
from benchmarks.assessment_instances import DAYS, PREPARATION, draw, expected_of, world

from loopbrug.core.assessment.model import Limits, PlanningProblem
from loopbrug.core.assessment.solver import bound_on_time, hindsight

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "benchmarks" / "asgen.py"


def reference() -> ModuleType:
    if not REFERENCE.exists():
        pytest.skip("the reference generator (shared/benchmarks/asgen.py) is not beside the repo")
    spec = importlib.util.spec_from_file_location("asgen", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("count", "seed"), [(30, 1), (100, 1), (500, 1), (100, 7)])
def test_instances_are_those_of_the_reference(count: int, seed: int) -> None:
    theirs, ours = reference().gen(count, seed), draw(count, seed)

    def bits(rows: object) -> list[int]:
        return [sum(1 << int(t) for t in row.nonzero()[0]) for row in rows]  # type: ignore[attr-defined]

    assert ours.blocks == theirs["H"]
    assert list(ours.institute) == bits(theirs["G"])
    assert list(ours.field) == bits(theirs["E"])
    assert list(ours.schools) == bits(theirs["S"])
    assert [set(known) for known in ours.subjects] == theirs["sub"]
    frees = bits([case["cal"] for case in theirs["C"]])
    told = [(case["arr"], case["sub"], case["school"]) for case in theirs["C"]]
    assert [(a, s, p, free) for a, s, p, free in ours.cases] == [
        (*one, free) for one, free in zip(told, frees, strict=True)
    ]


def test_promises_of_a_whole_instance_are_kept() -> None:
    life = world(draw(30))
    roller = Watched(life, 6, 60, 1)
    for _ in roller.days():
        pass
    ends = list(roller.done.values())
    assert len(ends) == 30
    assert all(case.due_on is not None and day <= case.due_on for case, day in ends)
    assert sum((day - case.arrived_on).days <= DAYS for case, day in ends) >= 29
    assert len(roller.promises) == 30


def test_hindsight_and_plain_cpsat_agree_on_a_small_instance() -> None:
    life = world(draw(6))
    problem = PlanningProblem(life.grid, life.resources, life.arrivals)
    plan = hindsight(problem, Limits(3000), 1)
    ours = sorted(each.done_on for each in plan.cases if each.done_on)
    ends = solve(problem, SETTINGS["1 worker, level 2"], 60)
    theirs = sorted(day for day in ends.values() if day)
    assert len(ours) == len(theirs) == 6
    goals = {case.key: case.goal_on for case in life.arrivals}
    on_time = sum(day is not None and day <= goals[key] for key, day in ends.items())
    assert on_time <= bound_on_time(problem)
    assert on_time == sum(
        each.done_on is not None and each.done_on <= goals[each.case] for each in plan.cases
    )


def test_expected_arrivals_are_as_many_as_came() -> None:
    life = world(draw(500))
    assert 2.8 < expected_of(life).per_day < 3.2
    assert Asked().notice == (3, 5, 10)
    assert min(case.ready for case in life.arrivals) >= PREPARATION
