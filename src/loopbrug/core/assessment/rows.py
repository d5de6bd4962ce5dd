"""One case as the engine sees it: the steps still to come in order, and who may take each part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from loopbrug.core.assessment.model import Appointment, Case, Part, PlanningProblem, Step


@dataclass(frozen=True, slots=True)
class Shape:
    """Steps in an order in which each comes after what it waits for.

    ``sides`` holds per step the places of steps that share a part with it and have no order
    with it; ``parts`` are the parts that any of them needs.
    """

    steps: tuple[Step, ...]
    sides: tuple[tuple[int, ...], ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A case in hand.

    Parameters
    ----------
    case
        The case itself.
    shape
        Its steps that are still to be held.
    pinned
        Per step code the appointment that stays where it is.
    current
        Per step code the appointment as it stands, pinned or not.
    parts, choices
        The parts of the shape, and who may take each: one when it has been taken before. The
        part with the fewest choices first. Who took a part in a held step goes on, unless
        somebody took over.
    holders
        Who has each part now.
    loose
        Steps that have lost their appointment.
    """

    case: Case
    shape: Shape
    pinned: Mapping[str, Appointment]
    current: Mapping[str, Appointment]
    parts: tuple[Part, ...]
    choices: tuple[tuple[str, ...], ...]
    holders: Mapping[Part, str]
    loose: frozenset[str] = frozenset()

    @property
    def settled(self) -> bool:
        """Whether nothing is left to plan."""
        return len(self.pinned) == len(self.shape.steps)


@lru_cache(maxsize=512)
def shape_of(steps: tuple[Step, ...], held: frozenset[str]) -> Shape:
    """Return the shape of the steps that are not held; raises ``ValueError`` on a ring."""
    left = [step for step in steps if step.code not in held]
    ordered: list[Step] = []
    above: dict[str, frozenset[str]] = {}
    while left:
        waiting = {step.code for step in left}
        ready = [step for step in left if waiting.isdisjoint(w.step for w in step.after)]
        if not ready:
            raise ValueError(f"steps wait for each other in a ring: {sorted(waiting)}")
        for step in ready:
            before = {wait.step for wait in step.after if wait.step in above}
            above[step.code] = frozenset(before.union(*(above[code] for code in before)))
        ordered += ready
        left = [step for step in left if step not in ready]
    sides = tuple(
        tuple(
            place
            for place, other in enumerate(ordered)
            if other is not step
            and not set(other.parts).isdisjoint(step.parts)
            and other.code not in above[step.code]
            and step.code not in above[other.code]
        )
        for step in ordered
    )
    parts = tuple(part for part in Part if any(part in step.parts for step in ordered))
    return Shape(tuple(ordered), sides, parts)


def row_of(
    case: Case, frozen_before: int, loose: frozenset[str] = frozenset(), *, open_parts: bool = False
) -> Row:
    """Return a case laid out.

    Parameters
    ----------
    frozen_before
        Appointments before this block stay where they are, as fixed ones do.
    loose
        Steps that are planned anew whatever their appointment says, such as broken ones.
    open_parts
        Whether another may take over a part of which only held steps bind the person.
    """
    current = {a.step: a for a in case.planned}
    shape = shape_of(case.steps, frozenset(case.held))
    codes = [step.code for step in shape.steps if step.code in current]
    pinned = {
        code: current[code]
        for code in codes
        if code not in loose and (current[code].fixed or current[code].block < frozen_before)
    }
    still = {code: current[code] for code in codes}
    holders = _people(current[code] for code in case.held if code in current)
    binding = {} if open_parts else holders
    taken = {part: _people(still.values()).get(part, key) for part, key in binding.items()}
    bound = {**taken, **_people(pinned.values())}
    able = {p: (bound[p],) if p in bound else tuple(case.choices.get(p, ())) for p in shape.parts}
    parts = tuple(sorted(able, key=lambda part: len(able[part])))
    holders = {**holders, **_people(still.values()), **_people(pinned.values())}
    choices = tuple(able[part] for part in parts)
    return Row(case, shape, pinned, still, parts, choices, holders, loose)


def standing(case: Case) -> Row:
    """Return a case of which nothing moves: who plans beside it need not know more."""
    shape = shape_of(case.steps, frozenset(case.held))
    current = {a.step: a for a in case.planned if a.step not in case.held}
    return Row(case, shape, current, current, (), (), {})


def _people(appointments: Iterable[Appointment]) -> dict[Part, str]:
    """Return who takes each part; where they differ, the last appointment counts."""
    ordered = sorted(appointments, key=lambda each: (each.block, each.step))
    return {part: key for each in ordered for part, key in each.people}


def rows_of(problem: PlanningProblem) -> tuple[Row, ...]:
    """Return every case in hand, with what is inside the notice period pinned."""
    return tuple(row_of(case, problem.frozen_before) for case in problem.cases)
