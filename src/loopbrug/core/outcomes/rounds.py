"""Judging blind in rounds: who sees what, where two judges differ, and what is decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from loopbrug.core.outcomes.examiner import rule_for
from loopbrug.core.outcomes.judging import Opinion, Rule, Settlement, Side, Submission
from loopbrug.core.outcomes.model import Framework, Judgement, Remainder, Verdict

NEEDED: Mapping[Rule, tuple[Side, ...]] = {
    Rule.TWO_JUDGES: (Side.INSTITUTE, Side.FIELD),
    Rule.ONE_EXAMINER: (Side.INSTITUTE,),
}
"""Who must hand in, by rule. An examiner is appointed by the institute (WHW art. 7.12c)."""


@dataclass(frozen=True, slots=True)
class Round:
    """One time that outcomes of a dossier are judged (*ronde*).

    ``outcomes`` are the codes to judge. ``settlements`` are those that count: put forward in a
    talk and agreed to by both, or found by the third assessor. ``suitability``: the round is
    part of the suitability assessment, where the law asks for both sides.
    """

    outcomes: tuple[str, ...]
    rule: Rule = Rule.TWO_JUDGES
    submissions: tuple[Submission, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    suitability: bool = False


class Difference(StrEnum):
    """On what two judges differ."""

    VERDICT = "verdict"
    OUTCOMES_LEFT = "outcomes-left"
    HOURS_LEFT = "hours-left"
    NOT_JUDGED = "not-judged"
    """One of them left the outcome out."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the judges found of one outcome, side by side, and on what they differ."""

    outcome: str
    opinions: tuple[Opinion, ...]
    differs_on: tuple[Difference, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to settle."""
        return not self.differs_on


def counting(round_: Round) -> Mapping[Side, Submission]:
    """Return the submission that counts of each side that must hand in.

    The first of a side counts, and nobody counts for two sides: the same person twice is one
    judge.
    """
    found: dict[Side, Submission] = {}
    for submission in round_.submissions:
        judges = {each.assessor for each in found.values()}
        needed = submission.side in NEEDED[round_.rule]
        if needed and submission.side not in found and submission.assessor not in judges:
            found[submission.side] = submission
    return found


def complete(round_: Round) -> bool:
    """Return whether everybody handed in who must."""
    return len(counting(round_)) == len(NEEDED[round_.rule])


def visible_to(side: Side, round_: Round) -> tuple[Submission, ...]:
    """Return what an assessor of ``side`` may see: their own until all are in, then everything.

    A third assessor sees nothing before that.
    """
    if complete(round_):
        return round_.submissions
    return tuple(submission for submission in round_.submissions if submission.side is side)


def compare(round_: Round) -> tuple[Comparison, ...]:
    """Return, per outcome of the round, what the judges found; empty until all are in.

    They agree when the verdicts are the same and, when partly, exactly the same is left: the
    same outcomes in any order, the same hours. Nothing is averaged or taken as the larger of
    two: another remainder is another programme, so people settle it.
    """
    if not complete(round_):
        return ()
    given = counting(round_)
    sides = [_first_of_each(given[side]) for side in NEEDED[round_.rule]]
    compared = []
    for outcome in dict.fromkeys(round_.outcomes):
        opinions = tuple(side[outcome] for side in sides if outcome in side)
        lacking = len(opinions) < len(sides)
        differs = (Difference.NOT_JUDGED,) if lacking else tuple(_differences(opinions))
        compared.append(Comparison(outcome, opinions, differs))
    return tuple(compared)


def settled(round_: Round) -> Mapping[str, Settlement]:
    """Return the settlement that counts by outcome: the first, of an outcome they differ on."""
    differ = {each.outcome for each in compare(round_) if not each.agrees}
    found: dict[str, Settlement] = {}
    for settlement in round_.settlements:
        if settlement.outcome in differ:
            found.setdefault(settlement.outcome, settlement)
    return found


def open_differences(round_: Round) -> tuple[str, ...]:
    """Return the codes of outcomes on which the judges differ and nothing was settled yet."""
    done = settled(round_)
    differ = (each.outcome for each in compare(round_) if not each.agrees)
    return tuple(outcome for outcome in differ if outcome not in done)


def decided_judgements(round_: Round, framework: Framework) -> tuple[Judgement, ...]:
    """Return the judgements that follow: what is agreed on, and what was settled.

    Left out are differences still open, outcomes the framework does not know, and outcomes that
    one examiner may not judge alone. An agreed reason is what each wrote, one after the other;
    the codes of reasons stay with the opinions. Empty until all are in.
    """
    done, known = settled(round_), {outcome.code for outcome in framework.outcomes}
    return tuple(
        judgement
        for each in compare(round_)
        if each.outcome in known and allowed(each.outcome, round_)
        for judgement in _decided(each, done.get(each.outcome), round_)
    )


def allowed(outcome: str, round_: Round) -> bool:
    """Return whether the rule of a round may be used for an outcome."""
    alone = not round_.suitability and rule_for(outcome) is Rule.ONE_EXAMINER
    return round_.rule is Rule.TWO_JUDGES or alone


def _decided(
    compared: Comparison, settlement: Settlement | None, round_: Round
) -> Iterator[Judgement]:
    by = tuple(side.value for side in NEEDED[round_.rule])
    if compared.agrees:
        opinion = compared.opinions[0]
        yield Judgement(
            outcome=compared.outcome,
            verdict=opinion.verdict,
            judged_on=max(each.handed_in_on for each in counting(round_).values()),
            by=by,
            left=_left(opinion.verdict, opinion.left),
            reason="\n".join(_texts(compared)),
            rule=round_.rule.value,
        )
    elif settlement:
        yield Judgement(
            outcome=compared.outcome,
            verdict=settlement.verdict,
            judged_on=settlement.settled_on,
            by=by,
            left=_left(settlement.verdict, settlement.left),
            reason=settlement.reason,
            rule=round_.rule.value,
        )


def _first_of_each(submission: Submission) -> dict[str, Opinion]:
    found: dict[str, Opinion] = {}
    for opinion in submission.opinions:
        found.setdefault(opinion.outcome, opinion)
    return found


def _differences(opinions: tuple[Opinion, ...]) -> Iterator[Difference]:
    if len({opinion.verdict for opinion in opinions}) > 1:
        yield Difference.VERDICT
    elif opinions[0].verdict is Verdict.PARTLY:
        left = [opinion.left or Remainder() for opinion in opinions]
        if len({frozenset(each.outcomes) for each in left}) > 1:
            yield Difference.OUTCOMES_LEFT
        if len({each.hours for each in left}) > 1:
            yield Difference.HOURS_LEFT


def _left(verdict: Verdict, left: Remainder | None) -> Remainder | None:
    return left if verdict is Verdict.PARTLY else None


def _texts(compared: Comparison) -> tuple[str, ...]:
    texts = (opinion.text.strip() for opinion in compared.opinions)
    return tuple(dict.fromkeys(text for text in texts if text))
