"""Writing down what one finds, and handing it in: blind, final, and once."""

from datetime import date

from django.db import transaction

from loopbrug.core.outcomes.judging import Side, Submission
from loopbrug.core.outcomes.opinions import missing_opinions
from loopbrug.core.terms.finding import Finding, Weight, blocking
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts.rounds import Filled, opinions_of, question_of
from loopbrug.web.outcomes.models import Draft, EvidenceItem, OpinionRow, Round, SubmissionRow
from loopbrug.web.outcomes.services.chairs import (
    HandedInError,
    NotAllowedError,
    NotReadyError,
    record_results,
    sit,
)
from loopbrug.web.outcomes.services.letters import tell_what_is_next
from loopbrug.web.pathway.facts import framework_of

COLUMNS = ("outcome", "verdict", "reasons", "text", "left_outcomes", "left_hours", "evidence")


class StaleDraftError(ValueError):
    """The draft was saved elsewhere since; ``newer`` is what stands there now."""

    def __init__(self, newer: Draft) -> None:
        self.newer = newer
        super().__init__(newer.outcome)


@transaction.atomic
def save_draft(*, actor: User, round_: Round, filled: Filled, seen: int) -> Draft:
    """Keep what the side of ``actor`` is about to find of one outcome; no line in the record.

    ``seen`` is the version the writer began from, 0 when there was none. Raises
    ``StaleDraftError`` when another window or a predecessor saved since, ``HandedInError`` when
    the side handed in, ``NotAllowedError`` without a seat or for an outcome not in the round.
    """
    row, side = sit(actor, round_)
    if side is Side.THIRD or filled.outcome not in row.outcomes:
        raise NotAllowedError
    if row.submissions.filter(side=side).exists():
        raise HandedInError
    draft = row.drafts.filter(side=side, outcome=filled.outcome).select_related("author").first()
    if draft is None:
        draft = Draft(round=row, side=side, outcome=filled.outcome, version=0)
    if draft.version != seen:
        raise StaleDraftError(draft)
    for column, value in filled.columns.items():
        setattr(draft, column, value)
    draft.author, draft.version = actor, draft.version + 1
    draft.save()
    return draft


def before_handing_in(row: Round, side: Side, assessor: User, day: date) -> tuple[Finding, ...]:
    """Return everything about a side's drafts that must or should be seen to, at once."""
    submission = _submission(row, side, assessor, day)
    pieces = EvidenceItem.objects.filter(dossier=row.dossier_id, withdrawn_on=None)
    codes = frozenset(pieces.values_list("code", flat=True))
    framework = framework_of(row.dossier.region)
    found = missing_opinions(submission, row.outcomes, framework, codes)
    if question_of(row, side):
        open_ = Finding.of("outcomes.question-open", weight=Weight.BLOCKS)
        return (open_, *found)
    return found


@transaction.atomic
def hand_in(*, actor: User, round_: Round, day: date) -> tuple[str, ...]:
    """Hand in everything the side of ``actor`` finds: final; return the outcomes decided by it.

    When it completes the round, what both agree on is recorded in the same transaction. Raises
    ``NotReadyError`` with every finding, ``HandedInError`` the second time.
    """
    row, side = sit(actor, round_)
    if side is Side.THIRD:
        raise NotAllowedError
    if row.submissions.filter(side=side).exists():
        raise HandedInError
    if findings := blocking(before_handing_in(row, side, actor, day)):
        raise NotReadyError(findings)
    submission = SubmissionRow.objects.create(
        round=row, side=side, assessor=actor, handed_in_on=day
    )
    OpinionRow.objects.bulk_create(
        OpinionRow(submission=submission, **{name: getattr(draft, name) for name in COLUMNS})
        for draft in _in_order(row, side)
    )
    details = {"side": side.value, "day": day.isoformat()}
    record_act(actor=actor, name="outcomes.hand-in", subject=row.dossier.subject_key, **details)
    decided = record_results(row, actor)
    tell_what_is_next(row.pk)
    return decided


def _in_order(row: Round, side: Side) -> list[Draft]:
    drafts = {draft.outcome: draft for draft in row.drafts.filter(side=side) if draft.verdict}
    return [drafts[code] for code in row.outcomes if code in drafts]


def _submission(row: Round, side: Side, assessor: User, day: date) -> Submission:
    opinions = opinions_of(_in_order(row, side))
    return Submission(str(assessor.pk), side, opinions, day)
