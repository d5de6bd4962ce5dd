"""The report of a suitability assessment: per outcome what was found, and what is left to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from loopbrug.core.outcomes.gap import decided
from loopbrug.core.outcomes.model import Area, Framework, Gap, Judgement, Outcome, Verdict
from loopbrug.core.terms.words import Bilingual

Used = Mapping[str, tuple[str, ...]]
"""By outcome code the titles of the pieces of evidence that its verdict rests on."""
_NOTHING_USED: Used = {}


@dataclass(frozen=True, slots=True)
class ReportedOutcome:
    """One outcome in a report.

    ``verdict`` is None when nobody has decided on it yet. ``left`` are the codes of outcomes
    that are left of it, ``hours`` the study hours that closing it takes from here; 0 when
    nothing is left, or when all that is left are other outcomes. ``by`` are the sides, ``text``
    the reasons as they were recorded, ``evidence`` the titles of the pieces it rests on.
    """

    code: str
    statement: Bilingual
    verdict: Verdict | None
    judged_on: date | None = None
    by: tuple[str, ...] = ()
    text: str = ""
    evidence: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    hours: int = 0


@dataclass(frozen=True, slots=True)
class ReportedArea:
    """An area with its outcomes, and the hours of training still needed in it.

    The hours are of everything a programme must close in this area, also when an outcome of
    another area asked for it; each hour is counted once.
    """

    code: str
    title: Bilingual
    outcomes: tuple[ReportedOutcome, ...]
    training_hours: int = 0


@dataclass(frozen=True, slots=True)
class Judge:
    """Somebody who judged, and for which side ("institute", "field", "third")."""

    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says, as it was on the day it was made; see ``documents``.

    ``weight`` answers the first question of the law: do training and experience together weigh
    enough for the work; None as long as nobody answered, ``weight_text`` in whose words.
    Days are None when they are not known. ``checked``: the framework's text was compared with
    its legal source.
    """

    candidate: str
    dossier: str
    qualification: Bilingual
    qualification_code: str
    sector: str
    subject: str
    institute: str
    framework: Bilingual
    framework_version: str
    checked: bool
    areas: tuple[ReportedArea, ...]
    judges: tuple[Judge, ...] = ()
    requested_on: date | None = None
    lesson_on: date | None = None
    interview_on: date | None = None
    weight: bool | None = None
    weight_text: str = ""

    @property
    def outcomes(self) -> tuple[ReportedOutcome, ...]:
        """Every outcome, in the order of the framework."""
        return tuple(outcome for area in self.areas for outcome in area.outcomes)

    @property
    def training_hours(self) -> int:
        """The hours of training still needed in all areas together."""
        return sum(area.training_hours for area in self.areas)

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Codes of outcomes without a verdict."""
        return tuple(outcome.code for outcome in self.outcomes if outcome.verdict is None)

    def count(self, verdict: Verdict) -> int:
        """Return how many outcomes have ``verdict``."""
        return sum(outcome.verdict is verdict for outcome in self.outcomes)


def areas_of(
    gap: Gap,
    framework: Framework,
    judgements: Iterable[Judgement],
    used: Used = _NOTHING_USED,
) -> tuple[ReportedArea, ...]:
    """Return the required outcomes of ``gap`` by area, in the order of the framework.

    An area without a required outcome is there only when something in it must still be learned.
    """
    book = _Book(gap, framework, _counting(judgements), used)
    areas = (book.area(area) for area in framework.areas)
    return tuple(area for area in areas if area.outcomes or area.training_hours)


def _counting(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Return the judgement that counts by outcome: the latest that was decided."""
    signed = (judgement for judgement in judgements if decided(judgement))
    return {one.outcome: one for one in sorted(signed, key=lambda one: one.judged_on)}


@dataclass(frozen=True, slots=True)
class _Book:
    """Everything that is known, to look outcomes up in."""

    gap: Gap
    framework: Framework
    judged: Mapping[str, Judgement]
    used: Used
    hours: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        needs = {need.outcome: need.hours_left for need in self.gap.needs}
        left = {
            outcome.code: outcome.hours if needs[outcome.code] is None else needs[outcome.code]
            for outcome in self.framework.outcomes
            if outcome.code in needs
        }
        object.__setattr__(self, "hours", left)

    def area(self, area: Area) -> ReportedArea:
        """Return an area with its required outcomes."""
        required = {*self.gap.validated, *self.gap.partly, *self.gap.missing}
        own = [each for each in self.framework.outcomes if each.area == area.code]
        return ReportedArea(
            area.code,
            area.title,
            tuple(self.outcome(each) for each in own if each.code in required),
            sum(self.hours.get(each.code, 0) for each in own),
        )

    def outcome(self, outcome: Outcome) -> ReportedOutcome:
        """Return what is known of one outcome."""
        judgement = self.judged.get(outcome.code)
        plain = ReportedOutcome(
            outcome.code, outcome.statement, None, hours=self.hours.get(outcome.code, 0)
        )
        if judgement is None:
            return plain
        return ReportedOutcome(
            code=plain.code,
            statement=plain.statement,
            verdict=judgement.verdict,
            judged_on=judgement.judged_on,
            by=judgement.by,
            text=judgement.reason,
            evidence=tuple(self.used.get(outcome.code, ())),
            left=judgement.left.outcomes if judgement.left else (),
            hours=plain.hours,
        )
