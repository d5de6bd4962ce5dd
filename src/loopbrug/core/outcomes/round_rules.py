"""What does not fit in a round: its outcomes, its rule, who handed in, what was settled."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from loopbrug.core.law.model import Law
from loopbrug.core.outcomes.judging import Rule, Settlement
from loopbrug.core.outcomes.model import Framework
from loopbrug.core.outcomes.opinions import missing_opinions, remainder_findings
from loopbrug.core.outcomes.rounds import (
    NEEDED,
    Round,
    allowed,
    compare,
    complete,
    counting,
)
from loopbrug.core.terms.finding import Finding, Value

HOW = ("talk", "third")
"""How a difference can be settled."""


def round_findings(
    round_: Round,
    framework: Framework,
    law: Law,
    day: date,
    evidence: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Return everything that does not fit in a round; ``about`` is an outcome or an assessor.

    Raises
    ------
    NoLawInForceError
        When the rule of equal sides is not known on ``day``.
    """
    found = [*_outcomes(round_, framework), *_rule(round_, law, day), *_sides(round_)]
    for submission in round_.submissions:
        found.extend(missing_opinions(submission, round_.outcomes, framework, evidence))
    found.extend(settlement_findings(round_, framework))
    return tuple(dict.fromkeys(found))


def settlement_findings(round_: Round, framework: Framework) -> tuple[Finding, ...]:
    """Return what is wrong with the settlements of a round; ``about`` is an outcome.

    Each is about an outcome of the round on which the judges differ, after both handed in, once,
    with a reason and, when partly, with a usable remainder.
    """
    found: list[Finding] = []
    seen: set[str] = set()
    for settlement in round_.settlements:
        found.extend(_place(settlement, round_, seen))
        found.extend(_content(settlement, framework))
        seen.add(settlement.outcome)
    return tuple(dict.fromkeys(found))


def _outcomes(round_: Round, framework: Framework) -> Iterator[Finding]:
    known = {outcome.code for outcome in framework.outcomes}
    if not round_.outcomes:
        yield Finding.of("outcomes.round-empty")
    for code, times in Counter(round_.outcomes).items():
        if code not in known:
            yield _wrong("outcomes.round-outcome-unknown", code)
        if times > 1:
            yield _wrong("outcomes.round-outcome-twice", code, times=times)


def _rule(round_: Round, law: Law, day: date) -> Iterator[Finding]:
    """One examiner judges only what a keyed test closes, and never the suitability itself."""
    if round_.rule is Rule.TWO_JUDGES:
        return
    if round_.suitability:
        source = law.on("go.panel_equal_sides", day).source
        yield Finding.of("outcomes.round-both-sides", source=source)
        return
    for code in dict.fromkeys(round_.outcomes):
        if not allowed(code, round_):
            yield _wrong("outcomes.round-two-judges", code)


def _sides(round_: Round) -> Iterator[Finding]:
    """Each side that must hand in does so once, and both are different people."""
    counted = list(counting(round_).values())
    judges = {submission.assessor for submission in counted}
    for submission in round_.submissions:
        side, about = submission.side, submission.assessor
        if submission in counted:
            counted.remove(submission)
        elif side not in NEEDED[round_.rule]:
            yield Finding.of("outcomes.submission-unneeded", about, side=side.value)
        elif side in counting(round_):
            yield Finding.of("outcomes.submission-twice", about, side=side.value)
        elif about in judges:
            yield Finding.of("outcomes.submission-one-person", about)


def _place(settlement: Settlement, round_: Round, seen: set[str]) -> Iterator[Finding]:
    """Yield when there is nothing to settle, or not yet, or not any more."""
    code = settlement.outcome
    if code not in round_.outcomes:
        yield _wrong("outcomes.settlement-not-asked", code)
    elif not complete(round_):
        yield _wrong("outcomes.settlement-early", code)
    elif next(each for each in compare(round_) if each.outcome == code).agrees:
        yield _wrong("outcomes.settlement-unneeded", code)
    elif settlement.settled_on < max(each.handed_in_on for each in counting(round_).values()):
        yield _wrong("outcomes.settlement-early", code)
    if code in seen:
        yield _wrong("outcomes.settlement-twice", code)


def _content(settlement: Settlement, framework: Framework) -> Iterator[Finding]:
    code = settlement.outcome
    if settlement.how not in HOW:
        yield _wrong("outcomes.settlement-how", code, found=settlement.how)
    if not settlement.reason.strip():
        yield _wrong("outcomes.settlement-no-reason", code)
    yield from remainder_findings(code, settlement.verdict, settlement.left, framework)


def _wrong(code: str, outcome: str, **values: Value) -> Finding:
    values["outcome"] = outcome
    return Finding(code, outcome, tuple(sorted(values.items())))
