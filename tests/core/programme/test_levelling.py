"""Levelling: own tiny instances against trying everything, and the public ones where they lie."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.levelling_files import BEST, instance_path, read_bacp, read_gbac, read_instance

from loopbrug.core.programme.levelling.chance import chance_of
from loopbrug.core.programme.levelling.check import broken, objective_of
from loopbrug.core.programme.levelling.floors import clusters_of, floors_of, groups
from loopbrug.core.programme.levelling.layout import layout_of, part_of
from loopbrug.core.programme.levelling.mixed import sum_of
from loopbrug.core.programme.levelling.model import (
    Course,
    Curriculum,
    Effort,
    Goal,
    LevellingProblem,
    Range,
)
from loopbrug.core.programme.levelling.rules import levelling_findings
from loopbrug.core.programme.levelling.solver import level
from loopbrug.core.programme.model import Status

SMALL = Effort(moves=5_000, runs=1, repairs=4, branches=1_000)


def drawn(seed: int, goal: Goal) -> LevellingProblem:
    draw = np.random.default_rng(seed)
    courses = tuple(
        Course(f"c{n}", int(draw.integers(1, 9)), frozenset({int(draw.integers(3))}))
        for n in range(7)
    )
    curricula = tuple(
        Curriculum(f"q{n}", tuple(c.code for c in courses if draw.random() < 0.6)) for n in range(3)
    )
    before = tuple(
        (f"c{a}", f"c{b}") for a, b in itertools.combinations(range(7), 2) if draw.random() < 0.08
    )
    counts = Range(0, int(draw.integers(2, 5)))
    return LevellingProblem(3, courses, curricula, before, counts, Range(0, 24), goal)


def every(problem: LevellingProblem) -> Iterator[dict[str, int]]:
    codes = [course.code for course in problem.courses]
    for periods in itertools.product(range(problem.periods), repeat=len(codes)):
        yield dict(zip(codes, periods, strict=True))


def least(problem: LevellingProblem) -> int | None:
    sound = (periods for periods in every(problem) if not broken(problem, periods))
    return min((objective_of(problem, periods) for periods in sound), default=None)


@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_more_level(seed: int, goal: Goal) -> None:
    problem = drawn(seed, goal)
    found, best = level(problem, SMALL, seed), least(problem)
    if best is None:
        assert found.status is Status.IMPOSSIBLE
        return
    assert broken(problem, dict(found.periods)) == []
    assert objective_of(problem, dict(found.periods)) == found.objective
    assert (found.status, found.objective, found.bound) == (Status.PROVED, best, best)


@pytest.mark.parametrize("seed", range(6))
def test_a_floor_is_never_above_what_its_curricula_can_cost(seed: int) -> None:
    problem = drawn(seed, Goal.EVEN)
    layout = layout_of(problem)
    floors = floors_of(layout, 1_000, chance_of(1))
    if floors is None:
        assert least(problem) is None
        return
    sound = [periods for periods in every(problem) if not broken(problem, periods)]
    for floor in floors:
        curricula = tuple(problem.curricula[n] for n in sorted(floor.curricula))
        home = {layout.codes[n] for n in floor.courses}
        courses = tuple(c if c.code in home else Course(c.code, c.load) for c in problem.courses)
        part = replace(problem, courses=courses, curricula=curricula)
        assert floor.least <= min((objective_of(part, periods) for periods in sound), default=0)


@pytest.mark.parametrize("seed", range(6))
def test_floors_and_means_add_up_to_no_more_than_the_whole_can_cost(seed: int) -> None:
    problem = drawn(seed, Goal.EVEN)
    layout, best = layout_of(problem), least(problem)
    floors = floors_of(layout, 1_000, chance_of(1))
    assert best is None or (floors is not None and sum_of(layout, floors, range(3)) <= best)


def test_of_three_curricula_those_are_a_cluster_that_share_courses() -> None:
    courses = tuple(Course(code, 1) for code in "abcd")
    curricula = (Curriculum("p", ("a", "b")), Curriculum("q", ("c", "d")), Curriculum("r", ("b",)))
    clusters = clusters_of(layout_of(LevellingProblem(2, courses, curricula)))
    assert clusters == (frozenset({0, 2}), frozenset({1}))
    assert [set(group) for group in groups(clusters)] == [{0}, {2}, {0, 2}, {1}]


def test_what_is_undesired_of_a_shared_course_counts_once() -> None:
    courses = (Course("a", 2, frozenset({0, 1})), Course("b", 2), Course("c", 2))
    curricula = (Curriculum("p", ("a", "b")), Curriculum("q", ("a", "c")))
    problem = LevellingProblem(2, courses, curricula)
    floors = floors_of(layout_of(problem), 1_000, chance_of(1))
    assert floors is not None
    assert sum_of(layout_of(problem), floors, (0, 1)) == least(problem) == 1


def test_the_same_seed_gives_the_same_whatever_the_order() -> None:
    problem = drawn(1, Goal.EVEN)
    turned = LevellingProblem(
        problem.periods, problem.courses[::-1], problem.curricula[::-1], problem.before[::-1],
        problem.counts, problem.loads, problem.goal,
    )  # fmt: skip
    assert level(problem, SMALL, 3) == level(turned, SMALL, 3)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    courses = (Course("a", 3), Course("a", 3), Course("b", -1), Course("c", 1))
    wrong = LevellingProblem(
        1, courses, (Curriculum("q", ("a", "z")),), (("b", "c"), ("c", "b"), ("b", "y"))
    )
    codes = {finding.code.removeprefix("programme.levelling-") for finding in level(wrong).findings}
    assert codes == {"course-twice", "load-negative", "course-unknown", "chain-long"}
    (only,) = levelling_findings(LevellingProblem(0, (), ()))
    assert only.code == "programme.levelling-no-periods"


def test_nothing_to_level_is_level() -> None:
    found = level(LevellingProblem(3, (), ()), SMALL)
    assert (found.status, found.objective) == (Status.PROVED, 0)


def test_both_forms_of_file_are_read() -> None:
    plain = read_bacp(
        "p=2; a=1; /* least */ b=9; c=1; d=3; // end\ncourses = { one, two };\n"
        "credit = [ 3, 4 ];\nprereq= { <two, one>, <two, one> };"
    )
    assert plain.goal is Goal.PEAK
    assert (plain.loads, plain.counts, plain.before) == (
        Range(1, 9),
        Range(1, 3),
        (("one", "two"),),
    )
    general = read_gbac(
        "n_periods = 2 ; n_courses = 2 ; min_courses = 0 ; max_courses = 2 ;\n"
        "course_load = [5, 6] ; courses_of = [{1, 2}, {2}] ;\n"
        "precedes = array2d(p,1..2, [1, 2] ); undesirable = array2d(u,1..2, [2, 2] );"
    )
    assert general.courses == (Course("c001", 5), Course("c002", 6, frozenset({1})))
    assert [curriculum.courses for curriculum in general.curricula] == [("c001", "c002"), ("c002",)]
    assert level(general, SMALL).objective == 9 + 1 + 9


def public(name: str) -> LevellingProblem:
    folder = next(
        (up / "shared/data" for up in Path(__file__).parents if (up / "shared/data").is_dir()),
        Path("../shared/data"),
    )
    if not instance_path(name, folder).exists():
        pytest.skip(f"the public instances do not lie in {folder}")
    return read_instance(name, folder)


@pytest.mark.parametrize("name", ["bacp8", "bacp10", "bacp12", "toy", "reduced_UD4"])
def test_public_instances_to_the_known_optimum(name: str) -> None:
    found = level(public(name), Effort(200_000, 1, 4, 2_000, parts=0), 1)
    assert (found.status, found.objective) == (Status.PROVED, BEST[name])


@pytest.mark.parametrize(("name", "least"), [("UD2", 10), ("UD8", 21)])
def test_a_cluster_of_a_large_public_instance_costs_what_was_proved(name: str, least: int) -> None:
    layout = part_of(layout_of(public(name)), (13, 14))
    floors = floors_of(layout, 5_000, chance_of(1))
    assert floors is not None
    assert sum_of(layout, floors, (0, 1)) == least
