"""Reading organisations."""

from django.db.models import QuerySet

from loopbrug.web.organisations.models import Organisation


def organisation_with_code(code: str) -> Organisation:
    """Return the organisation; raises ``Organisation.DoesNotExist``."""
    return Organisation.objects.get(code=code)


def organisations_of_kind(region: str, kind: str) -> QuerySet[Organisation]:
    """Return the organisations of ``kind`` in ``region``, by name."""
    return Organisation.objects.filter(region=region, kind=kind)
