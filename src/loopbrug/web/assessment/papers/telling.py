"""Findings, codes and days in words, for papers that are made of text instead of templates."""

from datetime import date
from typing import Any

from django.template import engines
from django.utils.translation import get_language

from loopbrug.core.terms.finding import Finding, LegalSource, Value
from loopbrug.core.terms.words import Bilingual


def told(finding: Finding) -> str:
    """Return what a finding says, with its source behind it when it has one."""
    said = str(_filter("tell")(finding))
    return f"{said} ({cited(finding.source)})" if finding.source else said


def cited(source: LegalSource | None) -> str:
    """Return a citation, marked when nobody could look it up."""
    return str(_filter("cite")(source))


def word(value: Value, kind: str) -> str:
    """Return the word for a code of some kind."""
    return str(_filter("word")(value, kind))


def longday(day: date | None) -> str:
    """Return a day in long form, "" for none."""
    return str(_filter("longday")(day))


def in_language(text: Bilingual) -> str:
    """Return a text in the language that is active."""
    return text.text("en" if (get_language() or "").startswith("en") else "nl")


def _filter(name: str) -> Any:
    """Return a filter of the book of sentences, as a template reaches it.

    The book stands in ``site``, on top of every room; templates know it by name only, and so
    does this.
    """
    backend: Any = engines["django"]
    return backend.engine.template_libraries["sentences"].filters[name]
