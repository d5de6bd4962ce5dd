"""Long work: asked once, done once, put down and taken up, stopped, given up."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.working import database_queue, do_waiting, let_lapse

from loopbrug.web.accounts.models import User
from loopbrug.web.work import beside, kinds
from loopbrug.web.work.facts import State, progress_of
from loopbrug.web.work.models import Run
from loopbrug.web.work.services import (
    CannotError,
    Hand,
    LetGoError,
    ask,
    asking,
    carry_out,
    hand,
    stop,
    take_up,
)

pytestmark = pytest.mark.django_db
KIND = "test.kind"
WORK: list[Callable[[Hand], None]] = []


@task()
def does(run: int) -> None:
    carry_out(run, WORK[-1])


def finishes(in_hand: Hand) -> None:
    in_hand.tell("all", 1, 2)
    with in_hand.finishing():
        User.objects.create_user(f"{User.objects.count()}@example.nl")


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(kinds._TASKS, KIND, does)
    WORK[:] = [finishes]
    beside.LEAVING.clear()
    yield
    beside.LEAVING.clear()


def asked(*, renew: bool = False) -> Run:
    return ask(actor=None, kind=KIND, key="one", renew=renew)


def state() -> State:
    return progress_of(Run.objects.get(), timezone.now()).state


def test_same_request_is_the_same_run_and_done_once() -> None:
    assert asked() == asked()
    assert state() is State.WAITING
    assert do_waiting() == 1
    assert asked().outcome == "done"
    assert do_waiting() == 0
    assert User.objects.count() == 1


def test_what_is_done_begins_anew_when_that_is_asked() -> None:
    asked()
    do_waiting()
    assert asked(renew=True).outcome == ""
    assert do_waiting() == 1
    assert User.objects.count() == 2


def test_work_is_queued_when_the_request_is_whole(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked()
        assert state() is State.WAITING
    assert state() is State.DONE


def test_two_workers_of_whom_one_seemed_dead_write_once() -> None:
    run = asked()
    first = hand._in_hand(run.pk)
    assert first is not None
    assert hand._in_hand(run.pk) is None
    let_lapse()
    assert do_waiting() == 1
    with pytest.raises(LetGoError):
        finishes(first)
    assert User.objects.count() == 1


def test_error_ends_it_with_a_sentence_and_writes_nothing() -> None:
    def breaks(in_hand: Hand) -> None:
        with in_hand.finishing():
            User.objects.create_user("half@example.nl")
            raise ZeroDivisionError

    WORK.append(breaks)
    asked()
    assert do_waiting() == 0
    found = progress_of(Run.objects.get(), timezone.now())
    assert found.state is State.FAILED
    assert found.may_ask_again
    assert found.problem is not None
    assert found.problem.code == "work.failed"
    assert not User.objects.exists()
    WORK.append(finishes)
    asked()
    assert do_waiting() == 1


def test_reason_that_people_can_be_told_is_kept() -> None:
    def cannot(_hand: Hand) -> None:
        raise CannotError("work.gave-up")

    WORK.append(cannot)
    asked()
    do_waiting()
    assert Run.objects.get().problem == "work.gave-up"


def test_work_that_never_finishes_properly_is_no_result() -> None:
    WORK.append(lambda _hand: None)
    asked()
    assert do_waiting() == 0
    assert state() is State.FAILED


def test_run_that_waits_is_stopped_at_once() -> None:
    run = asked()
    assert stop(run=run)
    assert state() is State.STOPPED
    assert not stop(run=run)
    assert do_waiting() == 0
    asked()
    assert do_waiting() == 1


@pytest.mark.parametrize("engine", ["told", "asks"])
def test_run_in_hand_lets_go_when_somebody_stops_it(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand, "PAUSE", 0)

    def stopped(in_hand: Hand) -> None:
        in_hand.tell("all", 0, 9)
        stop(run=in_hand.run)
        assert state() is State.STOPPING
        if engine == "told":
            in_hand.tell("all", 1, 9)
        assert not in_hand.goes_on()
        raise RuntimeError("what an engine raises that is told to stop")

    WORK.append(stopped)
    asked()
    assert do_waiting() == 0
    assert state() is State.STOPPED
    assert not User.objects.exists()


def test_stop_that_comes_before_the_end_wins() -> None:
    def late(in_hand: Hand) -> None:
        stop(run=in_hand.run)
        finishes(in_hand)

    WORK.append(late)
    asked()
    do_waiting()
    assert state() is State.STOPPED
    assert not User.objects.exists()


def test_worker_that_is_told_to_end_puts_it_down_for_the_next() -> None:
    def leaves(in_hand: Hand) -> None:
        beside.LEAVING.set()
        finishes(in_hand)

    WORK.append(leaves)
    asked()
    assert do_waiting() == 0
    run = Run.objects.get()
    assert (run.outcome, run.token, run.tries) == ("", None, 0)
    beside.LEAVING.clear()
    WORK.append(finishes)
    assert do_waiting() == 1


def test_dead_worker_is_followed_up(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    run = asked()
    assert hand._in_hand(run.pk) is not None
    assert take_up() == 0
    let_lapse()
    with django_capture_on_commit_callbacks(execute=True):
        assert take_up() == 1
    assert state() is State.DONE
    assert take_up() == 0


def test_who_kills_every_worker_is_given_up_until_somebody_asks_again() -> None:
    run = asked()
    for _time in range(Run.MOST_TRIES):
        assert hand._in_hand(run.pk) is not None
        let_lapse()
    assert state() is State.FAILED
    assert take_up() == 0
    run = Run.objects.get()
    assert (run.outcome, run.problem) == ("failed", "work.gave-up")
    asked()
    assert do_waiting() == 1


def test_stopped_run_of_a_dead_worker_is_over() -> None:
    run = asked()
    assert hand._in_hand(run.pk) is not None
    stop(run=run)
    let_lapse()
    assert state() is State.STOPPED
    take_up()
    assert Run.objects.get().outcome == "stopped"


def test_looking_twice_queues_once(monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[object] = []
    monkeypatch.setattr(asking.transaction, "on_commit", queued.append)
    asked()
    asked()
    assert take_up() == 0
    assert len(queued) == 1


def test_what_the_queue_still_holds_is_not_put_in_again(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with database_queue(), django_capture_on_commit_callbacks(execute=True):
        run = asked()
    with database_queue():
        run.refresh_from_db()
        assert does.get_result(run.queued).status == TaskResultStatus.READY
        later = timezone.now() + timedelta(hours=1)
        assert take_up(later) == 0


def test_kind_that_no_room_knows_waits_and_harms_nobody(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.delitem(kinds._TASKS, KIND)
    with django_capture_on_commit_callbacks(execute=True):
        asked()
    assert state() is State.WAITING


def test_heartbeat_holds_on_while_an_engine_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    run = asked()
    found = hand._in_hand(run.pk)
    assert found is not None
    let_lapse()
    waits = iter([False, True])

    class Over:
        def wait(self, _seconds: float) -> bool:
            return next(waits)

    monkeypatch.setattr(hand.connections, "close_all", lambda: None)
    hand._beat(found, Over())  # type: ignore[arg-type]
    assert state() is State.RUNNING
