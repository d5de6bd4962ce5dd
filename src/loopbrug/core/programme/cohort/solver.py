"""A cohort planned together: ``solve_group``."""

from collections.abc import Callable

import numpy as np

from loopbrug.core.programme.cohort.group import Group, GroupPlan, Person, cost
from loopbrug.core.programme.cohort.model import Progress, Stage
from loopbrug.core.programme.cohort.workers import Spread, StoppedError, always, in_turn, quiet
from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.model import Limits
from loopbrug.core.programme.optimise import Answer, Search


def solve_group(
    group: Group,
    limits: Limits = Limits(),  # noqa: B008
    seed: int = 0,
    *,
    spread: Spread = in_turn,
    progress: Callable[[Progress], None] = quiet,
    go_on: Callable[[], bool] = always,
) -> GroupPlan:
    """Return a plan for everybody together, with a proved bound.

    Raises
    ------
    StoppedError
        When ``go_on`` says no.
    """
    del seed, spread
    alone = [_best(person, np.ones_like(person.shared), limits) for person in group.people]
    left = np.append(group.capacity, np.zeros(len(group.teams), dtype=np.int64))
    chosen: list[tuple[int, ...] | None] = []
    for n, person in enumerate(group.people):
        if not go_on():
            raise StoppedError
        room = np.where(person.shared < 0, 1, left[person.shared])
        answer = _best(person, room, limits) if alone[n].found else alone[n]
        chosen.append(answer.offerings if answer.found else None)
        taken = person.shared[list(answer.offerings)]
        left[taken[taken >= 0]] -= 1
        progress(Progress(Stage.TOGETHER, n + 1, len(group.people)))
    costs = [
        group.unplanned if offerings is None else cost(person, offerings)
        for person, offerings, own in zip(group.people, chosen, alone, strict=True)
        if own.found
    ]
    bounds = [
        cost(person, own.offerings) if own.proved else own.bound * 1000
        for person, own in zip(group.people, alone, strict=True)
        if own.found
    ]
    return GroupPlan(
        tuple(chosen), sum(costs), float(sum(bounds)),
        frozenset(n for n, own in enumerate(alone) if not own.found and own.proved),
        frozenset(n for n, own in enumerate(alone) if not own.found and not own.proved),
        tuple(own.offerings if own.found else None for own in alone),
        (0.0,) * len(left),
    )  # fmt: skip


def _best(person: Person, room: Ints, limits: Limits) -> Answer:
    """Return the best programme with the offerings where there is room."""
    kernel, kept = person.kernel, np.flatnonzero(room)
    columns = {name: getattr(kernel, name)[kept] for name in ("unit", "start", "end")}
    columns |= {name: getattr(kernel, name)[kept] for name in ("pattern", "load")}
    answer = Search(kernel._replace(**columns), limits.nodes).best()
    return Answer(
        answer.found, answer.proved, answer.bound, tuple(kept[list(answer.offerings)].tolist()),
        answer.hours, answer.finish, answer.peak, answer.nodes,
    )  # fmt: skip
