"""A worker killed with SIGKILL while it plans everybody together: the plan is made once."""

import signal

import pytest
from django.utils import timezone
from tests.web.pathway.stage import Cast, cast
from tests.web.programme.cohort_scene import asked, candidate, planner
from tests.web.together import SAME_SECOND, alone
from tests.web.working import Worker, database_queue, wait_until

from loopbrug.web.programme.facts.cohorts import plan_of
from loopbrug.web.programme.models import CohortRun
from loopbrug.web.programme.services.cohorts import ask_cohort
from loopbrug.web.work.models import Run

pytestmark = SAME_SECOND
PRODUCT = "loopbrug.web.site.settings"


@pytest.fixture
def people() -> Cast:
    return alone(cast)


def begin(people: Cast) -> None:
    for n in range(3):
        candidate(people, f"K{n}")
    with database_queue():
        ask_cohort(planner=planner(people), asked=asked(people), day=timezone.localdate())


def held() -> bool:
    return alone(lambda: Run.objects.exclude(token=None).exists())


def lapsed() -> bool:
    return alone(lambda: Run.objects.filter(lease_until__lt=timezone.now()).exists())


def seen() -> tuple[Run, CohortRun]:
    return alone(lambda: (Run.objects.get(), CohortRun.objects.get()))


def test_plan_of_a_killed_worker_is_made_once(people: Cast) -> None:
    alone(lambda: begin(people))
    with Worker(settings=PRODUCT) as first:
        wait_until(held, 120)
        first.signal(signal.SIGKILL)
        first.ended()
    run, row = seen()
    assert (run.outcome, row.result) == ("", None)
    wait_until(lapsed)
    with Worker("--once", settings=PRODUCT) as second:
        assert second.ended(300) == 0
    run, row = seen()
    assert (run.outcome, run.tries) == ("done", 2)
    plan = alone(lambda: plan_of(row))
    assert plan is not None
    assert len(plan.placed) + len(plan.unplaced) == 3
