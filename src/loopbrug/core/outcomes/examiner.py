"""Which outcomes one examiner can close, with a test that has a fixed key."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.judging import Rule
from loopbrug.core.outcomes.model import EvidenceBase, Framework
from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.terms.finding import LegalSource
from loopbrug.core.terms.words import Bilingual

_FILE = "one_examiner.yaml"
_KEYS = ("code", "title", "why", "outcomes", "norms", "source")


@dataclass(frozen=True, slots=True)
class KeyedTest:
    """A test with a fixed key (*toets met vaste antwoorden*), and the outcomes it can close.

    ``why`` says why one examiner is enough; ``norms`` names parameters of the law room in which
    a norm stands, empty when we know none.
    """

    code: str
    title: Bilingual
    why: Bilingual
    outcomes: tuple[str, ...]
    source: LegalSource
    norms: tuple[str, ...] = ()


def rule_for(outcome: str) -> Rule:
    """Return who must judge an outcome, by its code: two judges, unless a keyed test closes it.

    Inside the suitability assessment there are always two: see ``rounds``.

    Examples
    --------
    >>> rule_for("VI-9P"), rule_for("VD-4")
    (<Rule.ONE_EXAMINER: 'one-examiner'>, <Rule.TWO_JUDGES: 'two-judges'>)
    """
    return Rule.ONE_EXAMINER if outcome in keyed_tests() else Rule.TWO_JUDGES


@cache
def keyed_tests() -> Mapping[str, KeyedTest]:
    """Return, by outcome code, the keyed tests that come with the package."""
    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    tests = read_keyed_tests(text, load_framework(), _FILE)
    return {outcome: test for test in tests for outcome in test.outcomes}


def read_keyed_tests(text: str, framework: Framework, filename: str = "") -> tuple[KeyedTest, ...]:
    """Return the keyed tests in a YAML text.

    Raises
    ------
    BadDataError
        With every error: shape, an unknown source, an outcome that is unknown, named twice, or
        shown at the workplace, where no key fits.
    """
    page = Page(filename)
    root = root_of(text, page, ("sources", "tests"))
    listed = root.record("sources")
    sources = {name: listed.legal_source(name) for name in listed.found}
    records = root.records("tests", _KEYS)
    tests = tuple(_test(record, sources) for record in records)
    _check_outcomes(records, framework)
    page.stop_if_wrong()
    return tests


def _test(record: Record, sources: Mapping[str, LegalSource]) -> KeyedTest:
    source = record.text("source")
    if source not in sources:
        record.wrong("outcomes.file-choice", "source", found=source, allowed=tuple(sources))
    return KeyedTest(
        code=record.text("code"),
        title=record.bilingual("title"),
        why=record.bilingual("why"),
        outcomes=record.texts("outcomes"),
        source=sources.get(source, LegalSource(source)),
        norms=record.texts("norms"),
    )


def _check_outcomes(records: tuple[Record, ...], framework: Framework) -> None:
    """Note every outcome that no keyed test can close, or that stands twice."""
    bases = {outcome.code: outcome.base for outcome in framework.outcomes}
    seen: set[str] = set()
    for record in records:
        for code in record.texts("outcomes"):
            if code not in bases:
                record.wrong("outcomes.qualification-code-unknown", "outcomes", unknown=code)
            elif bases[code] is not EvidenceBase.STUDY:
                record.wrong("outcomes.examiner-workplace", "outcomes", outcome=code)
            if code in seen:
                record.wrong("outcomes.file-name-twice", "outcomes", name=code)
            seen.add(code)
