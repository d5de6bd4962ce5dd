"""Keeping the organisations of a region."""

from django.db import transaction

from loopbrug.web.organisations.models import Organisation


@transaction.atomic
def keep_organisation(*, code: str, board: str = "", **facts: str) -> Organisation:
    """Add or bring up to date the organisation with ``code``; ``board`` is the board's code."""
    parent = Organisation.objects.get(code=board) if board else None
    organisation, _ = Organisation.objects.update_or_create(
        code=code, defaults={**facts, "board": parent}
    )
    return organisation
