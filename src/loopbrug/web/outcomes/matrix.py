"""The matrix of outcomes as a person reads it: per area, per outcome, state and reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.bridge.model import Evidence
from loopbrug.core.outcomes.gap import decided
from loopbrug.core.outcomes.judging import UNIT_RESULT
from loopbrug.core.outcomes.model import Framework, Gap, Judgement, Outcome, Verdict
from loopbrug.core.terms.finding import Confidence
from loopbrug.web.outcomes.facts import Standing
from loopbrug.web.ui.geometry import percent


class Mark(StrEnum):
    """How an outcome stands. Not judged yet is no verdict: nobody has looked."""

    VALIDATED = "validated"
    PARTLY = "partly"
    MISSING = "missing"
    UNJUDGED = "unjudged"


LOOKS = {
    Mark.VALIDATED: ("validated", _("Gevalideerd")),
    Mark.PARTLY: ("partly", _("Deels gevalideerd")),
    Mark.MISSING: ("missing", _("Ontbreekt nog")),
    Mark.UNJUDGED: ("judging", _("Nog niet beoordeeld")),
}
"""How a mark looks (a status of the design system) and what it is called."""


@dataclass(frozen=True, slots=True)
class Left:
    """An outcome that is part of what is left of another."""

    code: str
    statement: str


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome. ``hours`` is what closing it would take from here, in the plainest way.

    ``by_result``: a unit that covers it is finished; nobody judged.
    """

    code: str
    statement: str
    mark: Mark
    hours: int
    reason: str = ""
    by: tuple[str, ...] = ()
    judged_on: date | None = None
    left: tuple[Left, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    by_result: bool = False

    @property
    def status(self) -> str:
        """The status of the design system that gives the icon."""
        return LOOKS[self.mark][0]

    @property
    def word(self) -> Promise:
        """What the mark is called."""
        return LOOKS[self.mark][1]


@dataclass(frozen=True, slots=True)
class Count:
    """How many outcomes have a mark, and where that part of the bar lies."""

    mark: Mark
    status: str
    word: Promise
    count: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Group:
    """The outcomes of one area, in the order of the framework."""

    code: str
    title: str
    rows: tuple[Row, ...]

    @property
    def validated(self) -> int:
        """How many of the rows are validated."""
        return sum(row.mark is Mark.VALIDATED for row in self.rows)


@dataclass(frozen=True, slots=True)
class Matrix:
    """All groups, with the counts on top. ``spared`` are hours nobody needs to spend again."""

    groups: tuple[Group, ...]
    counts: tuple[Count, ...]
    total: int
    spared: int
    to_learn: int
    checked: bool

    @property
    def validated(self) -> int:
        """How many outcomes are validated."""
        return next(one.count for one in self.counts if one.mark is Mark.VALIDATED)


def matrix_of(standing: Standing, language: str, only: Mark | None = None) -> Matrix | None:
    """Return the matrix in ``language``, or None when no set of outcomes is known.

    ``only`` leaves out rows with another mark; counts are of all rows.
    """
    if standing.gap is None:
        return None
    framework = standing.region.framework
    rows = _rows(standing.gap, standing, language)
    required = sum(framework.outcome(row.code).hours for row, _area in rows)
    to_learn = _to_learn(standing.gap, framework)
    return Matrix(
        groups=_groups(rows, framework, language, only),
        counts=tuple(_counts([row.mark for row, _area in rows])),
        total=len(rows),
        spared=max(0, required - to_learn),
        to_learn=to_learn,
        checked=framework.source.confidence is Confidence.PUBLISHED,
    )


def _counts(marks: list[Mark]) -> Iterator[Count]:
    before = 0
    for mark, (status, word) in LOOKS.items():
        count = marks.count(mark)
        start, width = percent(before, len(marks)), percent(count, len(marks))
        yield Count(mark, status, word, count, start, width)
        before += count


def _to_learn(gap: Gap, framework: Framework) -> int:
    whole = {outcome.code: outcome.hours for outcome in framework.outcomes}
    return sum(
        whole[need.outcome] if need.hours_left is None else need.hours_left for need in gap.needs
    )


def _rows(gap: Gap, standing: Standing, language: str) -> list[tuple[Row, str]]:
    """Return each required outcome's row with the code of its area, in framework order."""
    reader = _Reader(gap, standing, language)
    required = {*gap.validated, *gap.partly, *gap.missing}
    outcomes = standing.region.framework.outcomes
    return [(reader.row(one), one.area) for one in outcomes if one.code in required]


class _Reader:
    """Reads outcomes with everything that is known of them."""

    def __init__(self, gap: Gap, standing: Standing, language: str) -> None:
        self.gap = gap
        self.latest = _counting(standing.judgements)
        self.shown = _shown_by(standing.evidence)
        self.needed = {need.outcome: need.hours_left for need in gap.needs}
        self.statements = {
            one.code: one.statement.text(language) for one in standing.region.framework.outcomes
        }

    def row(self, outcome: Outcome) -> Row:
        """Return the row of one outcome."""
        judgement = self.latest.get(outcome.code)
        hours = self.needed.get(outcome.code, 0)
        left = judgement.left.outcomes if judgement and judgement.left else ()
        return Row(
            code=outcome.code,
            statement=self.statements[outcome.code],
            mark=self.mark(outcome.code),
            hours=outcome.hours if hours is None else hours,
            reason=judgement.reason if judgement else "",
            by=judgement.by if judgement else (),
            judged_on=judgement.judged_on if judgement else None,
            left=tuple(Left(code, self.statements.get(code, "")) for code in left),
            evidence=tuple(self.shown[outcome.code]),
            by_result=judgement is not None and judgement.rule == UNIT_RESULT,
        )

    def mark(self, code: str) -> Mark:
        """Return how an outcome stands."""
        if code in self.gap.validated:
            return Mark.VALIDATED
        if code in self.gap.partly:
            return Mark.PARTLY
        judgement = self.latest.get(code)
        judged = judgement is not None and judgement.verdict is Verdict.MISSING
        return Mark.MISSING if judged else Mark.UNJUDGED


def _counting(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Return the judgement that counts per outcome; what one side wrote stays unseen."""
    signed = (judgement for judgement in judgements if decided(judgement))
    return {one.outcome: one for one in sorted(signed, key=lambda one: one.judged_on)}


def _shown_by(evidence: Iterable[Evidence]) -> defaultdict[str, list[Evidence]]:
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for item in evidence:
        for code in item.shows:
            found[code].append(item)
    return found


def _groups(
    rows: list[tuple[Row, str]], framework: Framework, language: str, only: Mark | None
) -> tuple[Group, ...]:
    kept: defaultdict[str, list[Row]] = defaultdict(list)
    for row, area in rows:
        if only is None or row.mark is only:
            kept[area].append(row)
    return tuple(
        Group(area.code, area.title.text(language), tuple(kept[area.code]))
        for area in framework.areas
        if kept[area.code]
    )
