"""What must be in a submission before it can be handed in: everything that is missing, at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from loopbrug.core.outcomes.judging import Opinion, Submission
from loopbrug.core.outcomes.model import Framework, Outcome, Remainder, Verdict
from loopbrug.core.outcomes.reasons import load_reasons
from loopbrug.core.terms.finding import Finding, Value, Weight


def missing_opinions(
    submission: Submission,
    outcomes: Iterable[str],
    framework: Framework,
    evidence: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Return everything that keeps a submission from being handed in; ``about`` is an outcome.

    ``outcomes`` are the codes to judge in the round, ``evidence`` the keys of the pieces there
    are (None: not checked). What blocks must be put right; a warning may be handed in.
    """
    asked = tuple(dict.fromkeys(outcomes))
    found: list[Finding] = []
    times = Counter(opinion.outcome for opinion in submission.opinions)
    found.extend(_wrong("outcomes.opinion-missing", code) for code in asked if not times[code])
    for code, given in times.items():
        if code not in asked:
            found.append(_wrong("outcomes.opinion-not-asked", code))
        if given > 1:
            found.append(_wrong("outcomes.opinion-twice", code, times=given))
    for opinion in submission.opinions:
        found.extend(_reasons(opinion))
        found.extend(_evidence(opinion, evidence))
        found.extend(remainder_findings(opinion.outcome, opinion.verdict, opinion.left, framework))
    return tuple(dict.fromkeys(found))


def remainder_findings(
    outcome: str, verdict: Verdict, left: Remainder | None, framework: Framework
) -> tuple[Finding, ...]:
    """Return what is wrong with what is left: it must be usable, exactly when PARTLY.

    Usable are outcome codes of the framework, or hours from 1 to one less than the full hours.
    """
    if verdict is not Verdict.PARTLY:
        return (
            (_wrong("outcomes.remainder-unexpected", outcome, verdict=verdict.value),)
            if left
            else ()
        )
    if left is None or (not left.outcomes and left.hours is None):
        return (_wrong("outcomes.remainder-missing", outcome),)
    return tuple(_Left(outcome, left, framework).wrong())


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left of one outcome, against the framework."""

    outcome: str
    left: Remainder
    framework: Framework

    def wrong(self) -> Iterator[Finding]:
        """Yield hours out of range, the outcome itself, and outcomes that do not exist."""
        known: dict[str, Outcome] = {each.code: each for each in self.framework.outcomes}
        hours = self.left.hours
        if hours is not None and self.outcome in known:
            most = known[self.outcome].hours - 1
            if not 1 <= hours <= most:
                yield _wrong("outcomes.remainder-hours", self.outcome, hours=hours, most=most)
        for other in self.left.outcomes:
            if other == self.outcome:
                yield _wrong("outcomes.remainder-itself", self.outcome)
            elif other not in known:
                yield _wrong("outcomes.remainder-unknown", self.outcome, unknown=other)


def _reasons(opinion: Opinion) -> Iterator[Finding]:
    """Yield when there is no reason, or one of the catalogue that cannot carry the verdict."""
    code, known = opinion.outcome, {reason.code: reason for reason in load_reasons()}
    if not opinion.reasons and not opinion.text.strip():
        yield _wrong("outcomes.opinion-no-reason", code)
    for name in opinion.reasons:
        if name not in known:
            yield _wrong("outcomes.opinion-reason-unknown", code, reason=name)
        elif opinion.verdict not in known[name].verdicts:
            verdict = opinion.verdict.value
            yield _wrong("outcomes.opinion-reason-misplaced", code, reason=name, verdict=verdict)


def _evidence(opinion: Opinion, evidence: Collection[str] | None) -> Iterator[Finding]:
    """Yield when a verdict rests on nothing, or on a piece that is not there."""
    if not opinion.evidence and opinion.verdict is Verdict.VALIDATED:
        yield _wrong("outcomes.opinion-no-evidence", opinion.outcome)
    if not opinion.evidence and opinion.verdict is Verdict.PARTLY:
        yield _wrong("outcomes.opinion-partly-no-evidence", opinion.outcome, Weight.WARNS)
    for key in opinion.evidence:
        if evidence is not None and key not in evidence:
            yield _wrong("outcomes.opinion-evidence-unknown", opinion.outcome, piece=key)


def _wrong(code: str, outcome: str, weight: Weight = Weight.BLOCKS, **values: Value) -> Finding:
    values["outcome"] = outcome
    return Finding(code, outcome, tuple(sorted(values.items())), weight=weight)
