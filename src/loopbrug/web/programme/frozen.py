"""Core values as documents that JSON can hold, and back without loss.

A frozen programme must still be readable when the core has grown a field: what a document
lacks takes its default, what the core no longer knows is passed over.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from loopbrug.core.terms.words import Weekday

Frozen = Any
"""What ``json.dumps`` takes: text, numbers, None, lists and mappings of those."""

T = TypeVar("T")


@singledispatch
def freeze(value: object) -> Frozen:
    """Return ``value`` (a core dataclass, or anything in one) as a document."""
    if is_dataclass(value):
        return {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
    return value.value if isinstance(value, Enum) else value


@freeze.register
def _(value: tuple) -> Frozen:  # type: ignore[type-arg]
    return [freeze(item) for item in value]


@freeze.register
def _(value: Decimal) -> Frozen:
    return {"decimal": str(value)}


@freeze.register
def _(value: date) -> Frozen:
    return {"day": value.isoformat()}


@freeze.register
def _(value: Weekday) -> Frozen:
    return {"weekday": int(value)}


@freeze.register
def _(value: time) -> Frozen:
    return value.strftime("%H:%M")


def thaw(kind: type[T], document: Frozen) -> T:
    """Return the value of type ``kind`` that ``document`` was frozen from.

    Raises ``TypeError`` or ``ValueError`` on a document that no such value was frozen to.
    """
    result: T = _thawed(kind, document)
    return result


def _thawed(kind: Any, document: Frozen) -> Any:
    if isinstance(document, dict) and document.keys() in ({"day"}, {"decimal"}, {"weekday"}):
        return _scalar(document)
    if is_dataclass(kind):
        return _value(kind, document)
    if get_origin(kind) in (Union, UnionType):
        return _one_of(get_args(kind), document)
    if get_origin(kind) is tuple:
        return _sequence(get_args(kind), document)
    return _plain(kind, document)


def _plain(kind: Any, document: Frozen) -> Any:
    if kind is time:
        return datetime.strptime(document, "%H:%M").time()  # noqa: DTZ007
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(document)
    return document


def _scalar(document: Mapping[str, Any]) -> date | Decimal | Weekday:
    if "day" in document:
        return date.fromisoformat(document["day"])
    return Weekday(document["weekday"]) if "weekday" in document else Decimal(document["decimal"])


def _value(kind: Any, document: Mapping[str, Frozen]) -> Any:
    hints = get_type_hints(kind)
    return kind(
        **{
            field.name: _thawed(hints[field.name], document[field.name])
            for field in fields(kind)
            if field.name in document
        }
    )


def _one_of(kinds: tuple[Any, ...], document: Frozen) -> Any:
    if document is None:
        return None
    if isinstance(document, list):
        return _thawed(next(kind for kind in kinds if get_origin(kind) is tuple), document)
    rest = [kind for kind in kinds if kind is not NoneType and get_origin(kind) is not tuple]
    return _thawed(rest[0], document) if len(rest) == 1 else document


def _sequence(kinds: tuple[Any, ...], document: list[Frozen]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:  # noqa: PLR2004
        return tuple(_thawed(kinds[0], item) for item in document)
    return tuple(_thawed(kind, item) for kind, item in zip(kinds, document, strict=True))
