"""Which outcomes a teaching qualification requires: readable rules over a framework."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

from loopbrug.core.outcomes.model import Framework, Outcome, Qualification
from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.terms.finding import LegalSource
from loopbrug.core.terms.words import Degree, Sector

_KEYS = ("code", "title", "sector", "degree", "subject", "source", "second", "requires")
_RULES = ("generic", "subjects", "also", "leave_out")


@dataclass(frozen=True, slots=True)
class _Given:
    """What every rule of the file may point at."""

    framework: Framework
    lists: Record
    sources: dict[str, LegalSource]


def load_qualifications(framework: Framework) -> tuple[Qualification, ...]:
    """Return the qualifications that come with the package, their sets resolved."""
    source = files(__package__).joinpath("qualifications.yaml")
    return read_qualifications(source.read_text(encoding="utf-8"), framework, source.name)


def read_qualifications(
    text: str, framework: Framework, filename: str = ""
) -> tuple[Qualification, ...]:
    """Return the qualifications in a YAML text; raises ``BadDataError`` with every error."""
    page = Page(filename)
    root = root_of(text, page, ("lists", "sources", "qualifications"))
    sources = root.record("sources")
    given = _Given(
        framework,
        root.record("lists"),
        {name: sources.legal_source(name) for name in sources.found},
    )
    found: dict[str, Qualification] = {}
    for record in root.records("qualifications", _KEYS):
        qualification = _qualification(record, given)
        if qualification.code in found:
            record.wrong("outcomes.qualification-twice", "code", qualification=qualification.code)
        found[qualification.code] = qualification
    page.stop_if_wrong()
    return tuple(found.values())


def _qualification(record: Record, given: _Given) -> Qualification:
    sector = record.choice("sector", Sector)
    return Qualification(
        code=record.text("code"),
        title=record.bilingual("title"),
        sector=sector,
        degree=record.choice("degree", Degree),
        subject=record.text("subject", ""),
        requires=_required(record.record("requires", _RULES), sector, given),
        source=_source(record, given.sources),
        second=record.yes_no("second", default=False),
    )


def _source(record: Record, sources: dict[str, LegalSource]) -> LegalSource:
    name = record.text("source")
    if name not in sources:
        record.wrong("outcomes.file-choice", "source", found=name, allowed=tuple(sources))
    return sources.get(name, LegalSource(name))


def _required(rules: Record, sector: Sector, given: _Given) -> tuple[str, ...]:
    """Return the codes of the required set, in the order of the framework."""
    _report_unknown(rules, given)
    wanted = _generic(rules, sector, given)
    subjects, also = set(rules.texts("subjects")), set(rules.texts("also"))
    left_out = set(rules.texts("leave_out"))
    codes = tuple(
        outcome.code
        for outcome in given.framework.outcomes
        if (wanted(outcome) or outcome.area in subjects or outcome.code in also)
        and outcome.code not in left_out
    )
    if not codes:
        rules.wrong("outcomes.qualification-empty")
    return codes


def _generic(rules: Record, sector: Sector, given: _Given) -> Callable[[Outcome], bool]:
    name = rules.text("generic")
    if name == "all":
        return lambda outcome: (
            not outcome.subject and (not outcome.sectors or sector in outcome.sectors)
        )
    if name not in given.lists:
        allowed = ("all", *given.lists.found)
        rules.wrong("outcomes.file-choice", "generic", found=name, allowed=allowed)
    listed = set(given.lists.texts(name))
    return lambda outcome: outcome.code in listed


def _report_unknown(rules: Record, given: _Given) -> None:
    codes = {outcome.code for outcome in given.framework.outcomes}
    areas = {area.code for area in given.framework.areas}
    for key, known in (("subjects", areas), ("also", codes), ("leave_out", codes)):
        for code in rules.texts(key):
            if code not in known:
                rules.wrong("outcomes.qualification-code-unknown", key, unknown=code)
    generic = rules.text("generic")
    for code in given.lists.texts(generic):
        if code not in codes:
            given.lists.wrong("outcomes.qualification-code-unknown", generic, unknown=code)
