"""Real worker processes: killed, frozen, left alone by their server. The work is done once."""

import signal

import pytest
from django.utils import timezone
from tests.web.together import SAME_SECOND, alone
from tests.web.work.slow import KIND
from tests.web.work.slow_tasks import slow
from tests.web.working import Worker, database_queue, wait_until

from loopbrug.web.accounts.models import User
from loopbrug.web.work import kinds
from loopbrug.web.work.models import Run
from loopbrug.web.work.services import ask

pytestmark = SAME_SECOND


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._TASKS, KIND, slow)


def asked() -> None:
    def act() -> None:
        with database_queue():
            ask(actor=None, kind=KIND, key="one")

    alone(act)


def seen() -> Run:
    return alone(Run.objects.get)


def made() -> int:
    return alone(lambda: User.objects.filter(email__startswith="made-by-").count())


def busy() -> bool:
    return seen().done > 0


def lapsed() -> bool:
    return alone(lambda: Run.objects.filter(lease_until__lt=timezone.now()).exists())


def test_killed_worker_is_followed_up_and_the_run_is_done_once() -> None:
    asked()
    with Worker() as first:
        wait_until(busy)
        first.signal(signal.SIGKILL)
        first.ended()
    assert (seen().outcome, made()) == ("", 0)
    wait_until(lapsed)
    with Worker("--once") as second:
        assert second.ended() == 0
    run = seen()
    assert (run.outcome, run.tries, made()) == ("done", 2, 1)


def test_frozen_worker_that_wakes_up_late_writes_nothing() -> None:
    asked()
    with Worker("--once") as first:
        wait_until(busy)
        first.signal(signal.SIGSTOP)
        wait_until(lapsed)
        with Worker("--once") as second:
            assert second.ended() == 0
        assert made() == 1
        first.signal(signal.SIGCONT)
        assert first.ended() == 0
    assert (seen().outcome, made()) == ("done", 1)


def test_worker_ends_with_its_server_and_leaves_the_work_for_the_next() -> None:
    asked()
    with Worker("--beside") as first:
        wait_until(busy)
        first.close_pipe()
        first.ended()
    run = seen()
    assert (run.outcome, run.token, run.tries) == ("", None, 0)


def test_worker_that_is_done_ends_well_beside_a_server_that_goes_on() -> None:
    asked()
    with Worker("--beside") as worker:
        assert worker.ended() == 0
    assert (seen().outcome, made()) == ("done", 1)
