"""Rounds of judging as values of the core: how far they are, and who waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from loopbrug.core.outcomes.judging import Opinion, Rule, Settlement, Side, Submission
from loopbrug.core.outcomes.model import Judgement, Remainder, Verdict
from loopbrug.core.outcomes.reasons import load_reasons
from loopbrug.core.outcomes.rounds import NEEDED, complete, open_differences
from loopbrug.core.outcomes.rounds import Round as Judged
from loopbrug.core.pathway.model import Party
from loopbrug.web.outcomes.queries import (
    Draft,
    OpinionRow,
    QuestionRow,
    Round,
    Seat,
    SettlementRow,
    SettlementVoice,
    SubmissionRow,
)
from loopbrug.web.outcomes.queries.rounds import rounds_of
from loopbrug.web.pathway.queries import Dossier


class Stage(StrEnum):
    """How far a round is; it follows from its rows."""

    SEATING = "seating"
    """Somebody who must judge is not there yet."""
    JUDGING = "judging"
    SETTLING = "settling"
    """Everybody handed in; on some outcomes they differ."""
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Filled:
    """What an assessor filled in about one outcome; ``verdict`` "" as long as there is none."""

    outcome: str
    verdict: str = ""
    reasons: tuple[str, ...] = ()
    text: str = ""
    left_outcomes: tuple[str, ...] = ()
    left_hours: int | None = None
    evidence: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, object]:
        """The same, as the columns of a row; what is left counts for "partly" only."""
        partly = self.verdict == Verdict.PARTLY
        return {
            "verdict": self.verdict,
            "reasons": list(self.reasons),
            "text": self.text,
            "left_outcomes": list(self.left_outcomes) if partly else [],
            "left_hours": self.left_hours if partly else None,
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class RoundTurn:
    """Who is waited for in the round that is going on; nothing about what anybody finds.

    ``question`` is the open question that waits longest for an answer, if any.
    """

    key: int
    stage: Stage
    party: Party
    outcomes: int
    question: QuestionRow | None = None

    def late(self, day: date) -> bool:
        """Return whether a question should have been answered before ``day``."""
        return self.question is not None and self.question.due_on < day


def opinion_of(row: Draft | OpinionRow | SettlementRow | Filled) -> Opinion | None:
    """Return what somebody finds of an outcome; None for a draft without a verdict."""
    if not row.verdict:
        return None
    left = None
    if row.verdict == Verdict.PARTLY and (row.left_outcomes or row.left_hours is not None):
        left = Remainder(tuple(row.left_outcomes), row.left_hours)
    return Opinion(
        outcome=row.outcome,
        verdict=Verdict(row.verdict),
        reasons=tuple(row.reasons),
        text=row.text,
        left=left,
        evidence=tuple(row.evidence),
    )


def opinions_of(
    rows: Iterable[Draft | OpinionRow], order: Iterable[str] = ()
) -> tuple[Opinion, ...]:
    """Return the opinions in rows, in the ``order`` of outcome codes.

    Drafts without a verdict are left out.
    """
    places = {code: place for place, code in enumerate(order)}
    found = [opinion for row in rows if (opinion := opinion_of(row)) is not None]
    return tuple(sorted(found, key=lambda one: places.get(one.outcome, len(places))))


def submission_of(row: SubmissionRow) -> Submission:
    """Return what one assessor handed in."""
    opinions = opinions_of(row.opinions.all())
    return Submission(str(row.assessor_id), Side(row.side), opinions, row.handed_in_on)


def counting_settlements(row: Round) -> tuple[Settlement, ...]:
    """Return the settlements that count: agreed to by the other side, or by the third."""
    found = []
    for one in row.settlements.all():
        voice = voice_on(one)
        opinion = opinion_of(one)
        if opinion and (one.how == SettlementRow.How.THIRD or (voice and voice.agrees)):
            day = voice.said_on if voice else one.settled_on
            found.append(
                Settlement(one.outcome, opinion.verdict, one.how, why_of(one), day, opinion.left)
            )
    return tuple(found)


def voice_on(row: SettlementRow) -> SettlementVoice | None:
    """Return what the other side said of a settlement, or None as long as it said nothing."""
    voice: SettlementVoice | None = getattr(row, "voice", None)
    return voice


def why_of(*rows: Opinion | OpinionRow | SettlementRow) -> str:
    """Return the reasons of a verdict as text: those of the catalogue, then in own words.

    In Dutch: it is written down once, for a judgement that stays.
    """
    known = {reason.code: reason.text.nl for reason in load_reasons()}
    told = [known[code] for row in rows for code in row.reasons if code in known]
    texts = [row.text.strip() for row in rows]
    return "\n".join(dict.fromkeys(text for text in (*told, *texts) if text))


def reasoned(judgement: Judgement, row: Round) -> Judgement:
    """Return a judgement of a round with the reasons both judges gave, when they agreed.

    What was settled carries the reason it was settled with.
    """
    if any(one.outcome == judgement.outcome for one in counting_settlements(row)):
        return judgement
    given = [
        opinion
        for submission in row.submissions.all()
        for opinion in submission.opinions.all()
        if opinion.outcome == judgement.outcome
    ]
    return replace(judgement, reason=why_of(*given))


def judged_of(row: Round) -> Judged:
    """Return a round as the core knows it; asks nothing when all it holds was prefetched."""
    return Judged(
        outcomes=tuple(row.outcomes),
        rule=Rule(row.rule),
        submissions=tuple(submission_of(one) for one in row.submissions.all()),
        settlements=counting_settlements(row),
        suitability=row.why == Round.Why.ASSESSMENT,
    )


def stage_of(row: Round) -> Stage:
    """Return how far a round is."""
    if row.dropped_on:
        return Stage.DROPPED
    judged = judged_of(row)
    if complete(judged):
        return Stage.SETTLING if open_differences(judged) else Stage.DONE
    return Stage.SEATING if empty_sides(row) else Stage.JUDGING


def empty_sides(row: Round) -> tuple[Side, ...]:
    """Return the sides that must judge and have nobody, and handed nothing in yet."""
    taken = {seat.side for seat in row.seats.all() if seat.left_on is None}
    taken |= {one.side for one in row.submissions.all()}
    return tuple(side for side in NEEDED[Rule(row.rule)] if side.value not in taken)


def current_seat(row: Round, side: str) -> Seat | None:
    """Return who sits on a side now, or None."""
    seats = (seat for seat in row.seats.all() if seat.side == side and seat.left_on is None)
    return next(seats, None)


def open_questions(row: Round) -> tuple[QuestionRow, ...]:
    """Return the questions nobody answered or took back yet, the oldest first."""
    if row.dropped_on:
        return ()
    return tuple(one for one in row.questions.all() if getattr(one, "answer", None) is None)


def question_of(row: Round, side: str) -> QuestionRow | None:
    """Return the open question of a side, or None."""
    return next((one for one in open_questions(row) if one.side == side), None)


def turn_in_round(dossier: Dossier) -> RoundTurn | None:
    """Return who is waited for in the round that is going on, or None when none is."""
    going = [row for row in rounds_of(dossier) if row.dropped_on is None]
    turns = [turn_of(row) for row in going]
    return next((turn for turn in turns if turn.stage is not Stage.DONE), None)


def turn_of(row: Round) -> RoundTurn:
    """Return who is waited for in a round; a question for somebody else comes first."""
    stage, questions = stage_of(row), open_questions(row)
    question = min(questions, key=lambda one: one.due_on, default=None)
    if question:
        party = Party(question.to)
    else:
        waits = stage in (Stage.DONE, Stage.DROPPED)
        party = Party.NOBODY if waits else Party.ASSESSORS
        party = Party.INSTITUTE if stage is Stage.SEATING else party
    return RoundTurn(row.pk, stage, party, len(row.outcomes), question)


def in_going_rounds(dossier: Dossier) -> frozenset[str]:
    """Return the codes of the outcomes that are being judged in a round that is not over."""
    over = (Stage.DONE, Stage.DROPPED)
    going = (row for row in rounds_of(dossier) if stage_of(row) not in over)
    return frozenset(code for row in going for code in row.outcomes)
