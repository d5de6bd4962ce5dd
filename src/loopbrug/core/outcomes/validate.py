"""Checking a framework file, readable YAML or a CASE package: everything wrong, at once."""

import json
from collections.abc import Mapping
from dataclasses import replace

from loopbrug.core.outcomes.case_reading import import_package
from loopbrug.core.outcomes.case_shape import shape_findings
from loopbrug.core.outcomes.framework import read_framework
from loopbrug.core.terms.finding import BadDataError, Finding, Weight

_SHAPE_SAYS_IT = {
    "outcomes.case-null",
    "outcomes.case-field-missing",
    "outcomes.case-not-text",
    "outcomes.case-not-number",
    "outcomes.case-not-list",
    "outcomes.case-not-object",
    "outcomes.identifier-wrong",
}
_FROM_ELSEWHERE = {"outcomes.framework-no-hours"}


def validate_text(text: str, filename: str = "") -> tuple[Finding, ...]:
    """Return everything wrong with a framework; an empty result means it is sound.

    A text that starts with a brace is judged as a CASE 1.1 package, any other as a framework
    file. ``about`` is the place: file and line, or the path in the package. Never raises for
    what a file may hold.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _package_findings(text, filename)
    try:
        read_framework(text, filename)
    except BadDataError as error:
        return error.findings
    return ()


def _package_findings(text: str, filename: str) -> tuple[Finding, ...]:
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        place = f"{filename} line {error.lineno}".strip()
        return (Finding.of("outcomes.file-not-json", place),)
    except RecursionError:
        return (Finding.of("outcomes.file-not-json", f"{filename} line 1".strip()),)
    return (*shape_findings(document), *_meaning(document))


def _meaning(document: object) -> tuple[Finding, ...]:
    """Return what is wrong beyond the shape: rings, doubles, links that lead nowhere."""
    if not isinstance(document, Mapping):
        return ()
    try:
        found = import_package(document).findings
    except BadDataError:
        return ()
    kept = (f for f in found if f.code not in _SHAPE_SAYS_IT | _FROM_ELSEWHERE)
    return tuple(replace(f, weight=Weight.BLOCKS) if f.weight is Weight.WARNS else f for f in kept)
