"""Rows of a spreadsheet read cell by cell: every error is kept, and says where it stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from loopbrug.core.terms.finding import Finding, Value

Cell = str | int | float | bool | date | datetime | time | None
"""What a spreadsheet holds in one place."""

_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?")
_APART = re.compile(r"[;,\n]+")
_YES = {"ja", "yes", "j", "y", "true", "waar", "1"}
_NO = {"nee", "no", "n", "false", "onwaar", "0"}
_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the ``key`` we know it by, and the names that may stand above it."""

    key: str
    names: tuple[str, ...]
    required: bool = False

    @property
    def name(self) -> str:
        """The name it bears when we write it."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a spreadsheet, or one file with commas: its name and its rows."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(slots=True)
class Row:
    """One row being read. Each method notes what is wrong and returns something harmless."""

    table: str
    number: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, str]
    errors: list[Finding] = field(default_factory=list)

    def wrong(self, code: str, key: str, **values: Value) -> None:
        """Note an error in a column of this row."""
        column = self.columns.get(key, key)
        about = f"{self.table}!{self.number}:{column}"
        told = {"sheet": self.table, "row": self.number, "column": column, **values}
        self.errors.append(Finding(code, about, tuple(sorted(told.items()))))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without ``default`` the cell must not be empty."""
        found = text_of(self.cells.get(key))
        if not found and default is None:
            self.wrong("programme.cell-empty", key)
        return found or default or ""

    def whole(self, key: str, default: int | None = None, least: int = 0, most: int = 2000) -> int:
        """Return a whole number from ``least`` to ``most``."""
        text = self.text(key, None if default is None else str(default))
        if not text:
            return least
        if re.fullmatch(r"[0-9]{1,8}", text) and least <= int(text) <= most:
            return int(text)
        self.wrong("programme.cell-number", key, found=text[:40], least=least, most=most)
        return least

    def day(self, key: str) -> date | None:
        """Return a day, as a date or as in "05-01-2027" or "2027-01-05"."""
        cell = self.cells.get(key)
        found = cell.date() if isinstance(cell, datetime) else cell
        if not isinstance(found, date):
            text = self.text(key)
            if not text:
                return None
            found = day_in(text)
        if found is None or found.year not in _YEARS:
            self.wrong("programme.cell-day", key, found=text_of(cell)[:40])
            return None
        return found

    def clock(self, key: str) -> time | None:
        """Return a time of the day, or None for an empty cell."""
        cell = self.cells.get(key)
        if isinstance(cell, datetime):
            cell = cell.time()
        if isinstance(cell, time):
            return cell.replace(second=0, microsecond=0)
        text = text_of(cell)
        match = _CLOCK.fullmatch(text)
        if match and int(match[1]) < 24 and int(match[2]) < 60:  # noqa: PLR2004
            return time(int(match[1]), int(match[2]))
        if text:
            self.wrong("programme.cell-clock", key, found=text[:40])
        return None

    def yes_no(self, key: str, *, default: bool) -> bool:
        """Return yes or no; an empty cell is ``default``."""
        text = text_of(self.cells.get(key)).lower()
        if text and text not in _YES | _NO:
            self.wrong("programme.cell-yes-no", key, found=text[:40])
        return text in _YES if text else default

    def listed(self, key: str) -> tuple[str, ...]:
        """Return the texts in a cell with commas or semicolons between them, each once."""
        parts = (part.strip() for part in _APART.split(text_of(self.cells.get(key))))
        return tuple(dict.fromkeys(part for part in parts if part))


def text_of(cell: Cell) -> str:
    """Return what stands in a cell as text; a whole number has no decimals."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def day_in(text: str) -> date | None:
    """Return the day in a text, in the Dutch order or the other way round; else None."""
    if match := _DUTCH_DAY.fullmatch(text):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def header_of(table: Table, columns: Sequence[Column]) -> tuple[int, dict[int, str]] | None:
    """Return the number of the first filled row and which column stands where.

    None when that row names none of the columns that must be there.
    """
    known = {name.casefold(): one.key for one in columns for name in (*one.names, one.key)}
    for number, row in enumerate(table.rows):
        texts = [text_of(cell).casefold() for cell in row]
        if any(texts):
            places = {place: known[text] for place, text in enumerate(texts) if text in known}
            needed = {one.key for one in columns if one.required}
            return (number, places) if needed & set(places.values()) else None
    return None


def unknown_columns(table: Table, number: int, places: Mapping[int, str]) -> Iterable[str]:
    """Return the names above columns that nobody knows."""
    return [
        text_of(cell)
        for place, cell in enumerate(table.rows[number])
        if place not in places and text_of(cell)
    ]
