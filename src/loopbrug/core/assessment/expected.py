"""Who is expected to come, and what that means for a promise made today."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from loopbrug.core.assessment.model import Case, Part, PlanningProblem

LOOK_AHEAD_WEEKS = 8
_WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class Expected:
    """Cases that are likely to come.

    Parameters
    ----------
    per_day
        Cases that arrive on a working day, on average.
    examples
        Cases like those that come, each with its weight: of a subject that comes twice as
        often, the weight is twice as high. Only their steps and choices are looked at.
    """

    per_day: float
    examples: tuple[tuple[Case, float], ...]


@dataclass(frozen=True, slots=True)
class Load:
    """Per resource the blocks a working day that are expected to be asked, and that are free."""

    asked: dict[str, float]
    free: dict[str, float]

    def of(self, keys: Iterable[str]) -> float:
        """Return which share of these people's time is asked; at most 1 counts."""
        every = tuple(keys)
        free = sum(self.free[key] for key in every)
        asked = sum(self.asked.get(key, 0.0) for key in every)
        return min(1.0, asked / free) if free else float(asked > 0)


def load_of(problem: PlanningProblem, expected: Expected, case: Case) -> Load:
    """Return the expected load of everybody who is asked by the examples, or may be by a case.

    What an example asks of a part is divided evenly over those who may take it.
    """
    total = sum(weight for _, weight in expected.examples)
    asked: defaultdict[str, float] = defaultdict(float)
    for example, weight in expected.examples:
        for part, blocks in blocks_per_part(example).items():
            choices = [key for key in example.choices[part] if key in problem.resources]
            for key in choices:
                asked[key] += expected.per_day * weight / total * blocks / len(choices)
    days = LOOK_AHEAD_WEEKS * _WORKDAYS
    window = (1 << days * problem.grid.per_day) - 1
    keys = asked.keys() | {key for choices in case.choices.values() for key in choices}
    free = {
        key: (one.free >> problem.now & window).bit_count() * one.capacity / days
        for key in keys
        if (one := problem.resources.get(key)) is not None
    }
    return Load(dict(asked), free)


def blocks_per_part(case: Case) -> dict[Part, int]:
    """Return how many blocks each part is there, over all steps not yet held."""
    found: Counter[Part] = Counter()
    for step in case.steps:
        if step.code not in case.held:
            for part in step.parts:
                found[part] += step.blocks
    return dict(found)


def buffer_days(case: Case, load: Load, days: int) -> int:
    """Return the days to add to an end ``days`` from now, so that the day can be kept.

    As if all who are still to come in those days went first: they take the expected share of
    the time of whoever this case needs most.
    """
    shares = (load.of(keys) for part, keys in case.choices.items() if _shared(load, keys))
    return math.ceil(days * max(shares, default=0.0))


def _shared(load: Load, keys: tuple[str, ...]) -> bool:
    return any(key in load.asked for key in keys) and all(key in load.free for key in keys)
