"""The book of sentences: a finding goes in, one sentence in Dutch or English comes out.

Plain Python, no Django: pages, API and command tell their findings from the same book.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files
from string import Formatter

import yaml

from loopbrug.core.terms.euro import MINUS, sign_first
from loopbrug.core.terms.finding import Confidence, Finding, LegalSource, Value
from loopbrug.core.terms.words import Bilingual, Weekday

LANGUAGES = ("nl", "en")
VALUES_FILE = "values.yaml"
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_AND = {"nl": "en", "en": "and"}
AMOUNTS = "amount"
"""How placeholders for euros end: thousands are set apart, which a year must never be."""
_NONE = {"nl": "geen", "en": "none"}


class MissingSentenceError(LookupError):
    """The book has no sentence for a code, or the finding lacks a value the sentence needs."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for one kind of value, as in "mon" → "maandag".

    ``names`` are the names a placeholder has when its value is of this kind.
    """

    names: tuple[str, ...]
    words: Mapping[str, Bilingual]


@cache
def sentences() -> Mapping[str, Bilingual]:
    """Return every sentence by code; raises ``ValueError`` when two files have the same code."""
    found: dict[str, Bilingual] = {}
    for source in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if not source.name.endswith(".yaml") or source.name == VALUES_FILE:
            continue
        page = yaml.safe_load(source.read_text(encoding="utf-8")) or {}
        if twice := found.keys() & page.keys():
            raise ValueError(f"{source.name} repeats {sorted(twice)}")
        found.update({code: Bilingual(text["nl"], text["en"]) for code, text in page.items()})
    return found


@cache
def wordings() -> tuple[Wording, ...]:
    """Return the small dictionaries for values that are codes: weekdays, sectors, parties."""
    page = yaml.safe_load((files(__package__) / VALUES_FILE).read_text(encoding="utf-8"))
    return tuple(
        Wording(
            tuple(kind["names"]),
            {word: Bilingual(text["nl"], text["en"]) for word, text in kind["words"].items()},
        )
        for kind in page.values()
    )


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names a sentence fills in.

    Examples
    --------
    >>> sorted(placeholders("{day} vrij, {hours} uur"))
    ['day', 'hours']
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def sentence(code: str, language: str, **values: Value) -> str:
    """Return the sentence of ``code``; raises ``MissingSentenceError``."""
    try:
        pattern = sentences()[code].text(language)
        told = {name: tell_value(value, language, name) for name, value in values.items()}
        return sign_first(pattern.format_map(told))
    except KeyError as missing:
        raise MissingSentenceError(f"{code}: {missing} is missing") from missing


def tell(finding: Finding, language: str) -> str:
    """Return what a finding says in ``language`` ("nl" or "en").

    Raises ``MissingSentenceError`` (a ``LookupError``) for a code the book does not know.
    """
    return sentence(finding.code, language, **dict(finding.values))


def cite(source: LegalSource, language: str) -> str:
    """Return a citation; what nobody could look up is marked.

    Examples
    --------
    >>> cite(LegalSource("WPO", "32"), "nl")
    'WPO art. 32'
    """
    mark = {"nl": ", niet nagezocht", "en": ", not verified"}[language]
    return f"{source}{mark}" if source.confidence is Confidence.REMEMBERED else str(source)


def tell_value(value: Value | time, language: str, name: str = "") -> str:
    """Return a value as people write it; ``name`` is the placeholder it stands in.

    Examples
    --------
    >>> tell_value(date(2027, 3, 1), "nl")
    '1 maart 2027'
    >>> tell_value(("VD-1", "VD-2", "PE-1"), "en")
    'VD-1, VD-2 and PE-1'
    >>> tell_value(Decimal("0.80"), "nl")
    '0,8'
    >>> tell_value(25000, "nl", "amount"), tell_value(Decimal("4357.9"), "nl", "old_amount")
    ('25.000', '4.357,90')
    """
    if isinstance(value, tuple):
        return _listed([tell_value(one, language, name) for one in value], language)
    if isinstance(value, date):
        return tell_day(value, language)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if name.endswith(AMOUNTS) and isinstance(value, int | Decimal):
        return tell_amount(value, language)
    if isinstance(value, Decimal):
        return _decimal(value, language)
    return _word(value, language, name)


def tell_day(day: date, language: str) -> str:
    """Return a day in long form, without its time of day if it has one."""
    day = day.date() if isinstance(day, datetime) else day
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def tell_amount(amount: int | Decimal, language: str) -> str:
    """Return euros without their sign, in cents only where there are any.

    Examples
    --------
    >>> tell_amount(Decimal("1234.50"), "nl"), tell_amount(Decimal("-1234.00"), "en")
    ('1.234,50', '−1,234')
    """
    text = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    text = text.replace("-", MINUS)
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def tell_weekday(day: Weekday, language: str) -> str:
    """Return the name of a weekday: "maandag", "Monday"."""
    return _word(day, language, "weekday")


def _listed(parts: list[str], language: str) -> str:
    if len(parts) < 2:  # noqa: PLR2004
        return parts[0] if parts else _NONE[language]
    return f"{', '.join(parts[:-1])} {_AND[language]} {parts[-1]}"


def _decimal(value: Decimal, language: str) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if language == "nl" else text


def _word(value: str | int, language: str, name: str) -> str:
    """Return the word for a code of a known kind, else the value itself."""
    if isinstance(value, Weekday):
        value, name = value.name.lower(), "weekday"
    known = value.value if isinstance(value, Enum) else value
    for kind in wordings():
        if name in kind.names and (word := kind.words.get(str(known))):
            return word.text(language)
    return str(known)
