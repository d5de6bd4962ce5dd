"""Documents on paper: blocks in, an accessible PDF (PDF/A-2a and PDF/UA-1) out.

The same blocks are shown on a page, so that page and paper say the same. What is typeset comes
in as data and is never read as markup; nothing is fetched, and only the fonts that come with
Typst are used, so the same document looks the same on every machine.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SHEETS = Path(__file__).parent / "paper"
STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
_UNSHOWN = re.compile(r"`\"(.+?)\"`")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_MOST_TRIES = 4
_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))


class PaperError(RuntimeError):
    """A document could not be made; the message says why, in the words of Typst."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The start of a part; ``level`` 1 lies right under the title."""

    text: str
    level: int = 1
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a new line stays one."""

    text: str
    kind: str = field(default="text", init=False)


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points."""

    items: tuple[str, ...]
    kind: str = field(default="items", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what they are."""

    rows: tuple[tuple[str, str], ...]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption; the first column names the row, the others are figures."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = field(default="grid", init=False)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to take notice of, set apart."""

    title: str
    lines: tuple[str, ...]
    kind: str = field(default="note", init=False)


Block = Heading | Paragraph | Items | Facts | Grid | Note


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. ``over`` stands above the title, ``lead`` below it, ``foot`` on each page.

    ``number`` is shown by templates that have a place for it.
    """

    title: str
    day: date
    blocks: tuple[Block, ...]
    over: str = ""
    lead: str = ""
    number: str = ""
    foot: str = ""
    author: str = "Loopbrug"


def print_paper(paper: Paper, template: str = "document") -> bytes:
    """Return a document as PDF, in the language that is active; raises ``PaperError``."""
    language = "en" if (get_language() or "").startswith("en") else "nl"
    # Translators: {page} and {pages} are filled in on every page and stay as they are.
    page = _("Pagina {page} van {pages}")
    spelled = _(
        "Tekens die ons lettertype niet heeft, staan hier met hun code tussen rechte haken."
    )
    whole = asdict(paper) | {
        "day": paper.day.isoformat(),
        "language": language,
        "page": page,
        "spelled": spelled,
    }
    return typeset(template, whole)


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF of ``paper/<template>.typ`` filled with ``data``.

    ``data`` holds what JSON can hold; every template needs ``title``, ``author``, ``language``
    ("nl" or "en"), ``day`` (ISO), ``blocks``, ``foot``, ``page`` and ``spelled``. A character no
    font here can show is spelled out as its code, and ``spelled`` is then told at the end. Raises
    ``PaperError`` when Typst refuses: a document that would not be accessible is not made.
    """
    whole, unshown = _clean(dict(data)), frozenset[str]()
    for _try in range(_MOST_TRIES):
        told = whole | {"spelled": data["spelled"] if unshown else ""}
        try:
            return _compiled(template, _spelled(told, unshown), data["day"])
        except typst.TypstError as error:
            more = _unshown_in(error)
            if not more - unshown:
                raise PaperError(error.diagnostic) from error
            unshown |= more
    raise PaperError(f"{template}: too many characters without a shape")


def _compiled(template: str, data: Mapping[str, Any], day: str) -> bytes:
    made_at = datetime.combine(date.fromisoformat(day), time(12), tzinfo=UTC)
    pdf, warnings = typst.compile_with_warnings(
        SHEETS / f"{template}.typ",
        root=SHEETS,
        format="pdf",
        pdf_standards=list(STANDARDS),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        timestamp=made_at,
    )
    if warnings:
        raise PaperError("; ".join(warning.message for warning in warnings))
    return pdf


def _unshown_in(error: typst.TypstError) -> frozenset[str]:
    """Return the characters that Typst says it cannot show, none of them plain ones."""
    found = (_unescaped(text) for text in _UNSHOWN.findall(error.diagnostic))
    return frozenset(char for text in found for char in text if not char.isascii())


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _spelled(value: Any, unshown: Iterable[str]) -> Any:
    """Return ``value`` with the characters of ``unshown`` spelled out in every text."""
    table = str.maketrans({char: _name_of(char) for char in unshown})
    return _mapped(value, lambda text: text.translate(table)) if table else value


def _name_of(char: str) -> str:
    """Return a character as its code, with its name where it has one.

    What only joins or colours other characters, as in a family of emoji, is left out.
    """
    if unicodedata.category(char) == "Cf" or char in _VARIATIONS:
        return ""
    name = unicodedata.name(char, "").lower()
    code = f"U+{ord(char):04X}"
    return f"[{code} {name}]" if name and code[2:].lower() not in name else f"[{code}]"


def _clean(value: Any) -> Any:
    """Return ``value`` without control characters and overrides of direction in any text."""
    return _mapped(value, lambda text: "".join(char for char in text if _passes(char)))


def _passes(char: str) -> bool:
    hidden = unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"
    return not hidden and char not in _BIDI_OVERRIDES


def _mapped(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _mapped(each, change) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(each, change) for each in value]
    return value
