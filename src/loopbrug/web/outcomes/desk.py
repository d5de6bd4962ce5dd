"""What lies on an assessor's desk: the queue, and the outcomes of a round, as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.model import Framework, Outcome, Verdict
from loopbrug.core.outcomes.rounds import complete, open_differences
from loopbrug.core.terms.finding import Finding, blocking
from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.outcomes.due_days import due_days
from loopbrug.web.outcomes.facts.rounds import (
    RoundTurn,
    Stage,
    empty_sides,
    judged_of,
    open_questions,
    question_of,
    turn_of,
)
from loopbrug.web.outcomes.queries import Draft, EvidenceItem, QuestionRow, Round, Seat
from loopbrug.web.outcomes.queries.rounds import rounds_seen_by, seats_of
from loopbrug.web.pathway.facts import standing_of

LATEST = 10
"""How many rounds that are over the queue still shows."""


class Doing(StrEnum):
    """What an assessor has to do in a round, seen from their own side only."""

    JUDGE = "judge"
    ASKED = "asked"
    SETTLE = "settle"
    WAIT = "wait"
    RESTS = "rests"
    DONE = "done"


DOINGS: dict[Doing, tuple[str, Promise]] = {
    Doing.JUDGE: ("now", _("Te beoordelen")),
    Doing.ASKED: ("paused", _("Wacht op antwoord")),
    Doing.SETTLE: ("soon", _("Samen bespreken")),
    Doing.WAIT: ("judging", _("Ingeleverd, wacht op de ander")),
    Doing.RESTS: ("paused", _("Dossier staat stil")),
    Doing.DONE: ("done", _("Klaar")),
}
"""How it looks (a status of the design system) and what it is called."""
JUDGED_IN = ("assessing", "in-training", "final-assessment")
"""States of a dossier in which judging goes on."""


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One round in an assessor's queue; ``drafted`` counts their own side."""

    row: Round
    side: Side
    doing: Doing
    drafted: int
    differences: int
    due_on: date | None
    slack: int | None
    question: QuestionRow | None
    paused: bool
    day: date

    @property
    def status(self) -> str:
        """The status of the design system."""
        return DOINGS[self.doing][0]

    @property
    def word(self) -> Promise:
        """What there is to do."""
        return DOINGS[self.doing][1]

    @property
    def overdue(self) -> bool:
        """Whether a question should have been answered by now."""
        return self.question is not None and self.question.due_on < self.day

    @property
    def days_late(self) -> int:
        """How many days it is late; 0 when it is not."""
        return max(0, -(self.slack or 0))


@dataclass(frozen=True, slots=True)
class ArrangedLine:
    """A round as somebody sees it who arranges panels: who is waited for, never what is found."""

    row: Round
    turn: RoundTurn
    empty: tuple[Side, ...]
    due_on: date | None
    slack: int | None
    late: bool


def queue_of(user: User, day: date) -> tuple[list[QueueLine], list[QueueLine]]:
    """Return what ``user`` judges, least slack first, and the latest that is over."""
    seats = list(seats_of(user))
    dues = due_days([seat.round.dossier for seat in seats], day)
    lines = [_line(seat, dues.get(seat.round.dossier_id), day) for seat in seats]
    doing = [line for line in lines if line.doing is not Doing.DONE]
    done = [line for line in lines if line.doing is Doing.DONE]
    done.sort(key=lambda line: (line.row.opened_on, line.row.pk), reverse=True)
    return sorted(doing, key=_urgency), done[:LATEST]


def arranged_by(user: User, day: date) -> list[ArrangedLine]:
    """Return the rounds that go on where ``user`` says who judges, least slack first."""
    roles = (Role.BROKER, Role.INSTITUTE)
    held = current_memberships(user).filter(role__in=roles)
    places = {(one.role, one.organisation_id) for one in held}
    if not places:
        return []
    rows = [row for row in rounds_seen_by(user) if places & _arrangers(row)]
    dues = due_days([row.dossier for row in rows], day)
    lines = [_arranged(row, dues.get(row.dossier_id), day) for row in rows]
    going = [line for line in lines if line.turn.stage is not Stage.DONE]
    return sorted(going, key=_urgency)


def _arrangers(row: Round) -> set[tuple[str, int | None]]:
    return {(Role.BROKER, row.dossier.desk_id), (Role.INSTITUTE, row.dossier.institute_id)}


def _arranged(row: Round, due: date | None, day: date) -> ArrangedLine:
    turn = turn_of(row)
    due = row.due_on or due
    return ArrangedLine(row, turn, empty_sides(row), due, _days(due, day), turn.late(day))


