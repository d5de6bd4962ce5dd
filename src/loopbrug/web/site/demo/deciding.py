"""A decision in the demo: two people judge every outcome, the report is made, both sides sign."""

from collections.abc import Iterable
from datetime import date

from loopbrug.core.assessment.decision import AreaAmount, Conclusion, DecisionText
from loopbrug.core.assessment.report import Report
from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.model import Judgement, Verdict
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.decisions import report_of
from loopbrug.web.assessment.services.decisions import make_report, put_forward, sign
from loopbrug.web.outcomes.facts import evidence_of
from loopbrug.web.outcomes.facts.rounds import Filled, current_seat
from loopbrug.web.outcomes.queries import Round
from loopbrug.web.outcomes.queries.rounds import assessors_of, round_with_key, rounds_of
from loopbrug.web.outcomes.services.chairs import NotReadyError
from loopbrug.web.outcomes.services.drafts import hand_in, save_draft
from loopbrug.web.outcomes.services.seats import Chosen, seat_assessor
from loopbrug.web.pathway.queries import Dossier

_WEIGHT = (
    "Je diploma en je jaren in je vorige werk passen bij wat je gaat doen. Wat je nog mist, kun "
    "je in de opleiding leren."
)
_REASONS = (
    "Je liet in je les en in het gesprek zien dat je veilig en helder lesgeeft. Je weet wat je "
    "nog moet leren en pakt dat zelf op."
)
_NOTHING = "Hiervan laat je bewijs nog niets zien."
_GUIDANCE_SHARE = 4
"""In the demo an hour of guidance goes with every so many hours of training."""


def decide(coordinator: User, dossier: Dossier, judged: Iterable[Judgement], day: date) -> None:
    """Let both sides judge as in the example, and sign that the candidate is suitable.

    ``coordinator`` gives a seat to somebody else where the law keeps an assessor out. Raises
    ``LookupError`` without a round, or when nobody in the region may judge.
    """
    key = _assessed(dossier)
    judges = [_judge(coordinator, key, side, day) for side in (Side.INSTITUTE, Side.FIELD)]
    for judge in judges:
        _hand_in(judge, key, tuple(judged), day)
    report = make_report(
        actor=judges[0], dossier=dossier, day=day, weight=True, weight_text=_WEIGHT
    )
    made = put_forward(actor=judges[0], dossier=dossier, day=day, text=_text(report_of(report)))
    for judge in judges:
        sign(actor=judge, dossier=dossier, decision=made.pk, day=day)


def begin_judging(
    coordinator: User, dossier: Dossier, judged: Iterable[Judgement], day: date
) -> None:
    """Let the institute's side hand in, and the field's side be halfway: each sees its own only.

    Raises as ``decide``.
    """
    key = _assessed(dossier)
    known = _whole(tuple(judged), _round(key).outcomes, day)
    institute, field = (_judge(coordinator, key, s, day) for s in (Side.INSTITUTE, Side.FIELD))
    _hand_in(institute, key, known, day)
    _draft(field, key, known[: len(known) // 2])


def _whole(
    judged: tuple[Judgement, ...], outcomes: Iterable[str], day: date
) -> tuple[Judgement, ...]:
    """Return a judgement of every outcome: of what nobody spoke nothing was shown."""
    spoken = {one.outcome: one for one in judged}
    sides = (Side.INSTITUTE.value, Side.FIELD.value)
    return tuple(
        spoken.get(code) or Judgement(code, Verdict.MISSING, day, sides, reason=_NOTHING)
        for code in outcomes
    )


def _assessed(dossier: Dossier) -> int:
    """Return the key of the round of the assessment; raises ``LookupError`` without one."""
    found = [row for row in rounds_of(dossier) if row.why == Round.Why.ASSESSMENT]
    if not found:
        raise LookupError(dossier.code)
    return found[-1].pk


def _judge(coordinator: User, key: int, side: Side, day: date) -> User:
    """Return who sits on a side; an empty seat is given to the first whom the law lets judge."""
    row = _round(key)
    if seat := current_seat(row, side):
        return seat.assessor
    for membership in assessors_of(row.dossier.region):
        chosen = Chosen(membership.user)
        try:
            seat_assessor(actor=coordinator, round_=row, side=side, chosen=chosen, day=day)
        except NotReadyError:
            continue
        return membership.user
    raise LookupError(side)


def _hand_in(judge: User, key: int, judged: tuple[Judgement, ...], day: date) -> None:
    _draft(judge, key, judged)
    hand_in(actor=judge, round_=_round(key), day=day)


def _draft(judge: User, key: int, judged: tuple[Judgement, ...]) -> None:
    row = _round(key)
    shown: dict[str, tuple[str, ...]] = {}
    for piece in evidence_of(row.dossier):
        for code in piece.shows:
            shown[code] = (*shown.get(code, ()), piece.code)
    pieces = tuple(piece.code for piece in evidence_of(row.dossier))
    for one in judged:
        if one.outcome in row.outcomes:
            filled = Filled(
                outcome=one.outcome,
                verdict=one.verdict.value,
                text=one.reason,
                left_outcomes=one.left.outcomes if one.left else (),
                left_hours=one.left.hours if one.left else None,
                evidence=shown.get(one.outcome, pieces[:1]),
            )
            save_draft(actor=judge, round_=row, filled=filled, seen=0)


def _text(report: Report) -> DecisionText:
    areas = tuple(
        AreaAmount(area.code, area.training_hours, -(-area.training_hours // _GUIDANCE_SHARE))
        for area in report.areas
        if area.training_hours
    )
    return DecisionText(Conclusion.SUITABLE, _REASONS, areas)


def _round(key: int) -> Round:
    row = round_with_key(key)
    if row is None:
        raise LookupError(key)
    return row
