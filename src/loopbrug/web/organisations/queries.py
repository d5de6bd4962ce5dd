"""Reading organisations."""

from django.db.models import QuerySet

from loopbrug.web.organisations.models import Organisation

__all__ = [
    "Organisation",
    "desk_of",
    "organisation_with_code",
    "organisations_of_kind",
]

Kind = Organisation.Kind


def organisation_with_code(code: str) -> Organisation:
    """Return the organisation; raises ``Organisation.DoesNotExist``."""
    return Organisation.objects.get(code=code)


def organisations_of_kind(region: str, kind: str) -> QuerySet[Organisation]:
    """Return the organisations of ``kind`` in ``region``, by name."""
    return Organisation.objects.filter(region=region, kind=kind).select_related("board")


def desk_of(region: str) -> Organisation | None:
    """Return the regional desk, or None in a region without one."""
    return Organisation.objects.filter(region=region, kind=Kind.DESK).first()