def _line(seat: Seat, due: date | None, day: date) -> QueueLine:
    row, side = seat.round, Side(seat.side)
    due = row.due_on or due
    differences = len(open_differences(judged_of(row)))
    return QueueLine(
        row=row,
        side=side,
        doing=doing_of(row, side),
        drafted=getattr(seat, "drafted", 0),
        differences=differences,
        due_on=due,
        slack=_days(due, day),
        question=question_of(row, side),
        paused=bool(open_questions(row)) or standing_of(row.dossier, day).clock_word == "paused",
        day=day,
    )


def doing_of(row: Round, side: Side) -> Doing:
    """Return what a side has to do; before both are in nothing of the other side shows in it."""
    judged = judged_of(row)
    if complete(judged):
        doing = Doing.SETTLE if open_differences(judged) else Doing.DONE
    elif side is Side.THIRD or any(one.side == side for one in row.submissions.all()):
        doing = Doing.WAIT
    else:
        doing = Doing.ASKED if question_of(row, side) else Doing.JUDGE
    rests = row.dossier.state not in JUDGED_IN
    return Doing.RESTS if rests and doing is not Doing.DONE else doing


def _days(due: date | None, day: date) -> int | None:
    return (due - day).days if due else None


def _urgency(line: QueueLine | ArrangedLine) -> tuple[bool, int, date, int]:
    slack = line.slack
    return slack is None, slack or 0, line.row.opened_on, line.row.pk


class Progress(StrEnum):
    """How far somebody is with one outcome."""

    EMPTY = "empty"
    BEGUN = "begun"
    READY = "ready"


PROGRESS: dict[Progress, tuple[str, Promise]] = {
    Progress.EMPTY: ("next", _("Nog niets")),
    Progress.BEGUN: ("draft", _("Nog niet af")),
    Progress.READY: ("done", _("Klaar om in te leveren")),
}
VERDICTS: dict[str, tuple[str, Promise]] = {
    Verdict.VALIDATED.value: ("validated", _("Gevalideerd")),
    Verdict.PARTLY.value: ("partly", _("Deels gevalideerd")),
    Verdict.MISSING.value: ("missing", _("Ontbreekt nog")),
}
"""How a verdict looks and what it is called."""


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    """One outcome of a round with how far one's own draft is."""

    code: str
    statement: str
    progress: Progress
    verdict: str
    evidence: int
    findings: tuple[Finding, ...]
    by_predecessor: str

    @property
    def look(self) -> tuple[str, Promise]:
        """Status and word: the verdict once it is ready, else how far it is."""
        if self.progress is Progress.READY:
            return VERDICTS[self.verdict]
        return PROGRESS[self.progress]


@dataclass(frozen=True, slots=True)
class AreaCards:
    """The outcomes of one area."""

    code: str
    title: str
    cards: tuple[OutcomeCard, ...]


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """What the overview of a round is made of, all of one side."""

    drafts: Iterable[Draft]
    findings: tuple[Finding, ...]
    pieces: Iterable[EvidenceItem]
    user: User


def overview_of(
    row: Round, own: OwnDesk, framework: Framework, language: str
) -> tuple[AreaCards, ...]:
    """Return the outcomes of a round by area, in the order of the framework."""
    drafts = {draft.outcome: draft for draft in own.drafts}
    shown = [link.outcome for piece in own.pieces for link in piece.shown.all()]

    def card(outcome: Outcome) -> OutcomeCard:
        draft = drafts.get(outcome.code)
        about = tuple(one for one in own.findings if one.about == outcome.code)
        foreign = draft is not None and draft.author_id != own.user.pk
        return OutcomeCard(
            code=outcome.code,
            statement=outcome.statement.text(language),
            progress=_progress(draft, about),
            verdict=draft.verdict if draft else "",
            evidence=shown.count(outcome.code),
            findings=about if draft else (),
            by_predecessor=str(draft.author) if draft and foreign else "",
        )

    asked = [one for one in framework.outcomes if one.code in row.outcomes]
    areas = (
        AreaCards(
            area.code,
            area.title.text(language),
            tuple(card(one) for one in asked if one.area == area.code),
        )
        for area in framework.areas
    )
    return tuple(area for area in areas if area.cards)


def _progress(draft: Draft | None, about: tuple[Finding, ...]) -> Progress:
    if draft is None:
        return Progress.EMPTY
    return Progress.BEGUN if blocking(about) or not draft.verdict else Progress.READY
