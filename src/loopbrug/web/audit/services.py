"""Writing the record of acts."""

from typing import TYPE_CHECKING

from django.db import connection

from loopbrug.web.audit.models import Act

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class NotInTransactionError(RuntimeError):
    """An act was recorded outside the transaction that performs it."""


def record_act(
    *, actor: "AbstractBaseUser | None", name: str, subject: str, **details: object
) -> Act:
    """Add one line to the record, in the transaction of the act itself.

    ``name`` is ``room.verb`` ("programme.accept"), ``subject`` what it was done to
    ("dossier:<id>"). Raises ``NotInTransactionError`` outside ``transaction.atomic``: an act
    and its line stand or fall together.
    """
    if not connection.in_atomic_block:
        raise NotInTransactionError(name)
    key = actor.pk if actor else None
    act: Act = Act.objects.create(actor_id=key, name=name, subject=subject, details=details)
    return act
