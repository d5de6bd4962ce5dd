"""What both forms of a Europass CV share: days known in part, text in HTML, claims kept."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import unescape

from loopbrug.core.outcomes.evidence import Claim
from loopbrug.core.terms.finding import Finding, Weight

MOST_TITLE, MOST_TEXT = 200, 5_000
MOST_MARKUP = 4 * MOST_TEXT
NATIVE = "native"
"""The level of a mother tongue."""
YEARS = range(1900, 2101)

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_NEW_LINE = {"br", "p", "div", "ul", "ol", "tr", "h1", "h2", "h3", "h4"}
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a CV says in one language."""

    language: str
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when, as far as it is said."""

    since: date | None = None
    until: date | None = None
    ongoing: bool = False


UNSAID = Span()


@dataclass(slots=True)
class Notes:
    """The claims and findings of one profile while it is read."""

    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def skip(self, section: str) -> None:
        """Tell that a section was left out."""
        told = Finding.of("outcomes.cv-skipped", section, weight=Weight.INFORMS, section=section)
        self.findings.append(told)

    def keep(
        self,
        kind: str,
        titles: Iterable[str],
        organisation: str = "",
        span: Span = UNSAID,
        *,
        level: str = "",
        text: str = "",
    ) -> None:
        """Keep a claim under the first title that says something; without any, only tell it.

        All may be HTML. An organisation without a title is the title.
        """
        titles = (*titles, organisation)
        title = next((plain for each in titles if (plain := one_line(each))), "")
        if not title:
            self.findings.append(Finding.of("outcomes.cv-without-title", kind, weight=Weight.WARNS))
            return
        plain = plain_text(text)
        if len(plain) > MOST_TEXT or len(text) > MOST_MARKUP:
            told = Finding.of("outcomes.cv-text-cut", title, weight=Weight.WARNS, title=title)
            self.findings.append(told)
        self.claims.append(
            Claim(
                kind=kind,
                title=title,
                organisation="" if one_line(organisation) == title else one_line(organisation),
                since=span.since,
                until=span.until,
                ongoing=span.ongoing,
                level=one_line(level),
                text="" if plain == title else plain[:MOST_TEXT].rstrip(),
            )
        )

    def span(self, about: str, since: str, until: str, *, ongoing: bool) -> Span:
        """Return the span between two days as written; what cannot be one is told and dropped."""
        title = one_line(about)
        first = self._day(title, since, last=False)
        last = None if ongoing else self._day(title, until, last=True)
        if first and last and last < first:
            told = Finding.of("outcomes.cv-ends-before", title, weight=Weight.WARNS, title=title)
            self.findings.append(told)
            return UNSAID
        return Span(first, last, ongoing)

    def _day(self, title: str, written: str, *, last: bool) -> date | None:
        day = day_of(written, last=last)
        if written and day is None:
            found = one_line(written)
            told = Finding.of("outcomes.cv-no-day", title, weight=Weight.WARNS, found=found)
            self.findings.append(told)
        return day

    def profile(self, language: str) -> Profile:
        """Return all of it as the profile in a language."""
        return Profile(language.strip().lower()[:20], tuple(self.claims), tuple(self.findings))


def day_of(written: str, *, last: bool) -> date | None:
    """Return a day written as YYYY, YYYY-MM or YYYY-MM-DD; None when it is none of these.

    Of a year or month alone it is the first day, or with ``last`` the last.

    Examples
    --------
    >>> str(day_of("2028-02", last=True))
    '2028-02-29'
    """
    found = _DAY.fullmatch(written.strip())
    if not found or int(found[1]) not in YEARS:
        return None
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    try:
        day = int(found[3] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day)
    except ValueError:
        return None


def plain_text(markup: str) -> str:
    r"""Return HTML as plain text: paragraphs and points of a list on a line of their own.

    Examples
    --------
    >>> plain_text("<p>R&amp;D</p><ul><li>meten</li><li>5 &lt; 6</li></ul>")
    'R&D\n- meten\n- 5 < 6'
    """
    text = unescape(_TAG.sub(_as_text, markup[:MOST_MARKUP]))
    lines = (" ".join(line.split()) for line in _UNSEEN.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line not in {"", "-"})


def _as_text(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name == "li":
        return "" if tag[1] else "\n- "
    return "\n" if name in _NEW_LINE else " " if name in {"td", "th"} else ""


def first_line(markup: str) -> str:
    """Return the first line of HTML that says something, as plain text."""
    return plain_text(markup).partition("\n")[0]


def one_line(markup: str) -> str:
    """Return HTML as one line of plain text, cut at ``MOST_TITLE``."""
    return " ".join(plain_text(markup).split())[:MOST_TITLE].rstrip()


def level_between(levels: Iterable[str]) -> str:
    """Return the lowest and the highest of levels, once when they are the same.

    Examples
    --------
    >>> level_between(["C1", "B2", "C1", ""]), level_between(["A2", "A2"]), level_between([])
    ('B2–C1', 'A2', '')
    """
    known = sorted({level.strip().upper() for level in levels if level.strip()})
    return "–".join(dict.fromkeys((known[0], known[-1]))) if known else ""


def language_code(written: str) -> str:
    """Return the two-letter code of a language for its three-letter one; else as written.

    Examples
    --------
    >>> language_code("GER"), language_code("nl"), language_code("Tigrinya")
    ('de', 'nl', 'Tigrinya')
    """
    code = written.strip()
    return _TWO_LETTERS.get(code.lower(), code.lower() if len(code) <= CODE else code)


CODE = 3
_TWO_LETTERS = {
    "ara": "ar", "bul": "bg", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl",
    "ell": "el", "eng": "en", "est": "et", "fas": "fa", "fin": "fi", "fra": "fr", "fre": "fr",
    "ger": "de", "gle": "ga", "gre": "el", "hrv": "hr", "hun": "hu", "ice": "is", "isl": "is",
    "ita": "it", "lav": "lv", "lit": "lt", "mlt": "mt", "nld": "nl", "nor": "no", "per": "fa",
    "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "slk": "sk", "slo": "sk",
    "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv", "tur": "tr", "ukr": "uk", "zho": "zh",
}  # fmt: skip
"""Three letters to two, both of ISO 639: Europass uses either."""
