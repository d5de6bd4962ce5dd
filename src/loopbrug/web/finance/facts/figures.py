"""What a reader asks of the register of figures, and what it finds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loopbrug.core.law.register import Line
from loopbrug.core.law.titles import groups
from loopbrug.core.terms.words import Bilingual

SHORT = 3
"""Letters up to which a word must be a whole one: "vo" is not "voor"."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to see of the register; empty is everything that is not past, by topic.

    ``oldest`` asks one list instead, what was not checked for the longest time first.
    """

    words: str = ""
    group: str = ""
    uncertain: bool = False
    past: bool = False
    oldest: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """The lines of one topic, in their order."""

    code: str
    title: Bilingual
    lines: tuple[Line, ...]


def found_in(lines: Iterable[Line], asked: Asked) -> tuple[Line, ...]:
    """Return the lines that are asked for, in their order; every word asked must be in one."""
    words = asked.words.casefold().split()
    return tuple(
        line
        for line in lines
        if (asked.past or not line.past)
        and (line.uncertain or not asked.uncertain)
        and asked.group in ("", line.group)
        and _has(_text_of(line), words)
    )


def by_topic(lines: Iterable[Line]) -> tuple[Topic, ...]:
    """Return the topics that have lines, in the order of the register."""
    held: dict[str, list[Line]] = {}
    for line in lines:
        held.setdefault(line.group, []).append(line)
    return tuple(
        Topic(each.code, each.title, tuple(held[each.code]))
        for each in groups()
        if each.code in held
    )


def _has(text: str, words: Iterable[str]) -> bool:
    whole = set(_WORD.findall(text))
    return all(word in whole or (len(word) > SHORT and word in text) for word in words)


def _text_of(line: Line) -> str:
    dated, title = line.dated, line.title
    parts = (dated.name, title.nl, title.en, str(dated.source), dated.note, dated.formula)
    return " ".join(parts).casefold()
