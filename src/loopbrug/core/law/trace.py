"""How an answer was computed: steps with their inputs, the dated figures they used, the result."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from loopbrug.core.law.model import Dated, Law
from loopbrug.core.terms.finding import Confidence, Finding, Value

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated value as a rule used it, on the day it was used for."""

    dated: Dated
    used_for: date

    @property
    def provisional_since(self) -> date | None:
        """First day the source no longer speaks of, or None while it still does."""
        return self.dated.provisional_since(self.used_for)

    @property
    def certain(self) -> bool:
        """Whether the value was read or derived, for a period its source speaks of."""
        remembered = self.dated.source.confidence is Confidence.REMEMBERED
        return not remembered and self.provisional_since is None


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, the figures it used, what came out, the steps it rests on.

    ``said`` is a finding whose values are the inputs; its sentence is what the page shows under
    "why". ``result`` is in the unit the sentence names (euros unless it says otherwise).
    """

    said: Finding
    result: Value
    figures: tuple[Figure, ...] = ()
    parts: tuple["Step", ...] = ()

    def walk(self) -> Iterator["Step"]:
        """Yield this step and every step under it, each before its parts."""
        left = [self]
        while left:
            step = left.pop()
            yield step
            if step.parts:
                left.extend(reversed(step.parts))


@dataclass(frozen=True, slots=True)
class Traced(Generic[T]):
    """An answer together with how it was computed."""

    value: T
    step: Step


def figure(law: Law, name: str, day: date) -> Figure:
    """Return the value of ``name`` in force on ``day``; raises ``NoLawInForceError``."""
    return Figure(law.on(name, day), day)


def figures_in(steps: Iterable[Step]) -> tuple[Figure, ...]:
    """Return every figure the steps used, each once, in the order of first use."""
    return tuple(dict.fromkeys(f for step in steps for each in step.walk() for f in each.figures))


def uncertain(steps: Iterable[Step]) -> tuple[Figure, ...]:
    """Return the figures that are provisional or only remembered: the page marks them."""
    return tuple(found for found in figures_in(steps) if not found.certain)
