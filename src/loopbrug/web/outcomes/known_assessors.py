"""What is known of assessors beside their organisations; a room above hangs in what it keeps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Known:
    """The subjects somebody is qualified to judge, and until when they are certified.

    ``subjects`` None: nobody wrote it down. ``certified_until`` None: not known.
    """

    subjects: frozenset[str] | None = None
    certified_until: date | None = None


Profiles = Callable[[Sequence[int]], Mapping[int, Known]]
"""Given keys of users, what is known of each; who is not known is left out."""
_PROVIDERS: dict[str, Profiles] = {}


def provide(name: str, profiles: Profiles) -> None:
    """Register who knows assessors; it is asked once for a whole list."""
    _PROVIDERS[name] = profiles


def known_of(users: Sequence[int]) -> dict[int, Known]:
    """Return what is known of these users; of whom nothing is known is left out."""
    found: dict[int, Known] = {}
    for profiles in _PROVIDERS.values():
        found.update(profiles(users))
    return found
