"""What rooms above want to know of new judgements: in the transaction that records them."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loopbrug.web.pathway.queries import Dossier

Follower = Callable[["Dossier", date], None]
_FOLLOWERS: dict[str, Follower] = {}


def follow_judgements(name: str, follower: Follower) -> None:
    """Register what happens once a round decided something: in which dossier, on which day."""
    _FOLLOWERS[name] = follower


def tell_judged(dossier: "Dossier", day: date) -> None:
    """Let the rooms above do what follows from it."""
    for follower in _FOLLOWERS.values():
        follower(dossier, day)
