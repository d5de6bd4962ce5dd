from datetime import date
from decimal import Decimal

import pytest

from loopbrug.core.law.model import Dated, Law, NoLawInForceError, Unit
from loopbrug.core.law.trace import Figure, Step, Traced, figure, figures_in, uncertain
from loopbrug.core.terms.finding import Confidence, Finding, LegalSource

DAY = date(2026, 3, 1)


def dated(name: str, confidence: Confidence, known_until: date | None = None) -> Dated:
    source = LegalSource("Cao", confidence=confidence)
    first, checked = date(2025, 1, 1), date(2026, 1, 1)
    return Dated(name, Decimal(8), Unit.PERCENT, first, None, source, checked, "", known_until)


READ = dated("a.read", Confidence.PUBLISHED)
MADE = dated("a.made", Confidence.DERIVED, date(2026, 3, 1))
KNOWN = dated("a.known", Confidence.REMEMBERED)
OLD = dated("a.old", Confidence.PUBLISHED, date(2026, 2, 28))
LAW = Law((READ, MADE, KNOWN, OLD))


def step(code: str, *names: str, parts: tuple[Step, ...] = ()) -> Step:
    used = tuple(figure(LAW, name, DAY) for name in names)
    return Step(Finding(f"finance.{code}"), Decimal(1), used, parts)


def test_a_figure_keeps_the_day_it_was_used_for() -> None:
    assert figure(LAW, "a.read", DAY) == Figure(READ, DAY)
    with pytest.raises(NoLawInForceError, match=r"a\.read"):
        figure(LAW, "a.read", date(2024, 12, 31))


@pytest.mark.parametrize(
    ("name", "certain", "since"),
    [
        ("a.read", True, None),
        ("a.made", True, None),
        ("a.known", False, None),
        ("a.old", False, date(2026, 3, 1)),
    ],
)
def test_a_figure_is_certain_while_its_source_speaks(
    name: str, certain: bool, since: date | None
) -> None:
    found = figure(LAW, name, DAY)
    assert (found.certain, found.provisional_since) == (certain, since)


def test_a_tree_is_walked_before_its_parts_and_gives_each_figure_once() -> None:
    leaf, other = step("leaf", "a.old", "a.read"), step("other", "a.known")
    root = step("root", "a.read", parts=(leaf, other))
    assert [each.said.code for each in root.walk()] == [
        "finance.root", "finance.leaf", "finance.other",
    ]  # fmt: skip
    names = [each.dated.name for each in figures_in([root, leaf])]
    assert names == ["a.read", "a.old", "a.known"]
    assert [each.dated.name for each in uncertain([root])] == ["a.old", "a.known"]


def test_an_answer_stands_beside_how_it_was_computed() -> None:
    answer = Traced(Decimal("12.50"), step("root", "a.read"))
    assert answer.value == Decimal("12.50")
    assert figures_in([answer.step]) == (Figure(READ, DAY),)
