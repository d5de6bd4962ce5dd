"""How an invitation of a third party stands; it follows from its row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from loopbrug.web.outcomes.queries import Invitation
from loopbrug.web.outcomes.queries.evidence import invitation_with_hash
from loopbrug.web.post.facts import can_go_again
from loopbrug.web.post.queries import Letter, letters_on


class InvitationState(StrEnum):
    """How an invitation stands."""

    OPEN = "open"
    USED = "used"
    TAKEN_BACK = "taken-back"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with how it stands, and its letter if one was written."""

    row: Invitation
    state: InvitationState
    letter: Letter | None = None

    @property
    def astray(self) -> bool:
        """Whether the letter did not arrive while the answer is waited for."""
        lost = (Letter.State.FAILED, Letter.State.RETURNED)
        open_ = self.state is InvitationState.OPEN
        return open_ and self.letter is not None and self.letter.state in lost

    @property
    def may_go_again(self) -> bool:
        """Whether the letter can be sent once more."""
        return self.astray and self.letter is not None and can_go_again(self.letter)


def invited(rows: Iterable[Invitation], day: date) -> list[Invited]:
    """Return invitations with how they stand on ``day``."""
    found = list(rows)
    letters = letters_on(occasion_of(row) for row in found)
    return [Invited(row, state_of(row, day), letters.get(occasion_of(row))) for row in found]


def occasion_of(row: Invitation) -> str:
    """Return the name of the one letter of an invitation."""
    return f"invitation:{row.pk}"


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
