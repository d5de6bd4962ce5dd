"""Readable files as records with line numbers: every error is kept, and says where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeVar

import yaml

from loopbrug.core.terms.finding import BadDataError, Confidence, Finding, LegalSource, Value
from loopbrug.core.terms.words import Bilingual, Sector
from loopbrug.core.terms.yaml_text import composed, line_of

Choice = TypeVar("Choice", bound=Enum)

MOST = 2_000
"""No number in these files is larger: study hours of a unit, seats, weeks."""
DIGITS = 9

_YES_NO = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nee": False}
_EMPTY = {"", "~", "null"}
_LEGAL_KEYS = ("law", "article", "bwb", "text_date", "confidence")


@dataclass(slots=True)
class Page:
    """One file being read: its name ("" when it has none) and the errors found so far."""

    filename: str = ""
    errors: list[Finding] = field(default_factory=list)

    def place(self, line: int, path: str = "") -> str:
        """Return a place as in "zorg.yaml line 12: units[3].hours"."""
        where = f"{self.filename} line {line}".strip()
        return f"{where}: {path}" if path else where

    def wrong(self, code: str, line: int, path: str = "", **values: Value) -> None:
        """Note an error at a line, counted from 1."""
        sorted_values = tuple(sorted(values.items()))
        self.errors.append(Finding(code, self.place(line, path), sorted_values))

    def stop_if_wrong(self) -> None:
        """Raise ``BadDataError`` with every error noted, if there is any."""
        if self.errors:
            raise BadDataError(dict.fromkeys(self.errors))


def root_of(text: str, page: Page, keys: Iterable[str]) -> "Record":
    """Return the mapping that the file is; raises ``BadDataError`` when it is no YAML mapping."""
    try:
        node = composed(text)
    except yaml.YAMLError as error:
        page.wrong("outcomes.file-not-yaml", line_of(error, text))
        raise BadDataError(page.errors) from None
    if not isinstance(node, yaml.MappingNode):
        page.wrong("outcomes.file-shape", 1, expected="mapping")
        raise BadDataError(page.errors)
    return Record(node, page, "", tuple(keys))


class Record:
    """A mapping of a file, read key by key.

    A key that is unknown or stands twice is an error. Each reading method notes what is wrong
    and then returns something harmless ("" or 0), so that reading goes on to the end.
    """

    def __init__(self, node: yaml.Node, page: Page, path: str, keys: tuple[str, ...] = ()) -> None:
        self.page, self.path = page, path
        self.line = node.start_mark.line + 1
        self.found: dict[str, yaml.Node] = {}
        if not isinstance(node, yaml.MappingNode):
            page.wrong("outcomes.file-shape", self.line, path, expected="mapping")
            return
        for key, value in node.value:
            self._keep(str(key.value), key, value, keys)

    def _keep(self, name: str, key: yaml.Node, value: yaml.Node, keys: tuple[str, ...]) -> None:
        line = key.start_mark.line + 1
        if name in self.found:
            self.page.wrong("outcomes.file-key-twice", line, self.at(name), name=name)
        elif keys and name not in keys:
            self.page.wrong(
                "outcomes.file-key-unknown", line, self.at(name), name=name, allowed=keys
            )
        elif not _is_empty(value):
            self.found[name] = value

    def __contains__(self, key: str) -> bool:
        return key in self.found

    def at(self, key: str) -> str:
        """Return the path of a key, as in "units[3].hours"."""
        return f"{self.path}.{key}" if self.path else key

    def line_of(self, key: str) -> int:
        """Return the line where the value of ``key`` stands, or of the record itself."""
        return self.found[key].start_mark.line + 1 if key in self.found else self.line

    def wrong(self, code: str, key: str = "", **values: Value) -> None:
        """Note an error at a key of this record, or at the record itself."""
        place = self.at(key) if key else self.path
        self.page.wrong(code, self.line_of(key), place, **values)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without ``default`` it must be there."""
        node = self.found.get(key)
        if node is None:
            if default is None:
                self.wrong("outcomes.file-key-missing", key, name=key)
            return default or ""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong("outcomes.file-shape", key, expected="text")
            return default or ""
        return str(node.value).strip()

    def number(self, key: str, default: int | None = None, least: int = 0) -> int:
        """Return a whole number of at least ``least`` and at most ``MOST``."""
        text = self.text(key, None if default is None else str(default))
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else -1
        if least <= number <= MOST:
            return number
        if key in self.found:
            self.wrong("outcomes.file-number", key, found=text, least=least, most=MOST)
        return default or least

    def yes_no(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        text = self.text(key, "true" if default else "false").lower()
        if text not in _YES_NO:
            self.wrong("outcomes.file-yes-no", key, found=text)
        return _YES_NO.get(text, default)

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """Return the member of ``kind`` that the text names."""
        text = self.text(key, None if default is None else str(default.value))
        for member in kind:
            if member.value == text:
                return member
        if key in self.found:
            allowed = tuple(str(member.value) for member in kind)
            self.wrong("outcomes.file-choice", key, found=text, allowed=allowed)
        return next(iter(kind))

    def day(self, key: str, default: date | None = None) -> date:
        """Return a day, as in 2027-03-01."""
        text = self.text(key, None if default is None else default.isoformat())
        try:
            return date.fromisoformat(text)
        except ValueError:
            if key in self.found:
                self.wrong("outcomes.file-day", key, found=text)
            return date.min

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; absent is empty, a single text is a list of one."""
        node = self.found.get(key)
        if node is None:
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if not all(isinstance(item, yaml.ScalarNode) for item in items):
            self.wrong("outcomes.file-shape", key, expected="list")
            return ()
        return tuple(str(item.value).strip() for item in items)

    def sectors(self) -> tuple[Sector, ...]:
        """Return the sectors under the key "sectors"; absent is empty."""
        known = {sector.value: sector for sector in Sector}
        texts = self.texts("sectors")
        for text in texts:
            if text not in known:
                self.wrong("outcomes.file-choice", "sectors", found=text, allowed=tuple(known))
        return tuple(known[text] for text in texts if text in known)

    def record(self, key: str, keys: Iterable[str] = ()) -> "Record":
        """Return the mapping under a key, an empty one (with an error) when it is absent."""
        if key not in self.found:
            self.wrong("outcomes.file-key-missing", key, name=key)
            empty = yaml.MappingNode("", [], yaml.Mark("", 0, self.line - 1, 0, None, 0))
            return Record(empty, self.page, self.at(key))
        return Record(self.found[key], self.page, self.at(key), tuple(keys))

    def records(self, key: str, keys: Iterable[str] = ()) -> tuple["Record", ...]:
        """Return the mappings of a list; absent is empty."""
        node = self.found.get(key)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.wrong("outcomes.file-shape", key, expected="list")
            return ()
        return tuple(
            Record(item, self.page, f"{self.at(key)}[{place}]", tuple(keys))
            for place, item in enumerate(node.value)
        )

    def items(self, key: str, keys: Iterable[str] = ()) -> "tuple[Record | str, ...]":
        """Return a list of which each item is a text or a mapping; absent is empty."""
        node = self.found.get(key)
        if node is None:
            return ()
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(
            str(item.value).strip()
            if isinstance(item, yaml.ScalarNode)
            else Record(item, self.page, f"{self.at(key)}[{place}]", tuple(keys))
            for place, item in enumerate(nodes)
        )

    def bilingual(self, key: str) -> Bilingual:
        """Return a text in both languages."""
        return self.record(key, ("nl", "en")).both()

    def both(self) -> Bilingual:
        """Return the text in both languages that this record itself holds."""
        return Bilingual(self.text("nl"), self.text("en"))

    def legal_source(self, key: str) -> LegalSource:
        """Return a legal source."""
        record = self.record(key, _LEGAL_KEYS)
        return LegalSource(
            law=record.text("law"),
            article=record.text("article", ""),
            bwb=record.text("bwb", ""),
            text_date=record.day("text_date") if "text_date" in record else None,
            confidence=record.choice("confidence", Confidence),
        )


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _EMPTY
