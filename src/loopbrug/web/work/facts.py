"""How a piece of long work stands, for pages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loopbrug.core.terms.finding import Finding
from loopbrug.web.work.queries import Outcome, Run


class State(StrEnum):
    """How a piece of work stands."""

    NONE = "none"
    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is, and since when it is over."""

    state: State
    stage: str = ""
    done: int = 0
    total: int = 0
    problem: Finding | None = None
    ended_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody still waits for it."""
        return self.state in (State.WAITING, State.RUNNING, State.STOPPING)

    @property
    def may_ask_again(self) -> bool:
        """Whether it ended without a result."""
        return self.state in (State.FAILED, State.STOPPED)


def progress_of(run: Run | None, now: datetime) -> Progress:
    """Return how a run stands at a moment; None is a run that nobody asked for."""
    if run is None:
        return Progress(State.NONE)
    state = _state(run, now)
    code = run.problem or "work.gave-up"
    problem = Finding.of(code) if state is State.FAILED else None
    return Progress(state, run.stage, run.done, run.total, problem, run.ended_at)


def _state(run: Run, now: datetime) -> State:
    if run.outcome:
        return State(Outcome(run.outcome).value)
    held = run.lease_until is not None and run.lease_until >= now
    if run.stopping:
        return State.STOPPING if held else State.STOPPED
    if held and run.token is not None:
        return State.RUNNING
    return State.WAITING if held or run.tries < Run.MOST_TRIES else State.FAILED
