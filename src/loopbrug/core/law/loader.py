"""The register of law: figures from data files, refused as a whole when one line is wrong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TypedDict

import yaml

from loopbrug.core.law.model import Dated, Law
from loopbrug.core.law.nodes import Keys, Page, day_of, entries_of, keys_of, root_of, text_of
from loopbrug.core.law.values import unit_of, value_of
from loopbrug.core.terms.finding import BadDataError, Confidence, Finding, LegalSource

UNKNOWN = "unknown"
"""What a file says instead of a text date when the text itself bears none."""
_NAME = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+")
_OPTIONAL = (
    *("until", "note", "law", "bwb", "text_date", "checked_on"),
    *("known_until", "formula", "url"),
)
_OF_THE_LAW = frozenset({"bwb", "text_date", "url"})
_ONE_DAY = timedelta(days=1)


class _Beside(TypedDict):
    note: str
    known_until: date | None
    formula: str
    url: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A value as read, with the line it stands on."""

    dated: Dated
    line: int


@cache
def load_law() -> Law:
    """Return the packaged register; raises ``BadDataError`` with every error of every file."""
    entries: list[_Entry] = []
    errors: list[Finding] = []
    for source in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if source.name.endswith(".yaml"):
            page = Page(source.name)
            read = _read(source.read_text(encoding="utf-8"), page)
            names = {entry.dated.name for entry in entries}
            for entry in read:
                if entry.dated.name in names:
                    page.wrong("law.name-twice", entry.line, name=entry.dated.name)
            entries += read
            errors += page.errors
    if errors:
        raise BadDataError(errors)
    return _law_of(entries)


def read_law(text: str, filename: str) -> Law:
    """Return the law in one file.

    Raises ``BadDataError`` with every error at once, each ``about`` "wpo.yaml line 12".
    """
    page = Page(filename)
    entries = _read(text, page)
    if page.errors:
        raise BadDataError(page.errors)
    return _law_of(entries)


def _law_of(entries: Iterable[_Entry]) -> Law:
    dated = [entry.dated for entry in entries]
    return Law(tuple(sorted(dated, key=lambda each: (each.name, each.valid_from))))


def _read(text: str, page: Page) -> list[_Entry]:
    root = root_of(text, page)
    top = keys_of(root, page, required=("regulation", "checked_on", "parameters"), optional=())
    if not {"regulation", "parameters"} <= top.keys():
        return []
    regulation = keys_of(
        top["regulation"],
        page,
        required=("law", "text_date"),
        optional=("title", "bwb", "note", "url"),
    )
    # The day a file was checked holds for each value that does not name its own.
    above: Keys = {**regulation, **{key: top[key] for key in ("checked_on",) if key in top}}
    found: list[_Entry] = []
    for name, node in entries_of(top["parameters"], page).items():
        if not _NAME.fullmatch(name):
            page.wrong("law.name-wrong", node, name=name)
        found += _parameter(name, node, above, page)
    return found


def _parameter(name: str, node: yaml.Node, above: Keys, page: Page) -> list[_Entry]:
    keys = keys_of(node, page, required=("unit", "values"), optional=("note", "url"))
    unit, rows = keys.get("unit"), keys.get("values")
    if unit_of(unit, page) is None or rows is None:
        return []
    if not isinstance(rows, yaml.SequenceNode) or not rows.value:
        page.wrong("law.shape-wrong", rows, expected="list")
        return []
    read = [_entry(name, row, {**above, **keys}, page) for row in rows.value]
    whole = [entry for entry in read if entry is not None]
    return _in_order(whole, page)


def _entry(name: str, row: yaml.Node, above: Keys, page: Page) -> _Entry | None:
    """Return one value; what it does not say itself holds as its parameter and file say."""
    own = keys_of(
        row,
        page,
        required=("valid_from", "value", "article", "confidence"),
        optional=_OPTIONAL,
    )
    before = len(page.errors)
    keys = _with_own(above, own)
    unit = unit_of(keys.get("unit"), page)
    value = value_of(own.get("value"), unit, page)
    first, last = day_of(own.get("valid_from"), page), day_of(own.get("until"), page)
    checked = day_of(keys.get("checked_on"), page)
    source = _source(keys, row, page)
    if first and last and last < first:
        page.wrong("law.period-backwards", row, first=first, last=last)
    if unit is None or value is None or first is None or checked is None or source is None:
        return None
    if len(page.errors) > before:
        return None
    dated = Dated(name, value, unit, first, last, source, checked, **_beside(keys, page))
    return _Entry(dated, row.start_mark.line + 1)


def _beside(keys: Keys, page: Page) -> _Beside:
    """Return what a value may say beside itself: until when we know it, how it was made, where."""
    return {
        "note": text_of(keys.get("note"), page),
        "known_until": day_of(keys.get("known_until"), page),
        "formula": text_of(keys.get("formula"), page),
        "url": text_of(keys.get("url"), page),
    }


def _with_own(above: Keys, own: Keys) -> Keys:
    """Return the keys of a value; one that names another law inherits nothing of that law."""
    if "law" in own:
        above = {key: node for key, node in above.items() if key not in _OF_THE_LAW}
    return {**above, **own}


def _source(keys: Keys, row: yaml.Node, page: Page) -> LegalSource | None:
    """Return where a value is written; only what is remembered may lack the date of its text."""
    law, word = text_of(keys.get("law"), page), text_of(keys.get("confidence"), page)
    undatable = "text_date" not in keys and word != Confidence.REMEMBERED.value
    if not law or undatable:
        page.wrong("law.source-missing", row)
    if word not in {each.value for each in Confidence}:
        if "confidence" in keys:
            allowed = tuple(each.value for each in Confidence)
            page.wrong("law.confidence-unknown", keys["confidence"], found=word, allowed=allowed)
        return None
    dated = keys.get("text_date")
    undated = text_of(dated, page) == UNKNOWN
    return LegalSource(
        law,
        text_of(keys.get("article"), page),
        text_of(keys.get("bwb"), page),
        None if undated else day_of(dated, page),
        Confidence(word),
    )


def _in_order(entries: list[_Entry], page: Page) -> list[_Entry]:
    """Return the values earliest first, each until the day before the next.

    A value that ends earlier leaves a gap, one that ends later overlaps: both are errors.
    """
    ordered = sorted(entries, key=lambda entry: entry.dated.valid_from)
    for place, (entry, following) in enumerate(pairwise(tuple(ordered))):
        day_before = following.dated.valid_from - _ONE_DAY
        _check_joint(entry, following, page)
        ordered[place] = replace(entry, dated=replace(entry.dated, until=day_before))
    return ordered


def _check_joint(entry: _Entry, following: _Entry, page: Page) -> None:
    until, starts = entry.dated.until, following.dated.valid_from
    name = entry.dated.name
    if starts == entry.dated.valid_from or (until and until >= starts):
        page.wrong("law.overlap", following.line, name=name, first=starts)
    elif until and until < starts - _ONE_DAY:
        gap = (until + _ONE_DAY, starts - _ONE_DAY)
        page.wrong("law.gap", following.line, name=name, first=gap[0], last=gap[1])


def unchecked(law: Law, day: date, days: int = 400) -> tuple[Dated, ...]:
    """Return the values nobody compared with their source in the last ``days`` days.

    Values that lapsed before ``day`` need no check any more.
    """
    return tuple(
        dated
        for dated in law.parameters
        if (dated.until is None or dated.until >= day) and (day - dated.checked_on).days > days
    )
