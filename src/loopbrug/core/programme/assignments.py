"""Workplace assignments (*werkplekopdrachten*): what a school proposes and an institute accepts.

An accepted assignment is a unit like any other, offered to one person only, so that the planner
takes it where that is less and the proof of least hours stays what it is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from loopbrug.core.outcomes.model import Gap
from loopbrug.core.programme.model import Catalogue, Form, Offering, Programme, Unit
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual, Period, Sector

CODE = "WPO-"
"""How the code of a unit begins that is an assignment."""

MOST_HOURS = 400
"""More hours than this for one outcome is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class LibraryAssignment:
    """An assignment that schools can start from; ``evidence`` is what comes out of it.

    ``observer`` says who best looks on, ``sectors`` where it fits (empty: everywhere).
    """

    code: str
    title: Bilingual
    what: Bilingual
    evidence: Bilingual
    observer: Bilingual
    weeks: int
    covers: tuple[tuple[str, int], ...]
    sectors: tuple[Sector, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedAssignment:
    """What a school proposes for one candidate; hours are those the candidate spends on it."""

    title: str
    what: str
    evidence: str
    covers: tuple[tuple[str, int], ...]
    first: date
    last: date


class Coverage(StrEnum):
    """What the institute says of one outcome: the assignment covers it, with more, or not."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class CoverageVerdict:
    """The institute's answer on one outcome.

    ``extra_hours`` are added when the outcome is covered only together with something else
    (a report, a talk with the institute); ``reason`` says what, or why it is declined.
    """

    outcome: str
    coverage: Coverage
    extra_hours: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AcceptedAssignment:
    """An assignment as the planner may use it: outcomes with the hours that were accepted."""

    code: str
    title: Bilingual
    institute: str
    covers: tuple[tuple[str, int], ...]
    period: Period

    @property
    def unit(self) -> Unit:
        """Return it as a unit of workplace learning."""
        return Unit(self.code, self.title, self.institute, Form.WORKPLACE, self.covers)

    @property
    def offering(self) -> Offering:
        """Return the one time it can be done."""
        return Offering(f"{self.code}.{self.period.first:%Y%m%d}", self.code, self.period)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a new programme asks less than the one before: hours below zero are more."""

    hours: int
    gone: tuple[str, ...]
    added: tuple[str, ...]
    finish_before: date | None
    finish_after: date | None


def with_assignments(catalogue: Catalogue, accepted: Iterable[AcceptedAssignment]) -> Catalogue:
    """Return the catalogue with what one person may do at school beside it.

    Examples
    --------
    >>> spring = Period(date(2027, 2, 1), date(2027, 4, 30))
    >>> text = Bilingual("Lessen ontwerpen", "Designing lessons")
    >>> one = AcceptedAssignment("WPO-1", text, "hogeschool", (("VD-4", 12),), spring)
    >>> [unit.hours for unit in with_assignments(Catalogue((), ()), [one]).units]
    [12]
    """
    usable = [one for one in accepted if one.covers]
    if not usable:
        return catalogue
    return replace(
        catalogue,
        units=(*catalogue.units, *(one.unit for one in usable)),
        offerings=(*catalogue.offerings, *(one.offering for one in usable)),
    )


def accepted_covers(
    proposed: Iterable[tuple[str, int]], verdicts: Iterable[CoverageVerdict]
) -> tuple[tuple[str, int], ...]:
    """Return the outcomes that were accepted, each with its own and the extra hours.

    Examples
    --------
    >>> said = [CoverageVerdict("A", Coverage.PARTLY, 4, "verslag"),
    ...         CoverageVerdict("B", Coverage.DECLINED, 0, "te weinig")]
    >>> accepted_covers([("A", 10), ("B", 8)], said)
    (('A', 14),)
    """
    by_outcome = {verdict.outcome: verdict for verdict in verdicts}
    return tuple(
        (outcome, hours + by_outcome[outcome].extra_hours)
        for outcome, hours in proposed
        if outcome in by_outcome and by_outcome[outcome].coverage is not Coverage.DECLINED
    )


def proposal_findings(
    proposed: ProposedAssignment,
    known: Collection[str],
    gap: Gap | None,
    taken: Mapping[str, str],
    day: date,
) -> tuple[Finding, ...]:
    """Return everything that is wrong with a proposal.

    ``known`` are the outcome codes of the framework; ``taken`` names, by outcome, the assignment
    of this candidate that covers it already. Only what the candidate still needs can be covered.
    """
    return (*_texts(proposed), *_outcomes(proposed, known, gap, taken), *_days(proposed, day))


def verdict_findings(
    asked: Collection[str], verdicts: Iterable[CoverageVerdict]
) -> tuple[Finding, ...]:
    """Return everything that is wrong with an institute's answer, outcome by outcome."""
    said = tuple(verdicts)
    answered = {verdict.outcome for verdict in said}
    missing = (
        Finding.of("programme.coverage-missing", code, outcome=code)
        for code in asked
        if code not in answered
    )
    return (*missing, *(finding for verdict in said for finding in _verdict(verdict, asked)))


def saved_by(old: Programme | None, new: Programme) -> Saved | None:
    """Return what ``new`` saves over ``old``; None without an old programme to compare with."""
    if old is None or not old.units:
        return None
    before, after = ([one.unit for one in each.units] for each in (old, new))
    return Saved(
        hours=old.hours - new.hours,
        gone=tuple(code for code in before if code not in after),
        added=tuple(code for code in after if code not in before),
        finish_before=old.finish,
        finish_after=new.finish,
    )


def _texts(proposed: ProposedAssignment) -> Iterator[Finding]:
    lacking = {
        "programme.assignment-no-title": not proposed.title.strip(),
        "programme.assignment-no-what": not proposed.what.strip(),
        "programme.assignment-no-evidence": not proposed.evidence.strip(),
        "programme.assignment-no-outcomes": not proposed.covers,
    }
    yield from (Finding.of(code) for code, lacks in lacking.items() if lacks)


def _outcomes(
    proposed: ProposedAssignment,
    known: Collection[str],
    gap: Gap | None,
    taken: Mapping[str, str],
) -> Iterator[Finding]:
    counts = Counter(code for code, _ in proposed.covers)
    needed = {need.outcome for need in gap.needs} if gap else frozenset[str]()
    for code, hours in dict(proposed.covers).items():
        if counts[code] > 1:
            yield Finding.of("programme.assignment-outcome-twice", code, outcome=code)
        if code not in known:
            yield Finding.of("programme.assignment-outcome-unknown", code, outcome=code)
        elif code not in needed:
            yield Finding.of("programme.assignment-not-in-gap", code, outcome=code)
        elif code in taken:
            yield Finding.of(
                "programme.assignment-outcome-taken", code, outcome=code, title=taken[code]
            )
        if not 1 <= hours <= MOST_HOURS:
            yield Finding.of(
                "programme.assignment-hours-wrong",
                code,
                outcome=code,
                hours=hours,
                most=MOST_HOURS,
            )


def _days(proposed: ProposedAssignment, day: date) -> Iterator[Finding]:
    if proposed.last < proposed.first:
        yield Finding.of(
            "programme.assignment-ends-first", first=proposed.first, last=proposed.last
        )
    if proposed.first < day:
        yield Finding.of("programme.assignment-begun", first=proposed.first, day=day)


def _verdict(verdict: CoverageVerdict, asked: Collection[str]) -> Iterator[Finding]:
    code = verdict.outcome
    if code not in asked:
        yield Finding.of("programme.coverage-not-asked", code, outcome=code)
    unsaid = not verdict.reason.strip()
    if verdict.coverage is Coverage.DECLINED and unsaid:
        yield Finding.of("programme.coverage-no-reason", code, outcome=code)
    if verdict.coverage is Coverage.PARTLY:
        if unsaid:
            yield Finding.of("programme.coverage-no-what", code, outcome=code)
        if not 1 <= verdict.extra_hours <= MOST_HOURS:
            yield Finding.of("programme.coverage-hours-wrong", code, outcome=code, most=MOST_HOURS)
