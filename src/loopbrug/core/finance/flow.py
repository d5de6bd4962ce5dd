"""Money that flows from sources to costs: as much as possible, the first sources first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from loopbrug.core.finance.model import NOTHING, CostKind


@dataclass(frozen=True, slots=True)
class Flow:
    """How much each source (by its place) pays of each kind of cost."""

    paid: Mapping[tuple[int, CostKind], Decimal]

    @property
    def total(self) -> Decimal:
        """All that is paid."""
        return sum(self.paid.values(), NOTHING)

    def of(self, source: int) -> Decimal:
        """Return what one source pays in all."""
        return sum((amount for (place, _), amount in self.paid.items() if place == source), NOTHING)

    def to(self, kind: CostKind) -> Decimal:
        """Return what is paid of one kind of cost."""
        return sum((amount for (_, each), amount in self.paid.items() if each is kind), NOTHING)

    def pays(self, source: int) -> tuple[tuple[CostKind, Decimal], ...]:
        """Return which costs one source pays, in the order of kinds."""
        return tuple(
            (kind, amount)
            for kind in CostKind
            if (amount := self.paid.get((source, kind), NOTHING)) > 0
        )


def flowed(
    limits: Sequence[Decimal], may: Sequence[Sequence[CostKind]], costs: Mapping[CostKind, Decimal]
) -> Flow:
    """Return the largest flow, in which each source in turn pays as much as any flow allows.

    Parameters
    ----------
    limits
        The most each source may pay, the preferred source first.
    may
        The kinds of cost each source may pay for.
    costs
        What each kind comes to; never more than that is paid.

    Notes
    -----
    Augmenting paths (Ford and Fulkerson) from one source at a time. A later source may move money
    of an earlier one to another kind of cost, but never makes it pay less: so the amounts are the
    largest in the order of sources, and their sum is the largest possible (a polymatroid).
    """
    paid: dict[tuple[int, CostKind], Decimal] = {}
    room = dict(costs)
    for source, most in enumerate(limits):
        left = most
        while left > 0 and (path := _path(source, may, paid, room)):
            step = min(left, room[path[-1][1]], *_given_up(path, paid))
            _push(path, step, paid)
            room[path[-1][1]] -= step
            left -= step
    return Flow({edge: amount for edge, amount in paid.items() if amount > 0})


Path = tuple[tuple[int, CostKind], ...]
"""Payments that grow, in order; each takes over a kind of cost from the source of the next one."""


def _path(
    source: int,
    may: Sequence[Sequence[CostKind]],
    paid: Mapping[tuple[int, CostKind], Decimal],
    room: Mapping[CostKind, Decimal],
) -> Path | None:
    """Return the shortest way from a source to a kind of cost that is not paid in full."""
    reached: set[CostKind] = set()
    ways: list[Path] = [((source, kind),) for kind in may[source]]
    for way in ways:
        kind = way[-1][1]
        if kind in reached:
            continue
        reached.add(kind)
        if room.get(kind, NOTHING) > 0:
            return way
        for other, taken in sorted(paid, key=lambda edge: (edge[0], edge[1].value)):
            if taken is kind and paid[other, taken] > 0:
                ways.extend((*way, (other, each)) for each in may[other] if each not in reached)
    return None


def _given_up(path: Path, paid: Mapping[tuple[int, CostKind], Decimal]) -> list[Decimal]:
    """Return what each source on the way pays of the kind of cost that it would give up."""
    return [paid[giver, kind] for (_, kind), (giver, _) in pairwise(path)]


def _push(path: Path, step: Decimal, paid: dict[tuple[int, CostKind], Decimal]) -> None:
    """Let each source on the way pay ``step`` more of its kind, and give up what is taken over."""
    for edge in path:
        paid[edge] = paid.get(edge, NOTHING) + step
    for (_, kind), (giver, _) in pairwise(path):
        paid[giver, kind] -= step
