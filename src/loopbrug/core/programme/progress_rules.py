"""What may be recorded of a programme: every fault at once, each about what was marked."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from loopbrug.core.programme.model import PlannedUnit
from loopbrug.core.programme.progress import Fate, Presence, UnitResult
from loopbrug.core.terms.finding import Finding

MOST_HOURS = 60
"""More hours of work and study does not fit in a week."""


def result_findings(
    results: Iterable[UnitResult], planned: Mapping[str, PlannedUnit], today: date
) -> tuple[Finding, ...]:
    """Return what is wrong with results to record; ``about`` is the offering.

    ``planned`` are the units of the programmes that were taken, by offering.
    """
    return tuple(
        finding for one in results for finding in _of_result(one, planned.get(one.offering), today)
    )


def _of_result(one: UnitResult, planned: PlannedUnit | None, today: date) -> Iterator[Finding]:
    if planned is None or planned.unit != one.unit:
        yield Finding.of("programme.result-not-planned", one.offering, unit=one.unit)
        return
    if one.on > today:
        yield Finding.of("programme.result-in-future", one.offering, unit=one.unit, day=one.on)
    elif one.on < planned.period.first and one.fate is not Fate.BROKEN_OFF:
        yield Finding.of(
            "programme.result-before-start",
            one.offering,
            unit=one.unit,
            day=one.on,
            start=planned.period.first,
        )


def presence_findings(
    presences: Iterable[Presence], known: Collection[tuple[str, date]], today: date
) -> tuple[Finding, ...]:
    """Return what is wrong with attendance to record; ``about`` is offering and day.

    ``known`` are the sessions, and the weeks of what has none, of the programmes taken.
    """
    return tuple(finding for one in presences for finding in _of_presence(one, known, today))


def _of_presence(
    one: Presence, known: Collection[tuple[str, date]], today: date
) -> Iterator[Finding]:
    about = f"{one.offering}:{one.day.isoformat()}"
    if (one.offering, one.day) not in known:
        yield Finding.of("programme.attendance-no-session", about, unit=one.unit, day=one.day)
    elif one.day > today:
        yield Finding.of("programme.attendance-in-future", about, unit=one.unit, day=one.day)
    if one.hours is not None and not 0 <= one.hours <= MOST_HOURS:
        yield Finding.of(
            "programme.attendance-hours-wrong",
            about,
            unit=one.unit,
            hours=one.hours,
            most=MOST_HOURS,
        )
