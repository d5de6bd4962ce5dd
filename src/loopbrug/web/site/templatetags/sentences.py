"""Findings, codes and days on a page, in the visitor's language."""

import logging
from datetime import date

from django import template
from django.utils.translation import get_language

from loopbrug.core.terms.finding import Finding, LegalSource, Value
from loopbrug.web.site.sentences import book

register = template.Library()
logger = logging.getLogger(__name__)


def language() -> str:
    """Return "en" for an English visitor, else "nl"."""
    return "en" if (get_language() or "").startswith("en") else "nl"


@register.filter
def tell(finding: Finding) -> str:
    """Return what a finding says; its code when the book has no sentence for it.

    A page that shows one code is better than no page; the log calls for the sentence.
    """
    try:
        return book.tell(finding, language())
    except book.MissingSentenceError:
        logger.exception("no sentence for %s", finding.code)
        return finding.code


@register.filter
def word(value: Value, kind: str = "") -> str:
    """Return the word for a code, as in ``{{ state|word:"state" }}``."""
    return book.tell_value(value, language(), kind)


@register.filter
def longday(day: date | None) -> str:
    """Return a day in long form, "3 maart 2027"; nothing for no day."""
    return book.tell_day(day, language()) if day else ""


@register.filter
def cite(source: LegalSource | None) -> str:
    """Return a citation, marked when nobody could look it up; nothing for no source."""
    return book.cite(source, language()) if source else ""


@register.simple_tag
def sentence(code: str, **values: Value) -> str:
    """Return the sentence of ``code``, as in ``{% sentence turn.action %}``."""
    return tell(Finding(code, values=tuple(sorted(values.items()))))
