"""What rooms above the pathway want to know of its steps, and may ask before one is taken.

A room registers in its ``AppConfig.ready``; the pathway knows no room by name. Followers run
inside the transaction of the step: step and consequences stand or fall together.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import Finding

if TYPE_CHECKING:
    from loopbrug.web.accounts.queries import User
    from loopbrug.web.pathway.queries import Dossier

Check = Callable[["Dossier", Event], tuple[Finding, ...]]
Follower = Callable[["User", "Dossier", Event, date], None]
_CHECKS: dict[Event, dict[str, Check]] = defaultdict(dict)
_FOLLOWERS: dict[Event, dict[str, Follower]] = defaultdict(dict)


def ask_before(event: Event, name: str, check: Check) -> None:
    """Register what must be there before ``event``; the check returns what is lacking."""
    _CHECKS[event][name] = check


def follow(event: Event, name: str, follower: Follower) -> None:
    """Register what happens, in the same transaction, once ``event`` has happened."""
    _FOLLOWERS[event][name] = follower


def lacking_before(dossier: "Dossier", event: Event) -> tuple[Finding, ...]:
    """Return everything that the rooms above still need before ``event``."""
    return tuple(finding for check in _CHECKS[event].values() for finding in check(dossier, event))


def tell_followers(actor: "User", dossier: "Dossier", event: Event, day: date) -> None:
    """Let the rooms above do what follows from ``event``."""
    for follower in _FOLLOWERS[event].values():
        follower(actor, dossier, event, day)
