"""Doing long work: one holder at a time, and only the holder writes what came of it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from uuid import UUID, uuid4

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.models import F
from django.utils import timezone

from loopbrug.web.work.beside import LEAVING
from loopbrug.web.work.models import Run
from loopbrug.web.work.queries import free, living

PAUSE = 0.5
"""Seconds between two notes of how far it is: a page asks no oftener."""
LONGEST = 6 * 3600
"""Seconds after which work that still goes on no longer counts as alive."""
logger = logging.getLogger(__name__)


class LetGoError(RuntimeError):
    """The work is no longer to be done here."""


class LostError(LetGoError):
    """Somebody else took it up, because it seemed to lie still."""


class StoppedError(LetGoError):
    """Somebody asked to stop."""


class LeavingError(LetGoError):
    """The worker is told to end."""


class CannotError(RuntimeError):
    """The work cannot be done, for a reason that people can be told: ``code`` of a sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Hand:
    """A piece of work as one worker has it in hand."""

    run: Run
    token: UUID
    why: LetGoError | None = None
    told_at: float = 0.0
    stage: str = ""
    over: bool = False

    def tell(self, stage: str, done: int, total: int) -> None:
        """Say how far it is; raises ``LetGoError`` when it is not to go on."""
        if LEAVING.is_set():
            raise self._letting_go(LeavingError(self.run.pk))
        if stage == self.stage and monotonic() - self.told_at < PAUSE:
            return
        self.stage, self.told_at = stage, monotonic()
        self._must(stage=stage, done=done, total=total, lease_until=_lease())

    def goes_on(self) -> bool:
        """Return whether to go on, for an engine that asks; ``carry_out`` knows why not."""
        with suppress(LetGoError):
            if LEAVING.is_set():
                raise self._letting_go(LeavingError(self.run.pk))
            if monotonic() - self.told_at >= PAUSE:
                self.told_at = monotonic()
                self._must(lease_until=_lease())
        return self.why is None

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Write what came of it in one transaction with the end: by the holder, or not at all."""
        with transaction.atomic():
            yield
            self._must(
                outcome=Run.Outcome.DONE, done=F("total"), ended_at=timezone.now(),
                token=None, lease_until=None,
            )  # fmt: skip
        self.over = True

    def _must(self, **changes: object) -> None:
        mine = living().filter(pk=self.run.pk, token=self.token)
        if not mine.filter(stopping=False).update(**changes):
            stopped = mine.exists()
            raise self._letting_go((StoppedError if stopped else LostError)(self.run.pk))

    def _letting_go(self, error: LetGoError) -> LetGoError:
        self.why = error
        return error

    def end(self, outcome: str, problem: str = "") -> None:
        """Let it be over without a result, if it is still ours."""
        living().filter(pk=self.run.pk, token=self.token).update(
            outcome=outcome, problem=problem, ended_at=timezone.now(), token=None, lease_until=None
        )

    def put_down(self) -> None:
        """Leave it for the next worker, as if this one had never tried."""
        living().filter(pk=self.run.pk, token=self.token).update(
            token=None, lease_until=None, tries=F("tries") - 1, queued=""
        )


def carry_out(key: int, work: Callable[[Hand], None]) -> bool:
    """Do the work of a run, unless it is over or somebody has it in hand; return whether done.

    ``work`` tells how far it is and writes its result within ``hand.finishing()``. Whatever goes
    wrong in it ends the run with a sentence, so that it is not tried for ever; the log has why.
    """
    hand = _in_hand(key)
    if hand is None:
        return False
    with _beating(hand):
        try:
            _whole(hand, work)
        except Exception as error:  # noqa: BLE001
            _ended(hand, hand.why or error)
    return hand.over


def _whole(hand: Hand, work: Callable[[Hand], None]) -> None:
    work(hand)
    if not hand.over:
        raise RuntimeError("the work ended without hand.finishing()")


def _in_hand(key: int) -> Hand | None:
    token = uuid4()
    taken = free(timezone.now()).filter(pk=key)
    changes = {"token": token, "lease_until": _lease(), "stage": "", "done": 0, "total": 0}
    if not taken.update(tries=F("tries") + 1, **changes):
        return None
    return Hand(Run.objects.get(pk=key), token)


def _ended(hand: Hand, error: Exception) -> None:
    match error:
        case StoppedError():
            hand.end(Run.Outcome.STOPPED)
        case LeavingError():
            hand.put_down()
        case LetGoError():
            logger.warning("run %s was taken up by another", hand.run.pk)
        case CannotError(code=code):
            hand.end(Run.Outcome.FAILED, code)
        case _:
            logger.error("run %s failed", hand.run.pk, exc_info=error)
            hand.end(Run.Outcome.FAILED, "work.failed")


def _lease() -> object:
    return timezone.now() + timedelta(seconds=settings.WORK_LEASE)


@contextmanager
def _beating(hand: Hand) -> Iterator[None]:
    """Hold on to the run, also while an engine says nothing for minutes."""
    over = Event()
    Thread(target=_beat, args=(hand, over), name="heartbeat", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _beat(hand: Hand, over: Event) -> None:
    every, began = settings.WORK_LEASE / 4, monotonic()
    while not over.wait(every) and monotonic() - began < LONGEST:
        # A database that is away for a moment is no reason to let go.
        with suppress(DatabaseError):
            living().filter(pk=hand.run.pk, token=hand.token).update(lease_until=_lease())
        connections.close_all()
