"""The register as people read it: every figure, longest unchecked first, and as a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from loopbrug.core.law.model import Dated, Law, LawValue
from loopbrug.core.law.titles import groups
from loopbrug.core.terms.finding import Confidence
from loopbrug.core.terms.words import Bilingual

VERSION = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A dated value as the register shows it on a day."""

    dated: Dated
    group: str
    title: Bilingual
    day: date

    @property
    def past(self) -> bool:
        """Whether it held only before the day."""
        return self.dated.until is not None and self.dated.until < self.day

    @property
    def coming(self) -> bool:
        """Whether it holds only after the day."""
        return self.dated.valid_from > self.day

    @property
    def provisional_since(self) -> date | None:
        """First day its source is silent about, for a value that is in force."""
        if self.past or self.coming:
            return None
        return self.dated.provisional_since(self.day)

    @property
    def remembered(self) -> bool:
        """Whether nobody saw it in a source."""
        return self.dated.source.confidence is Confidence.REMEMBERED

    @property
    def uncertain(self) -> bool:
        """Whether a page that uses it marks it."""
        return self.remembered or self.provisional_since is not None


def register_lines(law: Law, day: date) -> tuple[Line, ...]:
    """Return every figure, past and coming too; the one longest unchecked first."""
    known = {
        name: (group.code, title) for group in groups() for name, title in group.figures.items()
    }
    return tuple(
        Line(dated, *known[dated.name], day)
        for dated in sorted(law.parameters, key=lambda one: one.checked_on)
    )


def register_document(lines: Iterable[Line], day: date) -> dict[str, Any]:
    """Return the register for others to load; the shape is ``docs/figures.schema.json``."""
    return {
        "version": VERSION,
        "as_of": day.isoformat(),
        "figures": [_figure(line) for line in lines],
    }


def _figure(line: Line) -> dict[str, Any]:
    dated, source = line.dated, line.dated.source
    return {
        "name": dated.name,
        "group": line.group,
        "title": {"nl": line.title.nl, "en": line.title.en},
        "value": _plain(dated.value),
        "unit": dated.unit.value,
        "valid_from": dated.valid_from.isoformat(),
        "until": _day(dated.until),
        "known_until": _day(dated.known_until),
        "provisional_since": _day(line.provisional_since),
        "confidence": source.confidence.value,
        "source": {
            "law": source.law, "article": source.article or None, "bwb": source.bwb or None,
            "text_date": _day(source.text_date), "url": dated.url or None,
        },
        "formula": dated.formula or None,
        "note": dated.note or None,
        "checked_on": dated.checked_on.isoformat(),
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: LawValue) -> bool | int | str | list[str]:
    """Return a value as JSON has it; amounts as text, so that no cent is lost."""
    if isinstance(value, tuple):
        return [str(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
