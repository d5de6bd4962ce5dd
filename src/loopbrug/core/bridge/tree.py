"""A file as a tree of plain text with line numbers: YAML without its traps.

Nothing is guessed from how a scalar looks: ``NO`` stays a country and ``09:00`` a time. Aliases
are refused and depth and size are limited, so that no small file becomes a large one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, TypeVar

import yaml

from loopbrug.core.terms.finding import BadDataError, Finding, Value

MAX_CHARACTERS = 1_000_000
MAX_NODES = 30_000
MAX_DEPTH = 12

Plain = str | None | list[Any] | dict[str, Any]
AnyNode = TypeVar("AnyNode", bound="Node")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file: the line (None for data without lines) and the path to the value.

    Examples
    --------
    >>> str(Spot(12, "week.blocks[0].from"))
    'line 12: week.blocks[0].from'
    """

    line: int | None = None
    path: str = ""

    def __str__(self) -> str:
        return ": ".join(
            part for part in (f"line {self.line}" * bool(self.line), self.path) if part
        )

    def at(self, key: str | int) -> "Spot":
        """Return the spot of a key or position inside this one, on the same line."""
        if isinstance(key, int):
            return replace(self, path=f"{self.path}[{key}]")
        return replace(self, path=f"{self.path}.{key}" if self.path else key)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar as it was written; None when nothing was."""

    text: str | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Row:
    """A list."""

    items: tuple["Node", ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; ``entries`` in file order, a key may stand in it twice."""

    entries: tuple[tuple[Leaf, "Node"], ...]
    spot: Spot


Node = Leaf | Row | Table


def tree_of(text: str) -> Node:
    """Return the tree of a YAML text; raises ``BadDataError`` when it is no single document."""
    if not text.strip():
        raise BadDataError([Finding.of("bridge.file-empty")])
    if len(text) > MAX_CHARACTERS:
        raise _refused("bridge.file-too-large", None, size=len(text), most=MAX_CHARACTERS)
    try:
        return _Builder(yaml.parse(text, Loader=yaml.SafeLoader)).document()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _refused("bridge.file-binary", line) from None
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error) from None


def tree_from(value: object, spot: Spot | None = None, depth: int = 0) -> Node:
    """Return the tree of plain Python data (as read from JSON), with paths but no lines."""
    spot = spot or Spot()
    if depth > MAX_DEPTH:
        raise _refused("bridge.file-too-deep", None, most=MAX_DEPTH)
    if isinstance(value, Mapping):
        entries = [
            (Leaf(str(key), spot.at(str(key))), tree_from(each, spot.at(str(key)), depth + 1))
            for key, each in value.items()
        ]
        return Table(tuple(entries), spot)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        items = [tree_from(each, spot.at(place), depth + 1) for place, each in enumerate(value)]
        return Row(tuple(items), spot)
    return Leaf(_written(value), spot)


def plain_of(node: Node) -> Plain:
    """Return the tree as plain data in which every scalar is text."""
    if isinstance(node, Table):
        return {key.text or "": plain_of(each) for key, each in node.entries}
    if isinstance(node, Row):
        return [plain_of(each) for each in node.items]
    return node.text


def _written(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _refused(code: str, line: int | None, **values: Value) -> BadDataError:
    return BadDataError([Finding(code, str(Spot(line)), tuple(sorted(values.items())))])


def _unreadable(error: yaml.MarkedYAMLError) -> BadDataError:
    """Return what is wrong with text that is no YAML: nearly always a tab, a colon, a quote."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else None
    if mark and mark.buffer and mark.buffer[mark.pointer : mark.pointer + 1] == "\t":
        return _refused("bridge.file-tab", line)
    return _refused("bridge.file-not-yaml", line)


def _line_of(event: yaml.Event) -> int | None:
    return event.start_mark.line + 1 if event.start_mark else None


class _Builder:
    """Builds nodes from parse events, one pass, counting as it goes."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._nodes = 0
        self._depth = 0

    def document(self) -> Node:
        """Return the only document of the file."""
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise _refused("bridge.file-many-documents", _line_of(event))
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, Spot())
        if root is None or (isinstance(root, Leaf) and not root.text):
            raise BadDataError([Finding.of("bridge.file-empty")])
        return root

    def _node(self, event: yaml.Event, spot: Spot) -> Node:
        spot = Spot(_line_of(event), spot.path)
        self._count(event, spot)
        if isinstance(event, yaml.MappingStartEvent):
            return self._inside(self._table(spot))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._inside(self._row(spot))
        if isinstance(event, yaml.ScalarEvent):
            empty = event.implicit[0] and event.value in {"", "~", "null"}
            return Leaf(None if empty else event.value, spot)
        raise _refused("bridge.file-alias", spot.line)

    def _count(self, event: yaml.Event, spot: Spot) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _refused("bridge.file-too-many", spot.line, most=MAX_NODES)
        if isinstance(event, yaml.CollectionStartEvent):
            self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _refused("bridge.file-too-deep", spot.line, most=MAX_DEPTH)

    def _inside(self, node: AnyNode) -> AnyNode:
        self._depth -= 1
        return node

    def _row(self, spot: Spot) -> Row:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, spot.at(len(items))))
        return Row(tuple(items), spot)

    def _table(self, spot: Spot) -> Table:
        entries: list[tuple[Leaf, Node]] = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, spot)
            if not isinstance(key, Leaf):
                raise _refused("bridge.file-not-yaml", key.spot.line)
            inside = spot.at(key.text or "")
            named = Leaf(key.text, Spot(key.spot.line, inside.path))
            entries.append((named, self._node(next(self._events), inside)))
        return Table(tuple(entries), spot)
