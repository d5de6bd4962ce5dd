"""Amounts, dated figures and steps as JSON: what every answer about money is told with."""

from datetime import date
from decimal import Decimal

from loopbrug.core.law.model import LawValue
from loopbrug.core.law.trace import Figure, Step
from loopbrug.core.terms.euro import cents
from loopbrug.core.terms.finding import Finding, Value
from loopbrug.web.site.sentences.book import tell

Object = dict[str, object]


def number(amount: Decimal) -> float:
    """Return an amount as a JSON number in whole cents."""
    return float(cents(amount))


def finding_object(finding: Finding, language: str) -> Object:
    """Return a finding with its sentence."""
    return {
        "code": finding.code,
        "source": str(finding.source) if finding.source else None,
        "weight": finding.weight.value,
        "about": finding.about,
        "text": tell(finding, language),
    }


def step_object(step: Step, language: str) -> Object:
    """Return a step, the figures it used and the steps it rests on."""
    return {
        "code": step.said.code,
        "text": tell(step.said, language),
        "inputs": {name: plain(value) for name, value in step.said.values},
        "result": plain(step.result),
        "figures": [figure_object(each) for each in step.figures],
        "parts": [step_object(each, language) for each in step.parts],
    }


def figure_object(figure: Figure) -> Object:
    """Return a dated figure with where it can be read, and since when nobody knows it for sure."""
    dated, since = figure.dated, figure.provisional_since
    return {
        "name": dated.name,
        "value": plain(dated.value),
        "unit": dated.unit.value,
        "valid_from": dated.valid_from.isoformat(),
        "used_for": figure.used_for.isoformat(),
        "source": str(dated.source),
        "confidence": dated.source.confidence.value,
        "checked_on": dated.checked_on.isoformat(),
        "provisional_since": since.isoformat() if since else None,
        "formula": dated.formula,
        "url": dated.url,
    }


def plain(value: Value | LawValue | None) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return [plain(each) for each in value] if isinstance(value, tuple) else value
