"""The gap between what somebody has shown and what a qualification requires."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loopbrug.core.outcomes.examiner import rule_for
from loopbrug.core.outcomes.judging import UNIT_RESULT, Rule
from loopbrug.core.outcomes.model import (
    Framework,
    Gap,
    Judgement,
    Need,
    Outcome,
    Qualification,
    Remainder,
    Verdict,
)
from loopbrug.core.terms.finding import Finding, Value, Weight

SIDES = frozenset({"institute", "field"})
"""Those who judge together: a judgement that one of them has not signed decides nothing yet."""
EXAMINER = frozenset({"institute"})
"""Who signs alone by the one-examiner rule, and says that a unit is finished: the institute."""

NOTHING = Remainder()


def gap_of(
    qualification: Qualification, framework: Framework, judgements: Iterable[Judgement]
) -> Gap:
    """Return what is validated, partly validated and missing, and what a programme must close.

    Of each outcome the latest judgement counts that is decided (see ``decided``); of one day,
    the last given. What no counting judgement is about is missing. The rest of a partly validated
    outcome is other outcomes (each as far as it is not validated itself), or hours of its own;
    without a usable rest it is needed whole.
    """
    record = _Record.of(framework, judgements)
    sides: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
    required = set(qualification.requires)
    needs: dict[str, int | None] = {}
    for code in (outcome.code for outcome in framework.outcomes if outcome.code in required):
        sides[record.verdict(code)].append(code)
        for need, hours in record.left_of(code).items():
            needs[need] = _most(hours, needs.get(need, 0))
    return Gap(
        qualification=qualification.code,
        validated=tuple(sides[Verdict.VALIDATED]),
        partly=tuple(sides[Verdict.PARTLY]),
        missing=tuple(sides[Verdict.MISSING]),
        needs=tuple(Need(code, needs[code]) for code in record.outcomes if code in needs),
    )


def findings_of(
    qualification: Qualification, framework: Framework, judgements: Iterable[Judgement]
) -> tuple[Finding, ...]:
    """Return what does not fit in the judgements; ``about`` is an outcome code.

    Nothing is lost over it: ``gap_of`` says what counts then.
    """
    judgements = tuple(judgements)
    record = _Record.of(framework, judgements)
    found: list[Finding] = []
    for judgement in judgements:
        found.extend(_about_one(judgement, record, set(qualification.requires)))
    found.extend(_nothing_left(record))
    return tuple(dict.fromkeys(found))


def decided(judgement: Judgement) -> bool:
    """Return whether everybody signed who must.

    Both sides, the examiner of a keyed test, or the institute where a unit is finished.
    """
    return set(judgement.by) >= _signers(judgement)


def _signers(judgement: Judgement) -> frozenset[str]:
    """Return the sides that must sign; saying "one examiner" is not enough, the outcome must."""
    if judgement.rule == UNIT_RESULT:
        return EXAMINER
    alone = judgement.rule == rule_for(judgement.outcome) == Rule.ONE_EXAMINER
    return EXAMINER if alone else SIDES


@dataclass(frozen=True, slots=True)
class _Record:
    """The outcomes of a framework and, by code, the judgement that counts."""

    outcomes: Mapping[str, Outcome]
    counting: Mapping[str, Judgement]

    @classmethod
    def of(cls, framework: Framework, judgements: Iterable[Judgement]) -> "_Record":
        """Return the record; a later judgement takes the place of an earlier one."""
        counting: dict[str, Judgement] = {}
        for judgement in sorted(judgements, key=lambda judgement: judgement.judged_on):
            if decided(judgement):
                counting[judgement.outcome] = judgement
        return cls({outcome.code: outcome for outcome in framework.outcomes}, counting)

    def verdict(self, code: str) -> Verdict:
        """Return the verdict on an outcome; without a judgement it is missing."""
        judgement = self.counting.get(code)
        return judgement.verdict if judgement else Verdict.MISSING

    def rest(self, code: str) -> Remainder:
        """Return the usable rest of a partly validated outcome, empty when there is none."""
        left = self.counting[code].left or NOTHING
        hours = left.hours if left.hours and 0 < left.hours < self.outcomes[code].hours else None
        others = tuple(c for c in left.outcomes if c in self.outcomes and c != code)
        return Remainder(others, hours)

    def left_of(self, code: str, above: frozenset[str] = frozenset()) -> dict[str, int | None]:
        """Return what must still be closed for ``code``: hours by outcome, None for all of it."""
        verdict = self.verdict(code)
        if verdict is Verdict.VALIDATED:
            return {}
        rest = self.rest(code) if verdict is Verdict.PARTLY else NOTHING
        if rest == NOTHING or code in above:
            return {code: None}
        left: dict[str, int | None] = {} if rest.hours is None else {code: rest.hours}
        for other in rest.outcomes:
            for need, hours in self.left_of(other, above | {code}).items():
                left[need] = _most(hours, left.get(need, 0))
        return left


def _most(one: int | None, other: int | None) -> int | None:
    """Return the larger of two numbers of hours, where None is all hours."""
    return None if one is None or other is None else max(one, other)


def _about_one(judgement: Judgement, record: _Record, required: set[str]) -> Iterator[Finding]:
    code = judgement.outcome
    if code not in record.outcomes:
        yield _warns("outcomes.judgement-outcome-unknown", code)
        return
    if code not in required:
        yield _tells("outcomes.judgement-outside", code)
    if not decided(judgement):
        missing = tuple(sorted(_signers(judgement) - set(judgement.by)))
        yield Finding.of(
            "outcomes.judgement-one-side", code, weight=Weight.CONDITION, outcome=code, side=missing
        )
    if judgement.verdict is Verdict.PARTLY:
        yield from _about_rest(judgement, record)
    elif judgement.left is not None:
        yield _tells("outcomes.rest-not-expected", code)


def _about_rest(judgement: Judgement, record: _Record) -> Iterator[Finding]:
    code, left = judgement.outcome, judgement.left or NOTHING
    full = record.outcomes[code].hours
    if not left.outcomes and left.hours is None:
        yield _warns("outcomes.rest-missing", code)
    if left.hours is not None and not 0 < left.hours < full:
        yield _warns("outcomes.rest-hours-wrong", code, hours=left.hours, full=full)
    for other in left.outcomes:
        if other == code:
            yield _warns("outcomes.rest-is-itself", code)
        elif other not in record.outcomes:
            yield _warns("outcomes.rest-outcome-unknown", code, unknown=other)


def _nothing_left(record: _Record) -> Iterator[Finding]:
    """Partly validated, while everything that was left is validated by now."""
    for code in record.counting:
        partly = code in record.outcomes and record.verdict(code) is Verdict.PARTLY
        if partly and not record.left_of(code):
            yield _tells("outcomes.rest-closed", code)


def _warns(code: str, outcome: str, **values: Value) -> Finding:
    values["outcome"] = outcome
    return Finding(code, outcome, tuple(sorted(values.items())), weight=Weight.WARNS)


def _tells(code: str, outcome: str) -> Finding:
    return Finding.of(code, outcome, weight=Weight.INFORMS, outcome=outcome)
