"""Changing one part of what a candidate told: a new document out, the old one untouched."""

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]


def part_of(document: Document, key: str, place: int | None) -> dict[str, Any]:
    """Return a part, or the item at ``place`` of a list; empty when there is none yet.

    Examples
    --------
    >>> part_of({"jobs": [{"title": "bakker"}]}, "jobs", 0)
    {'title': 'bakker'}
    """
    if place is None:
        return dict(document.get(key, {})) if isinstance(document.get(key, {}), Mapping) else {}
    items = document.get(key, [])
    return dict(items[place]) if place < len(items) else {}


def with_part(document: Document, key: str, answers: Document, asked: frozenset[str]) -> Document:
    """Return the document with ``answers`` in one part; what was not ``asked`` stays."""
    kept = {name: value for name, value in document.get(key, {}).items() if name not in asked}
    return {**document, key: {**kept, **answers}}


def with_item(
    document: Document, key: str, place: int, answers: Document, asked: frozenset[str]
) -> Document:
    """Return the document with ``answers`` at ``place`` of a list, or added behind it."""
    items = list(document.get(key, []))
    if place >= len(items):
        return {**document, key: [*items, dict(answers)]}
    kept = {name: value for name, value in items[place].items() if name not in asked}
    items[place] = {**kept, **answers}
    return {**document, key: items}


def without_item(document: Document, key: str, place: int) -> Document:
    """Return the document without the item at ``place`` of a list."""
    items = [item for at, item in enumerate(document.get(key, [])) if at != place]
    return {**document, key: items}
