"""The half-yearly overview for the inspectorate: numbers, and numbers of statements, no names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from loopbrug.core.assessment.decision import Conclusion
from loopbrug.core.terms.words import Period


@dataclass(frozen=True, slots=True)
class Half:
    """A half year: the first runs from January, the second from July.

    Raises ``ValueError`` for another number than 1 or 2, or a year that does not exist.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2) or not 1 < self.year < 9999:  # noqa: PLR2004
            raise ValueError(f"there is no half {self.number} of {self.year}")

    @property
    def period(self) -> Period:
        """Its days.

        Examples
        --------
        >>> Half(2026, 2).period
        Period(first=datetime.date(2026, 7, 1), last=datetime.date(2026, 12, 31))
        """
        if self.number == 1:
            return Period(date(self.year, 1, 1), date(self.year, 6, 30))
        return Period(date(self.year, 7, 1), date(self.year, 12, 31))

    @property
    def before(self) -> "Half":
        """The half year before this one."""
        return Half(self.year - 1, 2) if self.number == 1 else Half(self.year, 1)

    @property
    def following(self) -> "Half":
        """The half year after this one."""
        return Half(self.year, 2) if self.number == 1 else Half(self.year + 1, 1)


def half_of(day: date) -> Half:
    """Return the half year a day is in.

    Examples
    --------
    >>> half_of(date(2027, 7, 1))
    Half(year=2027, number=2)
    """
    return Half(day.year, 1 if day.month <= 6 else 2)  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """One assessment as the overview needs it: days and a conclusion, nothing of the person.

    ``decided_on`` None: no decision, and then ``conclusion`` is None too. ``stopped_on`` is set
    when it ended without a decision.
    """

    requested_on: date
    started_on: date | None = None
    decided_on: date | None = None
    conclusion: Conclusion | None = None
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """A statement that was issued; ``replaces`` is the number of an earlier one, or ""."""

    number: str
    issued_on: date
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What happened in one half year.

    Days count from request to decision, pauses included: the longest way to count. They are
    None when nothing was decided. ``passed`` are final assessments that were passed.
    """

    half: Half
    requested: int
    started: int
    decided: int
    suitable: int
    partly: int
    not_yet: int
    stopped: int
    running: int
    within_goal: int
    goal_days: int
    median_days: float | None
    longest_days: int | None
    statements: tuple[Issued, ...]
    passed: int

    @property
    def first_statements(self) -> int:
        """Statements that replace no other one."""
        return sum(not issued.replaces for issued in self.statements)


def overview_of(
    half: Half,
    assessments: Iterable[AssessmentFacts],
    statements: Iterable[Issued],
    passed_on: Iterable[date],
    goal_days: int,
) -> Overview:
    """Return the overview of a half year; what happened outside it does not count.

    ``running`` are the assessments that were asked for by its last day and not over then.
    """
    cases, period = tuple(assessments), half.period
    done = [each for each in cases if each.decided_on and each.decided_on in period]
    days = [span.days for span in _spans(done)]
    concluded = [each.conclusion for each in done]
    issued = sorted(
        (each for each in statements if each.issued_on in period), key=lambda each: each.number
    )
    return Overview(
        half=half,
        requested=sum(each.requested_on in period for each in cases),
        started=sum(each.started_on is not None and each.started_on in period for each in cases),
        decided=len(done),
        suitable=concluded.count(Conclusion.SUITABLE),
        partly=concluded.count(Conclusion.PARTLY),
        not_yet=concluded.count(Conclusion.NOT_YET),
        stopped=sum(each.stopped_on is not None and each.stopped_on in period for each in cases),
        running=sum(_runs_at(each, period) for each in cases),
        within_goal=sum(each <= goal_days for each in days),
        goal_days=goal_days,
        median_days=median(days) if days else None,
        longest_days=max(days, default=None),
        statements=tuple(issued),
        passed=sum(day in period for day in passed_on),
    )


def _spans(done: Iterable[AssessmentFacts]) -> Iterator[timedelta]:
    for each in done:
        if each.decided_on:
            yield each.decided_on - each.requested_on


def _runs_at(case: AssessmentFacts, period: Period) -> bool:
    """Return whether a case was asked for and not over on the last day of a period."""
    last = period.last or date.max
    over = case.decided_on or case.stopped_on
    return case.requested_on <= last and (over is None or over > last)
