"""What rooms above want to know of who takes a seat: in the transaction of the act itself."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loopbrug.core.outcomes.judging import Side
    from loopbrug.web.accounts.queries import User
    from loopbrug.web.pathway.queries import Dossier

Follower = Callable[["User", "Dossier", "Side", "User", date], None]
_FOLLOWERS: dict[str, Follower] = {}


def follow_seats(name: str, follower: Follower) -> None:
    """Register what happens once somebody took a seat: who did it, where, which side, who, when."""
    _FOLLOWERS[name] = follower


def tell_seated(actor: "User", dossier: "Dossier", side: "Side", user: "User", day: date) -> None:
    """Let the rooms above do what follows from it."""
    for follower in _FOLLOWERS.values():
        follower(actor, dossier, side, user, day)
