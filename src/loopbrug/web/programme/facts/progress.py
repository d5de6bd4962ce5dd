"""Rows of what became of a programme as values of the core, and what finished units show."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from loopbrug.core.outcomes.judging import UNIT_RESULT
from loopbrug.core.outcomes.model import Judgement, Verdict
from loopbrug.core.programme.lived import (
    LivedSession,
    Taken,
    lived_sessions,
    lived_units,
    study_weeks,
)
from loopbrug.core.programme.model import PlannedUnit
from loopbrug.core.programme.progress import Fate, Presence, Side, UnitResult
from loopbrug.core.terms.words import Bilingual, Period
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.facts import programme_of, wishes_then
from loopbrug.web.programme.queries.progress import (
    AttendanceRow,
    UnitResultRow,
    attendance_rows,
    result_rows,
    taken_versions,
)


@dataclass(frozen=True, slots=True)
class Walk:
    """A programme as it was lived so far: units, sessions, and what is known of both.

    ``shows`` is what its finished units show, ``catalogue`` the number of the catalogue that
    the version taken last was planned on.
    """

    units: tuple[PlannedUnit, ...]
    sessions: tuple[LivedSession, ...]
    results: tuple[UnitResult, ...]
    presences: tuple[Presence, ...]
    versions: tuple[Taken, ...]
    holidays: tuple[Period, ...]
    shows: tuple[Judgement, ...] = ()
    catalogue: int = 0

    @property
    def by_offering(self) -> dict[str, PlannedUnit]:
        """The units of every version that was taken, the last one's words on each."""
        return {unit.offering: unit for taken in self.versions for unit in taken.units}

    @property
    def moments(self) -> frozenset[tuple[str, date]]:
        """What attendance can be said of: sessions, and weeks of what has none."""
        met = {(one.offering, one.day) for one in self.sessions if not one.cancelled}
        weeks = (
            (unit.offering, monday)
            for unit in self.units
            if unit.slot is None
            for monday in study_weeks(unit, self.holidays)
        )
        return frozenset((*met, *weeks))


def results_of(dossier: Dossier) -> tuple[UnitResult, ...]:
    """Return what became of units of a dossier, oldest first; what was taken back is not there."""
    return tuple(_results(result_rows([dossier])))


def presences_of(dossier: Dossier) -> tuple[Presence, ...]:
    """Return what was said of sessions and weeks of work, oldest first."""
    return tuple(_presence(row) for row in attendance_rows([dossier]))


def walk_of(dossier: Dossier) -> Walk:
    """Return the programme of a dossier as it was lived; empty when none was taken."""
    return walks_of([dossier])[dossier.pk]


def walks_of(dossiers: Iterable[Dossier]) -> dict[UUID, Walk]:
    """Return the walks of many dossiers, by key, in as many questions as for one."""
    rows = list(dossiers)
    taken, results = defaultdict(list), defaultdict(list)
    presences: defaultdict[UUID, list[Presence]] = defaultdict(list)
    planned_on: dict[UUID, int] = {}
    for version in taken_versions(rows):
        planned_on[version.dossier_id] = version.catalogue
        units = programme_of(version).units
        taken[version.dossier_id].append(
            Taken(version.acceptance.accepted_on, units, wishes_then(version).away)
        )
    for row in result_rows(rows):
        results[row.dossier_id].append(row)
    for said in attendance_rows(rows):
        presences[said.dossier_id].append(_presence(said))
    return {
        row.pk: replace(
            _walk(row, taken[row.pk], results[row.pk], presences[row.pk]),
            catalogue=planned_on.get(row.pk, 0),
        )
        for row in rows
    }


def shown_by_results(dossier: Dossier) -> Iterator[Judgement]:
    """Yield what finished units of a dossier show."""
    return judgements_from(result_rows([dossier]))


def judgements_from(rows: Iterable[UnitResultRow]) -> Iterator[Judgement]:
    """Yield what finished units show: the institute's word, in the form of judgements.

    Nobody judged: the rule says that it is the result of a unit, the reason says of which.
    """
    language = get_language() or "nl"
    counting = {row.offering: row for row in standing_rows(rows)}
    for row in counting.values():
        if row.fate != Fate.PASSED:
            continue
        reason = _("Afgerond onderdeel: %(title)s") % {"title": title_of(row).text(language)}
        for code in row.shows:
            yield Judgement(
                code, Verdict.VALIDATED, row.on, ("institute",), None, reason, UNIT_RESULT
            )


def title_of(row: UnitResultRow) -> Bilingual:
    """Return the title the unit had when its result was recorded."""
    return Bilingual(row.title.get("nl", row.unit), row.title.get("en", row.unit))


def _walk(
    dossier: Dossier,
    taken: list[Taken],
    results: list[UnitResultRow],
    presences: list[Presence],
) -> Walk:
    holidays = ground_of(dossier.region).catalogue.holidays
    versions = tuple(taken)
    return Walk(
        units=lived_units(versions),
        sessions=lived_sessions(versions, holidays),
        results=tuple(_results(results)),
        presences=tuple(presences),
        versions=versions,
        holidays=holidays,
        shows=tuple(judgements_from(results)),
    )


def standing_rows(rows: Iterable[UnitResultRow]) -> list[UnitResultRow]:
    """Return the rows that were not taken back, oldest first.

    Taking back undoes the last word on that offering; a test taken earlier stays an attempt.
    """
    standing: list[UnitResultRow] = []
    for row in rows:
        if row.fate != UnitResultRow.TAKEN_BACK:
            standing.append(row)
            continue
        last = next((one for one in reversed(standing) if one.offering == row.offering), None)
        if last is not None:
            standing.remove(last)
    return standing


def _results(rows: Iterable[UnitResultRow]) -> Iterator[UnitResult]:
    for row in standing_rows(rows):
        yield UnitResult(row.unit, row.offering, row.on, Fate(row.fate))


def _presence(row: AttendanceRow) -> Presence:
    return Presence(row.unit, row.offering, row.day, row.attended, Side(row.side), row.hours)
