"""The framework of learning outcomes: read from a readable file, and never changed after."""

import hashlib
import json
from dataclasses import asdict, replace
from importlib.resources import files

from loopbrug.core.outcomes.model import Area, EvidenceBase, Framework, Outcome
from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.outcomes.rules import framework_findings
from loopbrug.core.terms.words import Bilingual

CURRENT = "loopbrug-2026.yaml"

_HEAD = ("identifier", "version", "title", "creator", "published_on", "source")
_AREA = ("code", "identifier", "title", "parent", "subject", "sectors", "outcomes")
_OUTCOME = ("code", "identifier", "nl", "en", "base", "hours", "sectors", "precedes")

Lines = dict[str, int]


def load_framework(name: str = CURRENT) -> Framework:
    """Return a framework that comes with the package, by file name."""
    source = files(__package__).joinpath("frameworks", name)
    return read_framework(source.read_text(encoding="utf-8"), name)


def read_framework(text: str, filename: str = "") -> Framework:
    """Return the framework in a YAML text.

    Raises
    ------
    BadDataError
        With every error: shape, duplicates, unknown codes, wrong identifiers, cycles. ``about``
        names file and line.
    """
    page = Page(filename)
    root = root_of(text, page, ("framework", "areas"))
    head = root.record("framework", _HEAD)
    lines: Lines = {"": head.line}
    areas: list[Area] = []
    outcomes: list[Outcome] = []
    for record in root.records("areas", _AREA):
        areas.append(_area(record, lines))
        outcomes.extend(_outcomes(record, areas[-1].code, lines))
    framework = replace(_head(head), areas=tuple(areas), outcomes=tuple(outcomes))
    for finding in framework_findings(framework):
        about = page.place(lines.get(finding.about, 1), finding.about)
        page.errors.append(replace(finding, about=about))
    page.stop_if_wrong()
    return framework


def fingerprint(framework: Framework) -> str:
    """Return the SHA-256 of the canonical form: another letter is another fingerprint."""
    form = json.dumps(asdict(framework), default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(form.encode()).hexdigest()


def _head(record: Record) -> Framework:
    return Framework(
        identifier=record.text("identifier"),
        version=record.text("version"),
        title=record.bilingual("title"),
        creator=record.text("creator"),
        published_on=record.day("published_on"),
        source=record.legal_source("source"),
        areas=(),
        outcomes=(),
    )


def _area(record: Record, lines: Lines) -> Area:
    code = record.text("code")
    lines[code] = record.line
    return Area(
        record.text("identifier"), code, record.bilingual("title"), record.text("parent", "")
    )


def _outcomes(area: Record, code: str, lines: Lines) -> list[Outcome]:
    subject = area.text("subject", "")
    sectors = area.sectors()
    found = []
    for record in area.records("outcomes", _OUTCOME):
        lines[record.text("code")] = record.line
        found.append(
            Outcome(
                identifier=record.text("identifier"),
                code=record.text("code"),
                statement=Bilingual(record.text("nl"), record.text("en")),
                area=code,
                base=record.choice("base", EvidenceBase),
                hours=record.number("hours", least=1),
                subject=subject,
                sectors=record.sectors() or sectors,
                precedes=record.texts("precedes"),
            )
        )
    return found
