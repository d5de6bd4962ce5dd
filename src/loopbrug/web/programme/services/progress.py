"""Acts on what became of a programme: results, attendance, taking back. Each one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from loopbrug.core.programme.model import Form
from loopbrug.core.programme.progress import Fate, Presence, Side, UnitResult
from loopbrug.core.programme.progress_rules import presence_findings, result_findings
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts import gap_for
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.programme.facts.assignments import region_for
from loopbrug.web.programme.facts.progress import standing_rows, title_of, walk_of
from loopbrug.web.programme.models.progress import AttendanceRow, UnitResultRow
from loopbrug.web.programme.queries.progress import attendance_rows, result_rows
from loopbrug.web.programme.services import plan_after_judging

MOST_NOTE = 300
WHO_MAY = {
    Side.INSTITUTE: Act.RECORD_RESULTS,
    Side.WORKPLACE: Act.RECORD_WORK,
    Side.CANDIDATE: Act.TELL_ATTENDED,
}
"""Which permission lets somebody speak for a side."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a unit, as somebody marks it, with a note."""

    result: UnitResult
    note: str = ""


@transaction.atomic
def record_results(
    *, actor: User, dossier: Dossier, marks: Iterable[Mark], day: date
) -> tuple[UnitResultRow, ...]:
    """Record what became of units; return the new rows. Marking twice is marking once.

    A passed unit shows what it covers. The programme is planned again only when it does not follow
    any more. Raises ``BadDataError`` with everything that is wrong; then nothing is recorded.
    """
    row = _locked(dossier)
    _ask(actor, Act.RECORD_RESULTS, row)
    known = {one.offering: one for one in standing_rows(result_rows([row]))}
    new = [mark for mark in marks if not _same(known.get(mark.result.offering), mark.result)]
    findings = result_findings([mark.result for mark in new], walk_of(row).by_offering, day)
    if findings:
        raise BadDataError(findings)
    made = [keep_result(actor, row, mark, day) for mark in new]
    if made:
        plan_after_judging(row, day)
    return tuple(made)


@transaction.atomic
def take_back_result(
    *, actor: User, dossier: Dossier, offering: str, reason: str, day: date
) -> UnitResultRow | None:
    """Undo the last result of an offering, with the reason; None when there is none any more."""
    row = _locked(dossier)
    _ask(actor, Act.RECORD_RESULTS, row)
    standing = [one for one in standing_rows(result_rows([row])) if one.offering == offering]
    if not standing:
        return None
    if not reason.strip():
        raise BadDataError([Finding.of("programme.result-no-reason", offering)])
    last = standing[-1]
    made = UnitResultRow(
        dossier=row,
        unit=last.unit,
        offering=offering,
        fate=UnitResultRow.TAKEN_BACK,
        on=day,
        title=last.title,
        note=reason.strip()[:MOST_NOTE],
        recorded_by=actor,
    )
    made.save()
    _write(actor, made, "programme.take-back-result", day)
    plan_after_judging(row, day)
    return made


@transaction.atomic
def record_attendance(
    *, actor: User, dossier: Dossier, presences: Iterable[Presence], day: date
) -> int:
    """Record who was where, as one side says it; return how many words are new.

    Raises ``BadDataError`` with everything that is wrong; then nothing is recorded.
    """
    row = _locked(dossier)
    said = tuple(presences)
    for side in {one.side for one in said}:
        _ask(actor, WHO_MAY[side], row)
    walk = walk_of(row)
    findings = (
        *presence_findings(said, walk.moments, day),
        *_not_at_work(row, said),
    )
    if findings:
        raise BadDataError(findings)
    latest = {(one.offering, one.day, one.side): one for one in attendance_rows([row])}
    new = [one for one in said if not _said(latest.get((one.offering, one.day, one.side)), one)]
    for one in new:
        _attendance_row(actor, row, one).save()
    if new:
        record_act(
            actor=actor,
            name="programme.record-attendance",
            subject=row.subject_key,
            count=len(new),
        )
    return len(new)


