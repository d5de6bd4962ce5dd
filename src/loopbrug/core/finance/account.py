"""Accounting for a grant afterwards: granted beside spent, and a sample of lines to check."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from loopbrug.core.finance.model import NOTHING, CostKind
from loopbrug.core.terms.euro import cents
from loopbrug.core.terms.finding import Finding, Weight


class Dice(Protocol):
    """What is asked of a generator of chance; numpy's ``Generator`` is one."""

    @property
    def random(self) -> Callable[..., Any]:
        """Draws evenly from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Spent:
    """One line of the books: what was paid on a day, from which source, with its proof."""

    code: str
    kind: CostKind
    amount: Decimal
    day: date
    source: str
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant as it was given: how much, for which costs, in which days they must fall."""

    source: str
    amount: Decimal
    for_kinds: tuple[CostKind, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Granted beside spent: what counts, what does not and why, what is left."""

    granted: Decimal
    counted: Decimal
    refused: Decimal
    by_kind: tuple[tuple[CostKind, Decimal], ...]
    findings: tuple[Finding, ...]

    @property
    def unspent(self) -> Decimal:
        """What was granted and not spent on what it is for."""
        return max(NOTHING, self.granted - self.counted)


@dataclass(frozen=True, slots=True)
class Sample:
    """Lines to check by hand, and how they were found: every so many euros, from a drawn start."""

    lines: tuple[Spent, ...]
    every: Decimal
    start: Decimal
    total: Decimal
    said: Finding


def account(grant: Granted, books: Sequence[Spent]) -> Account:
    """Return a grant against the lines of the books that were paid from it."""
    lines = sorted((line for line in books if line.source == grant.source), key=_order)
    findings = [tuple(_wrong(grant, line, lines[:place])) for place, line in enumerate(lines)]
    right = [
        line for line, told in zip(lines, findings, strict=True) if not any(map(_refuses, told))
    ]
    by_kind = dict.fromkeys(CostKind, NOTHING)
    for line in right:
        by_kind[line.kind] += line.amount
    counted = sum(by_kind.values(), NOTHING)
    every = sum((line.amount for line in lines), NOTHING)
    return Account(
        granted=grant.amount,
        counted=counted,
        refused=every - counted,
        by_kind=tuple((kind, amount) for kind, amount in by_kind.items() if amount),
        findings=(*(each for told in findings for each in told), *_whole(grant, counted)),
    )


def sample(lines: Sequence[Spent], size: int, dice: Dice) -> Sample:
    """Return lines to check: each euro has the same chance, so large lines come first.

    The lines stand in order of day and code, their euros one after another. From a drawn start
    every so many euros is marked (all euros divided by ``size``); the lines those euros are in are
    checked. The same lines and the same seed give the same sample. A line larger than the distance
    is always in it; at most ``size`` lines come out.

    Parameters
    ----------
    lines
        The books; lines of nothing or less are never drawn.
    size
        How many lines at most, 1 or more.
    dice
        A seeded generator.
    """
    ordered = sorted((line for line in lines if line.amount > 0), key=_order)
    total = sum((line.amount for line in ordered), NOTHING)
    if size < 1 or not ordered:
        return Sample((), NOTHING, NOTHING, total, _nothing_to_draw())
    every = total / size
    start = cents(every * Decimal(str(float(dice.random()))))
    drawn = tuple(_drawn(ordered, every, min(start, every - every / 1000)))
    said = Finding.of(
        "finance.sample-said",
        weight=Weight.INFORMS,
        lines=len(drawn),
        of=len(ordered),
        every_amount=cents(every),
        start_amount=start,
    )
    return Sample(drawn, every, start, total, said)


def _nothing_to_draw() -> Finding:
    return Finding.of("finance.sample-empty", weight=Weight.INFORMS)


def _drawn(ordered: Sequence[Spent], every: Decimal, start: Decimal) -> Iterator[Spent]:
    mark, passed = start, NOTHING
    for line in ordered:
        passed += line.amount
        if mark < passed:
            yield line
        while mark < passed:
            mark += every


def _order(line: Spent) -> tuple[object, ...]:
    return (line.day, line.code, line.kind.value, line.amount, line.proof)


def _wrong(grant: Granted, line: Spent, before: Sequence[Spent]) -> Iterator[Finding]:
    """Yield what is the matter with a line of the books, also seen beside the lines before it."""
    if line.amount < 0:
        yield _of(line, "finance.line-negative")
    if grant.for_kinds and line.kind not in grant.for_kinds:
        yield _of(line, "finance.line-other-kind")
    if (grant.since and line.day < grant.since) or (grant.until and line.day > grant.until):
        yield _of(line, "finance.line-other-days")
    if not line.proof:
        yield _of(line, "finance.line-no-proof", Weight.WARNS)
    if any(_same(other, line) for other in before):
        # Without a proof two equal payments may both be real; with the same proof they are one.
        weight = Weight.BLOCKS if line.proof else Weight.WARNS
        yield _of(line, "finance.line-twice", weight)


def _of(line: Spent, name: str, weight: Weight = Weight.BLOCKS) -> Finding:
    """Return a finding that names a payment as people know it: what for, when, how much."""
    return Finding.of(
        name, line.code, weight=weight, amount=line.amount, cost_kind=line.kind.value, day=line.day
    )


def _same(one: Spent, other: Spent) -> bool:
    same_pay = (one.kind, one.amount, one.day) == (other.kind, other.amount, other.day)
    return same_pay and one.proof == other.proof


def _refuses(finding: Finding) -> bool:
    return finding.weight is Weight.BLOCKS


def _whole(grant: Granted, counted: Decimal) -> Iterator[Finding]:
    if counted > grant.amount:
        yield Finding.of(
            "finance.account-more-spent",
            grant.source,
            weight=Weight.INFORMS,
            amount=counted - grant.amount,
        )
    elif counted < grant.amount:
        yield Finding.of(
            "finance.account-unspent",
            grant.source,
            weight=Weight.CONDITION,
            amount=grant.amount - counted,
        )
