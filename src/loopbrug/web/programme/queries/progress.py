"""Reading what became of programmes: results, attendance, and the versions that were taken."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.models import ProgrammeVersion
from loopbrug.web.programme.models.assignments import AssignmentRow
from loopbrug.web.programme.models.progress import AttendanceRow, UnitResultRow

__all__ = [
    "AttendanceRow",
    "UnitResultRow",
    "assignment_titles",
    "attendance_rows",
    "result_rows",
    "taken_versions",
]


def result_rows(dossiers: Iterable[Dossier]) -> QuerySet[UnitResultRow]:
    """Return every result of these dossiers, in the order they were recorded."""
    return UnitResultRow.objects.filter(dossier__in=[one.pk for one in dossiers])


def attendance_rows(dossiers: Iterable[Dossier]) -> QuerySet[AttendanceRow]:
    """Return everything said about sessions and weeks of work, in the order it was said."""
    return AttendanceRow.objects.filter(dossier__in=[one.pk for one in dossiers])


def taken_versions(dossiers: Iterable[Dossier]) -> QuerySet[ProgrammeVersion]:
    """Return every version a candidate took, in the order they were taken."""
    found = ProgrammeVersion.objects.filter(dossier__in=[one.pk for one in dossiers])
    return found.exclude(acceptance=None).select_related("acceptance").order_by("acceptance__pk")


def assignment_titles(dossiers: Iterable[Dossier]) -> dict[tuple[UUID, str], str]:
    """Return what workplace assignments are called, by dossier and code of the unit."""
    rows = AssignmentRow.objects.filter(dossier__in=[one.pk for one in dossiers])
    return {(row.dossier_id, row.code): row.title for row in rows}