@transaction.atomic
def record_progress(
    *,
    actor: User,
    dossier: Dossier,
    marks: Iterable[Mark],
    presences: Iterable[Presence],
    day: date,
) -> int:
    """Record everything of one page, or nothing; return how many rows are new.

    Raises ``BadDataError`` with what is wrong in all of it.
    """
    wrong: list[Finding] = []
    kept = 0
    marks, presences = tuple(marks), tuple(presences)
    try:
        with transaction.atomic():
            kept += record_attendance(actor=actor, dossier=dossier, presences=presences, day=day)
    except BadDataError as error:
        wrong += error.findings
    try:
        with transaction.atomic():
            if marks:
                kept += len(record_results(actor=actor, dossier=dossier, marks=marks, day=day))
    except BadDataError as error:
        wrong += error.findings
    if wrong:
        raise BadDataError(wrong)
    return kept


def keep_result(actor: User, dossier: Dossier, mark: Mark, day: date) -> UnitResultRow:
    """Keep one result that may be recorded, with its line in the record; in a transaction."""
    result = mark.result
    unit = {one.code: one for one in region_for(dossier, ever=True).catalogue.units}.get(
        result.unit
    )
    made = UnitResultRow(
        dossier=dossier,
        unit=result.unit,
        offering=result.offering,
        fate=result.fate.value,
        on=result.on,
        title={"nl": unit.title.nl, "en": unit.title.en} if unit else {},
        shows=_shows(dossier, result, day),
        note=mark.note.strip()[:MOST_NOTE],
        recorded_by=actor,
    )
    made.save()
    _write(actor, made, f"programme.unit-{result.fate.value}", day)
    return made


def _shows(dossier: Dossier, result: UnitResult, day: date) -> list[str]:
    """Return what a passed unit shows on top of what was judged: that keeps its own reason."""
    if result.fate is not Fate.PASSED:
        return []
    units = {one.code: one for one in region_for(dossier, ever=True).catalogue.units}
    planned = walk_of(dossier).by_offering[result.offering]
    unit, gap = units.get(result.unit), gap_for(dossier, day)
    covered = [code for code, _hours in unit.covers] if unit else list(planned.closes)
    held = frozenset(gap.validated) if gap else frozenset()
    return [code for code in covered if code not in held]


def _not_at_work(dossier: Dossier, said: Iterable[Presence]) -> Iterator[Finding]:
    """Yield what somebody at school says of a session of the institute."""
    forms = {one.code: one.form for one in region_for(dossier, ever=True).catalogue.units}
    for one in said:
        if one.side is Side.WORKPLACE and forms.get(one.unit) is not Form.WORKPLACE:
            about = f"{one.offering}:{one.day.isoformat()}"
            yield Finding.of("programme.attendance-not-at-work", about, unit=one.unit)


def _same(row: UnitResultRow | None, result: UnitResult) -> bool:
    return row is not None and (row.fate, row.on) == (result.fate.value, result.on)


def _said(row: AttendanceRow | None, one: Presence) -> bool:
    return row is not None and (row.attended, row.hours) == (one.attended, one.hours)


def _attendance_row(actor: User, dossier: Dossier, one: Presence) -> AttendanceRow:
    return AttendanceRow(
        dossier=dossier,
        unit=one.unit,
        offering=one.offering,
        day=one.day,
        side=one.side.value,
        attended=one.attended,
        hours=one.hours,
        said_by=actor,
    )


def _write(actor: User, row: UnitResultRow, name: str, day: date) -> None:
    record_act(
        actor=actor,
        name=name,
        subject=row.dossier.subject_key,
        title=title_of(row).nl,
        day=day.isoformat(),
    )


def _ask(actor: User, act: Act, dossier: Dossier) -> None:
    if not may(actor, act, dossier):
        raise BadDataError([Finding.of("programme.progress-not-yours")])


def _locked(dossier: Dossier) -> Dossier:
    found: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    return found
