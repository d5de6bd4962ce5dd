"""Which sources pay which costs: the best lawful combination, and what was left out and why.

What may be combined is a rule: no cost is paid twice, no source pays more than it may, or for a
kind it is not for, and sources that shut each other out do not go together. What is *best* is: the
least is left uncovered; then the surest money is used; then as few sources as possible. It is found
exactly: every choice between sources that shut each other out is tried, and for each choice money
flows to costs by augmenting paths, the surest source first, which gives every source in turn as
much as any division could.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.flow import Flow, flowed
from loopbrug.core.finance.model import (
    NOTHING,
    Certainty,
    CostKind,
    FinanceCase,
    SourceStatus,
    SourceVerdict,
)
from loopbrug.core.terms.euro import cents, percent
from loopbrug.core.terms.finding import Finding, Weight

_SURENESS = {
    Certainty.RECEIVED: 0,
    Certainty.AGREED: 1,
    Certainty.OFFER: 2,
    Certainty.COMPUTED: 3,
}
_KINDS = tuple(CostKind)


@dataclass(frozen=True, slots=True)
class StackLine:
    """A source that is used: how much of it, and for which costs."""

    verdict: SourceVerdict
    amount: Decimal
    pays: tuple[tuple[CostKind, Decimal], ...]

    @property
    def rest(self) -> Decimal:
        """What the source could still give, beyond the costs it may be used for."""
        return self.verdict.amount - self.amount


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source that is not used, and why."""

    verdict: SourceVerdict
    why: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Who pays which part: what is used, what is left out, and what stays uncovered by kind."""

    used: tuple[StackLine, ...]
    left_out: tuple[LeftOut, ...]
    costs: tuple[tuple[CostKind, Decimal], ...]
    open_by_kind: tuple[tuple[CostKind, Decimal], ...]

    @property
    def total(self) -> Decimal:
        """All costs together."""
        return sum((amount for _, amount in self.costs), NOTHING)

    @property
    def covered(self) -> Decimal:
        """What sources pay together."""
        return sum((line.amount for line in self.used), NOTHING)

    @property
    def uncovered(self) -> Decimal:
        """What no source pays."""
        return self.total - self.covered

    @property
    def uncovered_if_only_sure(self) -> Decimal:
        """What no source pays when only agreed and received money comes."""
        sure = (Certainty.AGREED, Certainty.RECEIVED)
        paid = (line.amount for line in self.used if line.verdict.certainty in sure)
        return self.total - sum(paid, NOTHING)


def best_stack(
    _case: FinanceCase, costs: Sequence[CostLine], verdicts: Sequence[SourceVerdict]
) -> Stack:
    """Return the best lawful combination; the same whatever the order of costs and verdicts."""
    by_kind = costs_by_kind(costs)
    usable = tuple(sorted((each for each in verdicts if _counts(each)), key=_preference))
    choices = (_Choice.of(group, by_kind) for group in lawful_groups(usable))
    best = min(choices, key=lambda choice: choice.worth)
    used = tuple(_line(best, place) for place in range(len(best.group)) if best.flow.of(place))
    open_by_kind = ((kind, amount - best.flow.to(kind)) for kind, amount in by_kind)
    return Stack(
        used=used,
        left_out=tuple(_left_out(verdicts, used, [kind for kind, _ in by_kind])),
        costs=by_kind,
        open_by_kind=tuple((kind, amount) for kind, amount in open_by_kind if amount),
    )


def costs_by_kind(costs: Iterable[CostLine]) -> tuple[tuple[CostKind, Decimal], ...]:
    """Return what each kind of cost comes to, in one fixed order; kinds without cost are absent."""
    totals = dict.fromkeys(_KINDS, NOTHING)
    for line in costs:
        totals[line.kind] += line.amount
    return tuple((kind, amount) for kind, amount in totals.items() if amount > 0)


def shut_out(one: SourceVerdict, other: SourceVerdict) -> bool:
    """Return whether two sources may not be combined: one of them says so, or they are one."""
    said = other.source in one.excludes or one.source in other.excludes
    return said or one.source == other.source


def limit(verdict: SourceVerdict, by_kind: Iterable[tuple[CostKind, Decimal]]) -> Decimal:
    """Return the most a source may pay: its amount, and its share of the costs it is for."""
    meant = sum((amount for kind, amount in by_kind if pays_for(verdict, kind)), NOTHING)
    # Rounded down: a share may never be exceeded, not by half a cent either.
    most = percent(meant, verdict.share)
    share = cents(most) if cents(most) <= most else cents(most) - Decimal("0.01")
    return max(NOTHING, min(verdict.amount, share))


def pays_for(verdict: SourceVerdict, kind: CostKind) -> bool:
    """Return whether a source may be used for a kind of cost."""
    return not verdict.for_kinds or kind in verdict.for_kinds


def lawful_groups(usable: Sequence[SourceVerdict]) -> Iterator[tuple[SourceVerdict, ...]]:
    """Yield every largest group of sources that may go together, in a fixed order.

    More sources never leave more uncovered, so smaller groups need no trying.
    """
    foes = {
        place: frozenset(o for o, other in enumerate(usable) if o != place and shut_out(one, other))
        for place, one in enumerate(usable)
    }
    for chosen in _largest(foes, frozenset(foes), frozenset(), frozenset()):
        yield tuple(usable[place] for place in sorted(chosen))


def _largest(
    foes: dict[int, frozenset[int]],
    maybe: frozenset[int],
    chosen: frozenset[int],
    done: frozenset[int],
) -> Iterator[frozenset[int]]:
    """Yield largest groups without foes (Bron and Kerbosch, on the graph of who goes together)."""
    free = frozenset(place for place in maybe if not foes[place] & maybe)
    if free:
        # Who has no foe among those who may still come goes in at once: no need to branch.
        maybe, chosen = maybe - free, chosen | free
        done = frozenset(place for place in done if not foes[place] & free)
    if not maybe:
        if not done:
            yield chosen
        return
    for place in sorted(maybe):
        friends = maybe - foes[place] - {place}
        yield from _largest(foes, friends, chosen | {place}, done - foes[place] - {place})
        maybe, done = maybe - {place}, done | {place}


@dataclass(frozen=True, slots=True)
class _Choice:
    """A lawful group of sources, the surest first, with how their money flows to costs."""

    group: tuple[SourceVerdict, ...]
    flow: Flow

    @classmethod
    def of(
        cls, group: tuple[SourceVerdict, ...], by_kind: tuple[tuple[CostKind, Decimal], ...]
    ) -> "_Choice":
        """Return the best division of money for a group."""
        limits = [limit(verdict, by_kind) for verdict in group]
        may = [tuple(kind for kind, _ in by_kind if pays_for(each, kind)) for each in group]
        return cls(group, flowed(limits, may, dict(by_kind)))

    @property
    def worth(self) -> tuple[object, ...]:
        """Return what makes one choice better than another; the smallest is the best."""
        sure = [NOTHING] * 8
        for place, verdict in enumerate(self.group):
            sure[_rank(verdict)] -= self.flow.of(place)
        used = [v.source for place, v in enumerate(self.group) if self.flow.of(place)]
        return (-self.flow.total, tuple(sure), len(used), tuple(sorted(used)))


def _counts(verdict: SourceVerdict) -> bool:
    """Return whether money of a source may be planned with: it is open, or will be."""
    return verdict.amount > 0 and verdict.status in (SourceStatus.ELIGIBLE, SourceStatus.NOT_YET)


def _rank(verdict: SourceVerdict) -> int:
    """Return how sure a source is, 0 the surest; what is not open yet comes after what is."""
    return 2 * _SURENESS[verdict.certainty] + (verdict.status is SourceStatus.NOT_YET)


def _preference(verdict: SourceVerdict) -> tuple[object, ...]:
    return (_rank(verdict), verdict.source, verdict.amount, verdict.title, verdict.for_kinds)


def _line(choice: _Choice, place: int) -> StackLine:
    pays = choice.flow.pays(place)
    return StackLine(choice.group[place], choice.flow.of(place), pays)


def _left_out(
    verdicts: Iterable[SourceVerdict], used: tuple[StackLine, ...], kinds: Sequence[CostKind]
) -> Iterator[LeftOut]:
    taken = [line.verdict for line in used]
    for verdict in sorted(verdicts, key=_preference):
        if verdict in taken:
            continue
        yield LeftOut(verdict, tuple(_why(verdict, taken, kinds)) or verdict.reasons)


def _why(
    verdict: SourceVerdict, taken: Sequence[SourceVerdict], kinds: Sequence[CostKind]
) -> Iterator[Finding]:
    """Yield why a source that could be used is not; for others their own reasons tell it."""
    if not _counts(verdict):
        return
    if not any(pays_for(verdict, kind) for kind in kinds):
        yield Finding.of(
            "finance.stack-no-such-cost",
            verdict.source,
            weight=Weight.INFORMS,
            money_source=verdict.title or verdict.source,
            cost_kinds=tuple(kind.value for kind in verdict.for_kinds),
        )
        return
    foes = [other for other in taken if shut_out(verdict, other)]
    for other in foes:
        yield Finding.of(
            "finance.stack-excluded",
            verdict.source,
            weight=Weight.INFORMS,
            money_source=verdict.title or verdict.source,
            other_source=other.title or other.source,
        )
    if not foes:
        yield Finding.of(
            "finance.stack-nothing-left",
            verdict.source,
            weight=Weight.INFORMS,
            money_source=verdict.title or verdict.source,
        )
