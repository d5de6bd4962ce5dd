"""The tree of a CASE package: it exists only in the associations, and they may contradict."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from loopbrug.core.outcomes.case_fields import Fields, Notes
from loopbrug.core.outcomes.rings import rings

LAST = 1 << 31
"""Where a link without a number comes: after all others, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Item:
    """One CFItem with the code it goes by."""

    identifier: str
    code: str
    fields: Fields

    @property
    def own(self) -> Fields:
        """What we ourselves wrote about it, empty in files of other makers."""
        return self.fields.inside("extensions").inside("loopbrug")


@dataclass(frozen=True, slots=True)
class Link:
    """One CFAssociation: ``origin`` is the child, or what comes first."""

    kind: str
    origin: str
    destination: str
    number: int | None
    place: str


class Tree:
    """Items under a document, made from links; what cannot be is noted and let go."""

    def __init__(
        self, document: str, items: Iterable[Item], links: Iterable[Link], notes: Notes
    ) -> None:
        self.document, self.notes = document, notes
        self.items = {item.identifier: item for item in items}
        self.links = tuple(links)
        self.up = self._parents()
        self._open_rings()

    def ordered(self) -> list[Item]:
        """Return the items, each before what hangs under it, in the order of the numbers."""
        found: list[Item] = []
        left = list(reversed(self._below[""]))
        while left:
            identifier = left.pop()
            found.append(self.items[identifier])
            left.extend(reversed(self._below[identifier]))
        return found

    def is_area(self, item: Item) -> bool:
        """Return whether an item groups others, or was written as an area by us."""
        return bool(self._below[item.identifier]) or item.own.text("kind") == "area"

    def area_of(self, item: Item) -> str:
        """Return the code of the item that this one hangs under, "" for the document."""
        link = self.up.get(item.identifier)
        return self.items[link.destination].code if link else ""

    def after(self, item: Item) -> tuple[str, ...]:
        """Return the codes of the outcomes that ``item`` precedes."""
        return tuple(self.items[link.destination].code for link in self._next[item.identifier])

    @cached_property
    def _below(self) -> defaultdict[str, list[str]]:
        below: defaultdict[str, list[str]] = defaultdict(list)
        for identifier in sorted(self.items, key=self._rank):
            link = self.up.get(identifier)
            below[link.destination if link else ""].append(identifier)
        return below

    @cached_property
    def _next(self) -> defaultdict[str, list[Link]]:
        following: defaultdict[str, list[Link]] = defaultdict(list)
        for link in sorted(self._inside("precedes"), key=_number):
            if self._leads_to_item(link):
                following[link.origin].append(link)
        return following

    def _rank(self, identifier: str) -> int:
        return self._numbers.get(identifier, LAST)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {link.origin: _number(link) for link in reversed(list(self._inside("ischildof")))}

    def _inside(self, kind: str) -> Iterator[Link]:
        """Yield the links of a kind that start at an item of this package."""
        for link in self.links:
            if link.kind == kind and link.origin in self.items:
                yield link

    def _leads_to_item(self, link: Link) -> bool:
        if link.destination in self.items:
            return True
        if link.destination != self.document:
            self.notes.warn("outcomes.case-link-outside", link.place, to=link.destination)
        return False

    def _parents(self) -> dict[str, Link]:
        """Return the link of every item that hangs under another; the rest are roots."""
        up: dict[str, Link] = {}
        placed: set[str] = set()
        for link in self.links:
            if link.kind == "ischildof" and link.origin not in self.items:
                self.notes.warn("outcomes.case-link-outside", link.place, to=link.origin)
        for link in self._inside("ischildof"):
            if link.number is None:
                self.notes.tell("outcomes.case-number-missing", link.place)
            if link.origin in placed:
                self.notes.warn(
                    "outcomes.case-two-parents", link.place, item=self._name(link.origin)
                )
            elif self._leads_to_item(link):
                up[link.origin] = link
            placed.add(link.origin)
        for identifier in (each for each in self.items if each not in placed):
            self.notes.tell("outcomes.case-item-loose", self.items[identifier].fields.place)
        return up

    def _open_rings(self) -> None:
        """Hang the first item of every ring right under the document."""
        for ring in rings({child: [link.destination] for child, link in self.up.items()}):
            names = " → ".join(self._name(identifier) for identifier in ring)
            place = self.up.pop(ring[0]).place
            self.notes.warn("outcomes.framework-cycle", place, ring=names)

    def _name(self, identifier: str) -> str:
        return self.items[identifier].code


def _number(link: Link) -> int:
    return LAST if link.number is None else link.number
