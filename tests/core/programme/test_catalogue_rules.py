from dataclasses import replace
from datetime import date, timedelta

from tests.core.programme.builders import MONDAY, offering, unit, weeks

from loopbrug.core.outcomes.model import EvidenceBase, Framework, Outcome
from loopbrug.core.programme.catalogue_rules import catalogue_findings
from loopbrug.core.programme.model import Catalogue
from loopbrug.core.terms.finding import LegalSource
from loopbrug.core.terms.words import Bilingual, Period, Weekday

TEXT = Bilingual("tekst", "text")
FRAMEWORK = Framework(
    "id", "1", TEXT, "maker", date(2027, 1, 1), LegalSource("kader"), (),
    tuple(Outcome(code, code, TEXT, "X", EvidenceBase.STUDY, 20) for code in "ABC"),
)  # fmt: skip


def found(catalogue: Catalogue) -> set[tuple[str, str]]:
    return {
        (finding.code.removeprefix("programme."), finding.about)
        for finding in catalogue_findings(catalogue, FRAMEWORK)
    }


def test_sound_catalogue_has_no_findings() -> None:
    units = (unit("a", "A"), unit("b", "B", needs="A"))
    assert found(Catalogue(units, (offering("a-1", 0, 4), offering("b-1", 4, 4)))) == set()


def test_everything_wrong_is_told_at_once() -> None:
    units = (unit("a", "A Z"), unit("b", "B", after="nobody"), unit("a", "A"))
    offerings = (offering("a-1", 0, 4), replace(offering("b-1", 0, 4), capacity=0),
                 offering("x-1", 0, 4), offering("a-1", 2, 4))  # fmt: skip
    assert found(Catalogue(units, offerings)) == {
        ("unknown-outcome", "a"), ("unknown-unit", "b"), ("code-twice", "a"),
        ("code-twice", "a-1"), ("offering-of-unknown-unit", "x-1"), ("unit-unoffered", "b"),
        ("offering-full", "b-1"),
    }  # fmt: skip


def test_prerequisite_nobody_teaches_and_a_ring_are_told() -> None:
    units = (unit("a", "A", needs="B"), unit("b", "B", needs="A"), unit("c", "C", needs="D"))
    offerings = tuple(offering(f"{code}-1", 0, 4) for code in "abc")
    assert found(Catalogue(units, offerings)) >= {
        ("prerequisite-ring", "a"), ("prerequisite-ring", "b"), ("prerequisite-untaught", "c"),
    }  # fmt: skip


def test_offerings_on_and_from_a_holiday_differ() -> None:
    tuesday = MONDAY + timedelta(days=1)
    offerings = (
        offering("a-1", 0, 1, Weekday.TUE), offering("a-2", 0, 3, Weekday.TUE),
        offering("a-3", 5, 1), replace(offering("a-4", 6, 4), period=Period(tuesday)),
    )  # fmt: skip
    holidays = (Period(MONDAY, tuesday), weeks(5, 1))
    assert found(Catalogue((unit("a", "A"),), offerings, holidays)) == {
        ("offering-on-holiday", "a-1"), ("offering-starts-on-holiday", "a-2"),
        ("offering-on-holiday", "a-3"), ("offering-without-end", "a-4"),
    }  # fmt: skip
