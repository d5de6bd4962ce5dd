"""The main menu of who is signed in: each room puts its own pages in, for the roles that use them.

A page in the menu still asks itself who may see it: the menu only shows the way.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link in the menu, as somebody sees it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class _Item:
    place: int
    label: Promise
    address: str
    roles: frozenset[str]


_ITEMS: dict[str, _Item] = {}


def put_in_menu(place: int, label: Promise, address: str, roles: Collection[str] = ()) -> None:
    """Put a page in the menu of who has one of ``roles``; without roles in everybody's.

    ``address`` is the name of the address; a lower ``place`` stands earlier.
    """
    _ITEMS[address] = _Item(place, label, address, frozenset(roles))


def menu_for(roles: Collection[str]) -> tuple[MenuLink, ...]:
    """Return the menu of somebody with these roles, in order."""
    ordered = sorted(_ITEMS.values(), key=lambda item: item.place)
    return tuple(
        MenuLink(str(item.label), reverse(item.address))
        for item in ordered
        if not item.roles or item.roles.intersection(roles)
    )
