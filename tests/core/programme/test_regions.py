"""Many regions: the same plans in turn, in processes and on a cluster."""

from functools import partial

import pytest

from loopbrug.core.programme.cohort.model import CohortPlan
from loopbrug.core.programme.cohort.regions import Nation, Source, plan_regions
from loopbrug.core.terms.finding import BadDataError
from loopbrug.region.cohort import region_cohort
from loopbrug.web.site.compute import _distributed, compute_setting, spread_by


def sources(count: int = 2) -> list[Source]:
    return [partial(region_cohort, number, count, 2, 5) for number in range(count)]


@pytest.fixture(scope="module")
def in_turn() -> Nation[CohortPlan]:
    return plan_regions(sources())


def test_a_nation_is_the_sum_of_its_regions(in_turn: Nation[CohortPlan]) -> None:
    assert len(in_turn.regions) == 2
    assert in_turn.objective == sum(plan.objective for plan in in_turn.regions)
    assert 0 < in_turn.bound <= in_turn.objective
    assert 0 <= in_turn.gap <= 1
    assert Nation(()).gap == 0


def test_processes_give_the_same(in_turn: Nation[CohortPlan]) -> None:
    with spread_by("processes", 2) as spread:
        assert plan_regions(sources(), spread=spread) == in_turn


def test_a_cluster_gives_the_same(in_turn: Nation[CohortPlan]) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.Client(
            processes=False, n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0"
        ) as client,
        spread_by(f"dask:{client.scheduler.address}", 1) as spread,
    ):
        assert plan_regions(sources(), spread=spread) == in_turn


def test_dask_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("loopbrug.web.site.compute.import_module", missing)
    with pytest.raises(BadDataError) as told:
        _distributed()
    assert told.value.findings[0].code == "cli.compute-no-dask"


@pytest.mark.parametrize("setting", ["abacus", "serial:here", "processes:8"])
def test_a_setting_that_is_none(setting: str) -> None:
    with pytest.raises(BadDataError) as told, spread_by(setting, 1):
        pass
    assert told.value.findings[0].code == "cli.compute-unknown"


def test_what_is_used_when_nothing_is_said() -> None:
    assert compute_setting({}) == compute_setting({"LOOPBRUG_COMPUTE": " "}) == "processes"
    assert compute_setting({"LOOPBRUG_COMPUTE": "serial"}) == "serial"
