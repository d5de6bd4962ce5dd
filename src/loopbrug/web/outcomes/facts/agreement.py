"""What two sides found, as pairs for the figures of agreement; never who found it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loopbrug.core.outcomes.agreement import (
    Agreement,
    MonthAgreement,
    Pair,
    agreement_by_month,
    agreement_of,
)
from loopbrug.core.outcomes.judging import Rule
from loopbrug.core.outcomes.rounds import Round as Judged
from loopbrug.core.outcomes.rounds import compare, counting
from loopbrug.web.outcomes.facts.rounds import judged_of
from loopbrug.web.outcomes.queries import Round
from loopbrug.web.outcomes.queries.rounds import judged_rounds


@dataclass(frozen=True, slots=True)
class OverTime:
    """The agreement of regions: over everything, and by month. ``rounds`` counts the cases."""

    rounds: int
    whole: Agreement
    months: tuple[MonthAgreement, ...]


def pairs_of(judged: Judged) -> tuple[Pair, ...]:
    """Return the two verdicts on every outcome of a round that is in; empty before that."""
    if judged.rule is not Rule.TWO_JUDGES:
        return ()
    found: list[Pair] = []
    for one in compare(judged):
        verdicts = [opinion.verdict.value for opinion in one.opinions]
        if len(verdicts) == 2:  # noqa: PLR2004
            found.append((verdicts[0], verdicts[1]))
    return tuple(found)


def agreement_in(row: Round) -> Agreement | None:
    """Return how far the two judges of a round agreed; None before both are in."""
    pairs = pairs_of(judged_of(row))
    return agreement_of(pairs) if pairs else None


def agreement_over_time(regions: Iterable[str]) -> OverTime:
    """Return how far the sides agreed in regions, before they spoke with each other."""
    dated: list[tuple[date, Pair]] = []
    rounds = 0
    for row in judged_rounds(regions):
        judged = judged_of(row)
        pairs = pairs_of(judged)
        if pairs:
            day = max(one.handed_in_on for one in counting(judged).values())
            dated.extend((day, pair) for pair in pairs)
            rounds += 1
    whole = agreement_of(pair for _day, pair in dated)
    return OverTime(rounds, whole, agreement_by_month(dated))
