"""The port for work on many persons at once: serial here, threads when they are handed in."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from loopbrug.core.programme.cohort.model import Progress

A = TypeVar("A")
B = TypeVar("B")


class Spread(Protocol):
    """Does one thing to many, the results in order; ``map`` and an executor's ``map`` are such.

    Threads are enough: the search holds no lock while it runs. What each person's search
    learns stays with that person, so that the result does not depend on how work is spread.
    """

    def __call__(self, work: Callable[[A], B], to: Iterable[A], /) -> Iterable[B]:
        """Return ``work`` done to each."""
        ...


class StoppedError(Exception):
    """The run was told to stop; nothing is planned."""


def quiet(progress: Progress) -> None:
    """Take note of progress and tell nobody."""
    del progress


def always() -> bool:
    """Go on until it is done."""
    return True


def in_turn(work: Callable[[A], B], to: Iterable[A], /) -> Iterable[B]:
    """Do one after another."""
    return map(work, to)
