"""How an invitation of a third party stands; it follows from its row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from loopbrug.web.outcomes.queries import Invitation
from loopbrug.web.outcomes.queries.evidence import invitation_with_hash


class InvitationState(StrEnum):
    """How an invitation stands."""

    OPEN = "open"
    USED = "used"
    TAKEN_BACK = "taken-back"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with how it stands."""

    row: Invitation
    state: InvitationState


def invited(rows: Iterable[Invitation], day: date) -> list[Invited]:
    """Return invitations with how they stand on ``day``."""
    return [Invited(row, state_of(row, day)) for row in rows]


def state_of(row: Invitation, day: date) -> InvitationState:
    """Return how an invitation stands on ``day``; its last day still counts."""
    if row.used_at is not None:
        return InvitationState.USED
    if row.taken_back_at is not None:
        return InvitationState.TAKEN_BACK
    return InvitationState.EXPIRED if day > row.expires_on else InvitationState.OPEN


def open_invitation(secret: str, day: date) -> Invitation | None:
    """Return the invitation a secret opens on ``day``; None for any that it does not open."""
    row = invitation_with_hash(hash_of(secret))
    return row if row is not None and state_of(row, day) is InvitationState.OPEN else None


def hash_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
