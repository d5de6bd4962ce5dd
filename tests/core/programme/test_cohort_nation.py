"""The bench of a nation: it measures in the workers, and tells when one grows too large."""

from dataclasses import replace

import pytest
from benchmarks import cohort_nation
from benchmarks.cohort_nation import Asked, Row, Spent, run
from rich.console import Console

from loopbrug.core.programme.cohort.group import GroupPlan
from loopbrug.core.programme.cohort.regions import Nation, solve_regions

ASKED = Asked(regions=(2,), candidates=8, tightness=0.5, seed=1, cluster=0)


def told(asked: Asked) -> tuple[int, list[str]]:
    console = Console(width=150, record=True)
    failed = run(console, asked)
    return failed, console.export_text().splitlines()


def cells(lines: list[str], where: str) -> list[str]:
    (line,) = (line for line in lines if line.startswith(f"│ {where}"))
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_two_regions_on_processes_and_on_a_cluster_are_the_same() -> None:
    pytest.importorskip("distributed")
    failed, lines = told(replace(ASKED, cluster=2))
    assert failed == 0
    here, there = cells(lines, "processes"), cells(lines, "dask")
    assert here[1:3] == ["2", "16"]
    assert 0 < int(here[-1].replace(",", "")) < 2_000
    assert here[6:10] == there[6:10]
    plain = solve_regions(cohort_nation._sources(2, ASKED))
    assert here[6] == f"{plain.objective:,}"


def test_a_plan_that_differs_on_the_cluster_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def planned(where: str, regions: int, asked: Asked, console: Console) -> Row:
        plans = (GroupPlan(((n,),), 7, 7.0) for n in range(regions))
        other = GroupPlan(((9,),), 7, 7.0)
        nation = Nation((other,) if where == "dask" else tuple(plans))
        return Row(where, nation, 1.0, (Spent(1.0, 10),))

    monkeypatch.setattr(cohort_nation, "_planned", planned)
    with pytest.raises(AssertionError):
        told(replace(ASKED, cluster=1))


@pytest.mark.parametrize(("memory", "bound"), [(2_000, 7.0), (10, 6.0)])
def test_too_much_memory_or_too_wide_a_gap_fails(
    monkeypatch: pytest.MonkeyPatch, memory: int, bound: float
) -> None:
    def planned(where: str, regions: int, asked: Asked, console: Console) -> Row:
        nation = Nation((GroupPlan(((0,),), 7, bound),) * regions)
        return Row(where, nation, 1.0, (Spent(1.0, memory),) * regions)

    monkeypatch.setattr(cohort_nation, "_planned", planned)
    assert told(ASKED)[0] == 1
