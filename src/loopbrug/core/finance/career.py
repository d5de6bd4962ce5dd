"""Years of earlier work that count: no day twice, part time by its size, holes and doubles told."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from loopbrug.core.finance.model import Experience, ExperienceKind, FinanceCase, Recognition
from loopbrug.core.terms.words import Period

GAP_DAYS = 31
"""A hole in a career shorter than this is not worth a word."""
_ONE_DAY = timedelta(days=1)
_TWELVE = 12


@dataclass(frozen=True, slots=True)
class Career:
    """What a career counts for.

    ``years`` are full-time years for each kind of work, ``counted`` those years as the board
    recognises them, both exact. ``gaps`` are holes, ``overlaps`` days with more than a full week.
    """

    years: tuple[tuple[ExperienceKind, Fraction], ...]
    counted: Fraction
    gaps: tuple[Period, ...]
    overlaps: tuple[Period, ...]

    @property
    def relevant(self) -> Fraction:
        """Full-time years of every kind together."""
        return sum((years for _, years in self.years), Fraction(0))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days in which the same jobs were held."""

    period: Period
    jobs: tuple[Experience, ...]

    @property
    def years(self) -> Fraction:
        last = self.period.last or self.period.first
        return months_between(self.period.first, last) / _TWELVE


def career(experience: Iterable[Experience], recognition: Recognition, before: date) -> Career:
    """Return what earlier work until the day before ``before`` counts for.

    Where jobs together were more than a full week, one full week counts: the work that is
    recognised most goes first. Work that ends before it begins counts for nothing here; the
    checks tell of it.
    """
    stretches = tuple(_stretches(tuple(_worked(experience, before))))
    shares = {kind: share(recognition, kind) for kind in ExperienceKind} if stretches else {}
    years = dict.fromkeys(shares, Fraction(0))
    for stretch in stretches:
        held = stretch.years if stretch.jobs else Fraction(0)
        for kind, size in _sizes(stretch.jobs, shares):
            years[kind] += size * held
    counted = sum((years[kind] * shares[kind] for kind in years), Fraction(0))
    return Career(
        tuple((kind, found) for kind, found in years.items() if found),
        counted,
        tuple(_gaps(stretches)),
        tuple(_joined(each.period for each in stretches if _too_much(each.jobs))),
    )


def career_of(case: FinanceCase) -> Career:
    """Return what the earlier work of a case counts for on the first day of the job."""
    return career(case.experience, case.terms.recognition, case.terms.starts_on)


def share(recognition: Recognition, kind: ExperienceKind) -> Fraction:
    """Return which part of a year of ``kind`` counts as a step."""
    by_kind = {
        ExperienceKind.CONTENT: recognition.content,
        ExperienceKind.COACHING: recognition.coaching,
        ExperienceKind.EDUCATION: recognition.education,
        ExperienceKind.OTHER: recognition.other,
    }
    return Fraction(by_kind[kind])


def months_between(first: date, last: date) -> Fraction:
    """Return how many months lie from ``first`` to ``last``, both included.

    Each day counts for its part of its own month, so that parts of a span add up to the whole.

    Examples
    --------
    >>> months_between(date(2013, 1, 1), date(2015, 12, 31))
    Fraction(36, 1)
    >>> months_between(date(2026, 2, 15), date(2026, 3, 31))
    Fraction(3, 2)
    """
    whole = (last.year - first.year) * _TWELVE + last.month - first.month
    before = Fraction(first.day - 1, monthrange(first.year, first.month)[1])
    until = Fraction(last.day, monthrange(last.year, last.month)[1])
    return whole - before + until


def shown(years: Fraction) -> Decimal:
    """Return exact years as people read them, with two decimals, cut off."""
    return Decimal(int(years * 100)) / 100


def _worked(experience: Iterable[Experience], before: date) -> Iterator[Experience]:
    """Yield the work that lies before a day and can be counted, ended the day before it."""
    final = before - _ONE_DAY
    for job in experience:
        until = final if job.until is None else min(job.until, final)
        if job.since <= until and 0 < job.fte <= 1:
            yield Experience(job.kind, job.since, until, job.fte, job.title)


def _stretches(jobs: tuple[Experience, ...]) -> Iterator[_Stretch]:
    ends = {job.until + _ONE_DAY for job in jobs if job.until}
    marks = sorted({job.since for job in jobs} | ends)
    for first, following in pairwise(marks):
        held = tuple(job for job in jobs if job.since <= first <= (job.until or first))
        yield _Stretch(Period(first, following - _ONE_DAY), held)


def _sizes(
    jobs: tuple[Experience, ...], shares: Mapping[ExperienceKind, Fraction]
) -> Iterator[tuple[ExperienceKind, Fraction]]:
    left = Fraction(1)
    for job in sorted(jobs, key=lambda job: -shares[job.kind]):
        size = min(Fraction(job.fte), left)
        left -= size
        yield job.kind, size


def _too_much(jobs: tuple[Experience, ...]) -> bool:
    return sum((job.fte for job in jobs), Decimal(0)) > 1


def _gaps(stretches: tuple[_Stretch, ...]) -> Iterator[Period]:
    for stretch in stretches:
        if not stretch.jobs and stretch.period.days > GAP_DAYS:
            yield stretch.period


def _joined(periods: Iterable[Period]) -> Iterator[Period]:
    """Yield periods, those that follow each other at once as one."""
    held: Period | None = None
    for period in periods:
        if held and held.last and held.last + _ONE_DAY == period.first:
            held = Period(held.first, period.last)
            continue
        if held:
            yield held
        held = period
    if held:
        yield held
