"""What a file would change: new, changed, gone, the same."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TypeVar

from loopbrug.core.programme.model import Offering, Unit

T = TypeVar("T", Unit, Offering)


@dataclass(frozen=True, slots=True)
class Altered:
    """One thing that changes: as it was, as it becomes, and which of its fields differ."""

    code: str
    fields: tuple[str, ...]
    was: Unit | Offering
    becomes: Unit | Offering


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of units, or of offerings, by their codes."""

    new: tuple[str, ...] = ()
    changed: tuple[Altered, ...] = ()
    gone: tuple[str, ...] = ()
    same: int = 0

    @property
    def changed_codes(self) -> tuple[str, ...]:
        """The codes of what changes."""
        return tuple(one.code for one in self.changed)

    @property
    def nothing(self) -> bool:
        """Whether everything stays as it is."""
        return not (self.new or self.changed or self.gone)


def difference(before: Iterable[T], after: Iterable[T]) -> Difference:
    """Return what ``after`` changes about ``before``; the order in which they stand is nothing."""
    was, becomes = ({one.code: one for one in things} for things in (before, after))
    both = [code for code in becomes if code in was]
    changed = [
        Altered(code, _fields(was[code], becomes[code]), was[code], becomes[code])
        for code in both
        if was[code] != becomes[code]
    ]
    return Difference(
        new=tuple(code for code in becomes if code not in was),
        changed=tuple(changed),
        gone=tuple(code for code in was if code not in becomes),
        same=len(both) - len(changed),
    )


def _fields(was: T, becomes: T) -> tuple[str, ...]:
    names = (field.name for field in fields(was))
    return tuple(name for name in names if getattr(was, name) != getattr(becomes, name))
