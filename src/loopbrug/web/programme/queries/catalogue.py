"""Reading catalogues: the rows institutes work on, and the versions they published."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast

from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.programme.models import (
    CatalogueFile,
    CatalogueVersion,
    OfferingRow,
    ProgrammeVersion,
    UnitRow,
)
from loopbrug.web.programme.queries import counting_now

__all__ = [
    "CatalogueFile",
    "CatalogueVersion",
    "OfferingRow",
    "UnitRow",
    "accepted_with",
    "documents_at",
    "file_with_key",
    "head_of",
    "institute_with_code",
    "keys_of_offerings",
    "last_document",
    "mark_at",
    "names_of_institutes",
    "offering_rows",
    "offering_with_key",
    "offerings_found",
    "unit_rows",
    "unit_with_code",
    "units_found",
    "version_rows",
]


def head_of(region: str) -> tuple[int, str]:
    """Return number and mark of the catalogue of a region; 0 when nobody published any."""
    rows = CatalogueVersion.objects.filter(region=region).order_by("-number")
    found: tuple[int, str] | None = rows.values_list("number", "mark").first()
    return found or (0, "")


def mark_at(region: str, number: int) -> str:
    """Return the mark of one version, "" when there is none."""
    rows = CatalogueVersion.objects.filter(region=region, number=number)
    return rows.values_list("mark", flat=True).first() or ""


def documents_at(region: str, number: int) -> dict[str, Mapping[str, Any]]:
    """Return what each institute offered in version ``number``, by its code."""
    rows = CatalogueVersion.objects.filter(region=region, number__lte=number).order_by()
    last = rows.values("institute").annotate(last=Max("number")).values_list("last", flat=True)
    found = CatalogueVersion.objects.filter(region=region, number__in=list(last))
    return dict(found.order_by("institute__code").values_list("institute__code", "document"))


def last_document(institute: Organisation) -> Mapping[str, Any] | None:
    """Return what an institute published last, or None."""
    rows = CatalogueVersion.objects.filter(institute=institute).order_by("-number")
    found: Mapping[str, Any] | None = rows.values_list("document", flat=True).first()
    return found


def version_rows(institute: Organisation) -> QuerySet[CatalogueVersion]:
    """Return the versions of an institute without their content, the newest first."""
    rows = CatalogueVersion.objects.filter(institute=institute).defer("document")
    return rows.select_related("made_by")


def unit_rows(institute: Organisation) -> QuerySet[UnitRow]:
    """Return the units an institute works on, each with how many offerings it has."""
    going = Count("offerings", filter=Q(offerings__cancelled_on=None))
    return UnitRow.objects.filter(institute=institute).annotate(times=going)


def offering_rows(institute: Organisation) -> QuerySet[OfferingRow]:
    """Return the offerings an institute works on, each with its unit."""
    return OfferingRow.objects.filter(institute=institute).select_related("unit")


def unit_with_code(institute: Organisation, code: str) -> UnitRow | None:
    """Return one unit, or None."""
    return unit_rows(institute).filter(code=code).first()


def offering_with_key(institute: Organisation, key: int) -> OfferingRow | None:
    """Return one offering of an institute, or None."""
    return offering_rows(institute).filter(pk=key).first()


def keys_of_offerings(institute: Organisation, codes: Collection[str]) -> dict[str, int]:
    """Return by code the keys of those offerings of an institute that still go on."""
    if not codes:
        return {}
    rows = OfferingRow.objects.filter(institute=institute, code__in=codes, cancelled_on=None)
    return dict(rows.values_list("code", "pk"))


def file_with_key(institute: Organisation, key: int) -> CatalogueFile | None:
    """Return a file that waits, or None."""
    return CatalogueFile.objects.filter(institute=institute, pk=key).first()


def accepted_with(region: str, code: str) -> list[ProgrammeVersion]:
    """Return the programmes that count now and have the offering ``code`` in them."""
    rows = counting_now(region)
    # The text narrows it down in the database; the value decides, a code may be part of another.
    rows = rows.annotate(text=Cast("result", TextField())).filter(text__contains=f'"{code}"')
    found = rows.select_related("dossier__candidate", "dossier__institute")
    return [row for row in found if _has(row.result, code)]


def _has(result: Mapping[str, Any], code: str) -> bool:
    return any(unit["offering"] == code for unit in result.get("units", ()))


def institute_with_code(code: str) -> Organisation | None:
    """Return an institute, or None."""
    return Organisation.objects.filter(code=code, kind=Organisation.Kind.INSTITUTE).first()


def names_of_institutes(codes: Collection[str]) -> dict[str, str]:
    """Return the names of institutes by code; asks nothing for none."""
    if not codes:
        return {}
    rows = Organisation.objects.filter(code__in=codes, kind=Organisation.Kind.INSTITUTE)
    return dict(rows.values_list("code", "name"))


def offerings_found(
    institute: Organisation, text: str, unit: str, show: str, day: date
) -> QuerySet[OfferingRow]:
    """Return the offerings a search asks for, the earliest first.

    ``show`` is "past", "cancelled", "all", or "" for what runs or is still to come.
    """
    rows = offering_rows(institute).order_by("first", "code")
    if unit:
        rows = rows.filter(unit__code=unit)
    if text:
        rows = rows.filter(
            Q(code__icontains=text)
            | Q(unit__title_nl__icontains=text)
            | Q(unit__title_en__icontains=text)
        )
    if show == "cancelled":
        return rows.exclude(cancelled_on=None)
    if show == "past":
        return rows.filter(last__lt=day)
    return rows if show == "all" else rows.filter(last__gte=day, cancelled_on=None)


def units_found(institute: Organisation, text: str) -> QuerySet[UnitRow]:
    """Return the units whose code or title has ``text`` in it."""
    rows = unit_rows(institute).order_by("code")
    if not text:
        return rows
    named = Q(title_nl__icontains=text) | Q(title_en__icontains=text)
    return rows.filter(Q(code__icontains=text) | named)
