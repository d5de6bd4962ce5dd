"""Shapes of a file format: each reads a node, names every error, and writes its JSON Schema.

One table of shapes is the reader and the published schema at once, so the two cannot differ.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Protocol

from loopbrug.core.bridge.tree import Leaf, Node, Row, Spot, Table
from loopbrug.core.terms.finding import Finding, Value

Errors = list[Finding]
Schema = dict[str, Any]
Rule = Callable[[Mapping[str, Any], Spot], Finding | None]

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# Characters that steer a terminal instead of being read; ends of lines and tabs are text.
_STEERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TURNED_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_YES_NO = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nee": False}


class Shape(Protocol):
    """What a value in a file may look like."""

    def read(self, node: Node, errors: Errors) -> Any:
        """Return the value, or None after adding what is wrong to ``errors``."""

    def schema(self) -> Schema:
        """Return the shape as JSON Schema, draft 2020-12."""


def wrong(code: str, node: Node, **values: Value) -> Finding:
    """Return a finding about a place in the file."""
    return Finding(code, str(node.spot), tuple(sorted(values.items())))


def _text_of(node: Node, errors: Errors, code: str, **values: Value) -> str | None:
    """Return the text of a leaf that says something, else an error with ``code``."""
    if isinstance(node, Leaf) and node.text is not None:
        return node.text.strip()
    found = {Leaf: "—", Row: "[…]", Table: "{…}"}[type(node)]
    errors.append(wrong(code, node, found=found, **values))
    return None


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, in any script."""

    most: int = 200
    pattern: str = ""
    example: str = ""

    def read(self, node: Node, errors: Errors) -> str | None:
        """Return the text without spaces around it."""
        text = _text_of(node, errors, "bridge.text-wrong")
        if text is None:
            return None
        if _STEERS.search(text):
            errors.append(wrong("bridge.text-unprintable", node))
            return None
        if self.pattern and not re.fullmatch(self.pattern, text):
            errors.append(wrong("bridge.text-form", node, found=text[:80], example=self.example))
            return None
        if len(text) > self.most:
            errors.append(wrong("bridge.text-too-long", node, length=len(text), most=self.most))
            return None
        return text

    def schema(self) -> Schema:
        """Return a string."""
        pattern = {"pattern": f"^{self.pattern}$"} if self.pattern else {}
        return {"type": "string", "maxLength": self.most} | pattern


