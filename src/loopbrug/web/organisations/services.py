"""Keeping the organisations of a region."""

from django.db import transaction

from loopbrug.web.organisations.models import Organisation


@transaction.atomic
def keep_organisation(*, code: str, board: str = "", **facts: str) -> bool:
    """Add or bring up to date the organisation with ``code``; ``board`` is the board's code.

    Returns whether anything changed. Raises ``Organisation.DoesNotExist`` for an unknown board.
    """
    parent = Organisation.objects.get(code=board) if board else None
    wanted = {**facts, "board": parent}
    known = Organisation.objects.filter(code=code).select_related("board").first()
    if known and all(getattr(known, name) == value for name, value in wanted.items()):
        return False
    Organisation.objects.update_or_create(code=code, defaults=wanted)
    return True
