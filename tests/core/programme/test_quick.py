"""When the search may not finish, there is still a plan that keeps every wish."""

from datetime import date
from pathlib import Path

import pytest

from loopbrug.core.bridge.build import gap_in, problem_of, qualification_of
from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.programme.check import check_programme
from loopbrug.core.programme.model import Limits, ProgrammeProblem, Status
from loopbrug.core.programme.solver import solve
from loopbrug.region.midden import load_region

EXAMPLES = Path(__file__).parents[3] / "examples"
FEW = Limits(nodes=20)


def problem_in(name: str) -> ProgrammeProblem:
    """The planning problem of an example."""
    region = load_region()
    dossier = read_dossier((EXAMPLES / name).read_text("utf-8"), region.places)
    orientation = orient(dossier.person, load_law(), date(2026, 11, 23))
    qualification = qualification_of(dossier, region, orientation)
    assert qualification
    return problem_of(dossier, region, gap_in(dossier, region, qualification), qualification)


@pytest.mark.parametrize("name", ["p02.yaml", "p03.yaml", "p06.yaml"])
def test_a_search_that_is_cut_short_still_gives_a_sound_plan(name: str) -> None:
    problem = problem_in(name)
    found = solve(problem, FEW)
    least = solve(problem)
    assert found.status is Status.FEASIBLE
    assert check_programme(problem, found) == ()
    assert found.bound <= least.hours <= found.hours
    assert all(unit.closes for unit in found.units)