@dataclass(frozen=True, slots=True)
class Word:
    """One of a few words; ``into`` makes the value from it."""

    allowed: tuple[str, ...]
    into: Callable[[str], Any] = str

    def read(self, node: Node, errors: Errors) -> Any:
        """Return what ``into`` makes of the word."""
        word = _text_of(node, errors, "bridge.word-wrong", allowed=self.allowed)
        if word is None:
            return None
        if word in self.allowed:
            return self.into(word)
        near = get_close_matches(word.lower(), self.allowed, 1, 0.5)
        if near:
            found: dict[str, Value] = {"found": word, "closest": near[0], "allowed": self.allowed}
            errors.append(wrong("bridge.word-unknown-near", node, **found))
        else:
            errors.append(wrong("bridge.word-unknown", node, found=word, allowed=self.allowed))
        return None

    def schema(self) -> Schema:
        """Return an enumeration."""
        return {"enum": list(self.allowed)}


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two others, both included; ``into`` is ``int`` or ``Decimal``."""

    least: int
    most: int
    into: type[int] | type[Decimal] = int

    def read(self, node: Node, errors: Errors) -> int | Decimal | None:
        """Return the number."""
        limits: dict[str, Value] = {"least": self.least, "most": self.most}
        text = _text_of(node, errors, "bridge.number-wrong", **limits)
        if text is None:
            return None
        number = self._number(text)
        if number is None:
            errors.append(wrong("bridge.number-wrong", node, found=text, **limits))
        elif not self.least <= number <= self.most:
            errors.append(wrong("bridge.number-range", node, found=text, **limits))
            return None
        return number

    def _number(self, text: str) -> int | Decimal | None:
        try:
            number = Decimal(text.replace(",", "."))
            return number if self.into is Decimal and number.is_finite() else int(text)
        except (InvalidOperation, ValueError):
            return None

    def schema(self) -> Schema:
        """Return an integer or a number with its limits."""
        kind = "integer" if self.into is int else "number"
        return {"type": kind, "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false."""

    def read(self, node: Node, errors: Errors) -> bool | None:
        """Return the truth of it; "yes" and "ja" are true as well."""
        text = _text_of(node, errors, "bridge.yes-no-wrong")
        if text is None:
            return None
        if text.lower() not in _YES_NO:
            errors.append(wrong("bridge.yes-no-wrong", node, found=text))
        return _YES_NO.get(text.lower())

    def schema(self) -> Schema:
        """Return a boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, as in 2027-03-01."""

    def read(self, node: Node, errors: Errors) -> date | None:
        """Return the day."""
        text = _text_of(node, errors, "bridge.day-wrong")
        if text is None:
            return None
        day = _day(text)
        if day is None:
            errors.append(_day_error(text, node))
        return day

    def schema(self) -> Schema:
        """Return a string in the date format."""
        return {"type": "string", "format": "date"}


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _day_error(text: str, node: Node) -> Finding:
    """Return the error that comes nearest to what was meant."""
    if turned := _TURNED_DAY.fullmatch(text):
        day, month, year = (int(part) for part in turned.groups())
        return wrong("bridge.day-turned", node, found=text, right=f"{year}-{month:02}-{day:02}")
    match = _DAY.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12:  # noqa: PLR2004
        return wrong("bridge.day-wrong", node, found=text)
    year, month = int(match[1]), int(match[2])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return wrong("bridge.day-far", node, found=text, first=_FIRST_YEAR, last=_LAST_YEAR)
    days = monthrange(year, month)[1]
    right = f"{year}-{month:02}-{min(max(int(match[3]), 1), days):02}"
    return wrong("bridge.day-impossible", node, found=text, days=days, right=right)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day, as in 09:00."""

    def read(self, node: Node, errors: Errors) -> time | None:
        """Return the time."""
        text = _text_of(node, errors, "bridge.time-wrong")
        if text is None:
            return None
        match = _TIME.fullmatch(text)
        if match is None:
            errors.append(wrong("bridge.time-wrong", node, found=text))
            return None
        return time(int(match[1]), int(match[2]))

    def schema(self) -> Schema:
        """Return a string of hours and minutes."""
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one shape; with ``or_one`` a single value is a list of one."""

    shape: Shape
    most: int = 200
    or_one: bool = False

    def read(self, node: Node, errors: Errors) -> tuple[Any, ...]:
        """Return the values that could be read."""
        if isinstance(node, Leaf) and node.text is None:
            return ()
        if self.or_one and isinstance(node, Leaf):
            return (self.shape.read(node, errors),)
        if not isinstance(node, Row):
            errors.append(wrong("bridge.list-wrong", node))
            return ()
        if len(node.items) > self.most:
            length = len(node.items)
            errors.append(wrong("bridge.list-too-long", node, length=length, most=self.most))
            return ()
        return tuple(self.shape.read(item, errors) for item in node.items)

    def schema(self) -> Schema:
        """Return an array."""
        many: Schema = {"type": "array", "items": self.shape.schema(), "maxItems": self.most}
        return {"oneOf": [self.shape.schema(), many]} if self.or_one else many


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record: its shape, what it means, and whether it must be there."""

    shape: Shape
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys; ``rules`` look at the whole once its parts are read."""

    keys: Mapping[str, Key]
    rules: tuple[Rule, ...] = field(default=())

    def read(self, node: Node, errors: Errors) -> dict[str, Any]:
        """Return the values by key, without those that are absent or wrong."""
        if not isinstance(node, Table):
            errors.append(wrong("bridge.record-wrong", node, keys=tuple(self.keys)))
            return {}
        given = self._given(node, errors)
        before = len(errors)
        values = {
            name: self.keys[name].shape.read(each, errors)
            for name, each in given.items()
            if self.keys[name].required or not (isinstance(each, Leaf) and each.text is None)
        }
        errors.extend(
            wrong("bridge.key-missing", node, key=name)
            for name, key in self.keys.items()
            if key.required and name not in given
        )
        if len(errors) == before:
            errors.extend(error for rule in self.rules if (error := rule(values, node.spot)))
        return values

    def _given(self, node: Table, errors: Errors) -> dict[str, Node]:
        """Return the nodes by known key; a key that is unknown or stands twice is an error."""
        given: dict[str, Node] = {}
        for key, each in node.entries:
            name = key.text or ""
            if name in given:
                errors.append(wrong("bridge.key-twice", key, key=name))
            elif name in self.keys:
                given[name] = each
            else:
                errors.append(self._unknown(name, key))
        return given

    def _unknown(self, name: str, key: Leaf) -> Finding:
        near = get_close_matches(name, self.keys, 1, 0.6)
        if near:
            return wrong("bridge.key-unknown-near", key, key=name, closest=near[0])
        return wrong("bridge.key-unknown", key, key=name, allowed=tuple(self.keys))

    def schema(self) -> Schema:
        """Return an object that allows no other keys."""
        properties = {
            name: {"description": key.meaning} | key.shape.schema()
            for name, key in self.keys.items()
        }
        required = [name for name, key in self.keys.items() if key.required]
        return {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        } | ({"required": required} if required else {})


def enum_of(kind: type[StrEnum]) -> Word:
    """Return the shape of one of the words of an enumeration."""
    return Word(tuple(each.value for each in kind), kind)


def code_like(example: str) -> Text:
    """Return the shape of a short code."""
    return Text(30, r"[A-Za-z0-9][A-Za-z0-9._-]*", example)


def backwards(values: Mapping[str, Any], spot: Spot, first: str, last: str) -> Finding | None:
    """Return an error when the ``last`` of a pair comes before its ``first``."""
    begin, end = values.get(first), values.get(last)
    if begin is None or end is None or begin <= end:
        return None
    shown = {"first": begin, "last": end}
    if not isinstance(begin, date):
        shown = {name: value.isoformat("minutes") for name, value in shown.items()}
    return Finding.of("bridge.period-backwards", str(spot), first_key=first, last_key=last, **shown)
