"""The rounds of a dossier as somebody reads them who does not judge in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.judging import Rule, Side
from loopbrug.core.outcomes.rounds import NEEDED
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.web.outcomes.facts import Standing
from loopbrug.web.outcomes.facts.panel import panel_faults
from loopbrug.web.outcomes.facts.rounds import (
    RoundTurn,
    Stage,
    current_seat,
    open_questions,
    turn_of,
)
from loopbrug.web.outcomes.queries import QuestionRow, Round, Seat

STAGES: dict[Stage, tuple[str, Promise]] = {
    Stage.SEATING: ("soon", _("Er mist nog een assessor")),
    Stage.JUDGING: ("now", _("Assessoren beoordelen")),
    Stage.SETTLING: ("judging", _("Assessoren overleggen")),
    Stage.DONE: ("done", _("Klaar")),
    Stage.DROPPED: ("closed", _("Gestopt")),
}
"""How a stage looks and what it is called."""


@dataclass(frozen=True, slots=True)
class SeatTold:
    """One side of a round: who sits there, who sat there, and whether the seat can change."""

    side: Side
    seat: Seat | None
    before: tuple[Seat, ...]
    handed_in: bool
    changes: bool


@dataclass(frozen=True, slots=True)
class RoundTold:
    """A round with its sides; ``faults`` are those of the panel, each with its source."""

    row: Round
    turn: RoundTurn
    sides: tuple[SeatTold, ...]
    faults: tuple[Finding, ...]
    questions: tuple[QuestionRow, ...]
    late: bool

    @property
    def look(self) -> tuple[str, Promise]:
        """Status and word of how far it is."""
        return STAGES[self.turn.stage]


def rounds_told(
    rows: Iterable[Round], standing: Standing | None, day: date, asked: set[str]
) -> list[RoundTold]:
    """Return rounds, the newest first; ``asked`` are parties whose questions the reader answers.

    Without ``standing`` nothing of the panel is told: not who sat there, nor what is wrong.
    """
    return [_told(row, standing, day, asked) for row in sorted(rows, key=lambda r: -r.number)]


def _told(row: Round, standing: Standing | None, day: date, asked: set[str]) -> RoundTold:
    turn = turn_of(row)
    going = turn.stage in (Stage.SEATING, Stage.JUDGING, Stage.SETTLING)
    faults = panel_faults(row, standing, day) if standing and going else ()
    sides = [*NEEDED[Rule(row.rule)]]
    third = current_seat(row, Side.THIRD)
    if third or turn.stage is Stage.SETTLING:
        sides.append(Side.THIRD)
    return RoundTold(
        row=row,
        turn=turn,
        sides=tuple(_side(row, side, going=going, whole=standing is not None) for side in sides),
        faults=tuple(one for one in faults if _counts(one, row)),
        questions=tuple(one for one in open_questions(row) if one.to in asked),
        late=turn.late(day),
    )


def _side(row: Round, side: Side, *, going: bool, whole: bool) -> SeatTold:
    handed_in = any(one.side == side for one in row.submissions.all())
    left = tuple(one for one in row.seats.all() if one.side == side and one.left_on)
    return SeatTold(
        side=side,
        seat=current_seat(row, side),
        before=left if whole else (),
        handed_in=handed_in and whole,
        changes=going and not handed_in,
    )


def _counts(finding: Finding, row: Round) -> bool:
    """Leave out what is not known, and equal sides where one examiner is enough."""
    if finding.weight is Weight.INFORMS:
        return False
    alone = row.rule == Rule.ONE_EXAMINER
    return not (alone and finding.code in ("outcomes.panel-side-missing", "outcomes.panel-unequal"))
