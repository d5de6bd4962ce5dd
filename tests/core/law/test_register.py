import ast
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.law.loader import load_law, read_law, unchecked
from loopbrug.core.law.model import Dated, Law, Unit
from loopbrug.core.law.register import register_document, register_lines
from loopbrug.core.law.titles import groups, titles
from loopbrug.core.terms.finding import Confidence, LegalSource

CORE = Path(__file__).parents[3] / "src" / "loopbrug" / "core"
NAME = re.compile(r"[a-z0-9_]+\.[a-z0-9_]*[a-z0-9]")
DAY = date(2026, 11, 23)
SCALES = ("po_lb", "po_lc", "po_ld", "vo_lb", "vo_lc", "vo_ld", "mbo_lb", "mbo_lc", "mbo_ld")


def dated(name: str = "salary.po_lb", **more: object) -> Dated:
    known: dict[str, object] = {
        "name": name, "value": Decimal("0.5"), "unit": Unit.PERCENT,
        "valid_from": date(2020, 1, 1), "until": None, "source": LegalSource("Cao", "6"),
        "checked_on": date(2026, 1, 1),
    }  # fmt: skip
    return Dated(**{**known, **more})  # type: ignore[arg-type]


def test_what_was_unchecked_longest_comes_first() -> None:
    old = dated("salary.vo_lb", checked_on=date(2025, 1, 1))
    assert [line.dated for line in register_lines(Law((dated(), old)), DAY)] == [old, dated()]


def test_a_line_knows_whether_it_holds_and_since_when_it_is_provisional() -> None:
    past = dated(until=date(2026, 11, 22), known_until=date(2025, 12, 31))
    coming = dated("salary.vo_lb", valid_from=date(2026, 11, 24), known_until=date(2025, 1, 1))
    now = dated("salary.vo_lc", until=DAY, known_until=date(2025, 12, 31))
    found = {line.dated.name: line for line in register_lines(Law((past, coming, now)), DAY)}
    assert found["salary.po_lb"].past
    assert not found["salary.po_lb"].uncertain
    assert found["salary.vo_lb"].coming
    assert found["salary.vo_lb"].provisional_since is None
    assert not found["salary.vo_lc"].past
    assert found["salary.vo_lc"].provisional_since == date(2026, 1, 1)
    assert found["salary.vo_lc"].uncertain


def test_the_document_loses_nothing() -> None:
    law = Law((dated(known_until=date(2026, 10, 31), formula="a x b", url="https://x.example"),))
    (figure,) = register_document(register_lines(law, DAY), DAY)["figures"]
    assert figure["value"] == "0.5"
    assert figure["provisional_since"] == "2026-11-01"
    assert (figure["formula"], figure["source"]["url"]) == ("a x b", "https://x.example")
    assert figure["source"]["article"] == "6"
    assert figure["note"] is None


def test_every_figure_has_a_title_and_no_title_is_left_alone() -> None:
    names = {one.name for one in load_law().parameters}
    assert names == set(titles())
    assert sum(len(group.figures) for group in groups()) == len(titles())
    assert len({title.nl for title in titles().values()}) == len(titles())
    assert len({title.en for title in titles().values()}) == len(titles())


def test_no_figure_went_unchecked_for_400_days() -> None:
    """Fails on a day in real life: read the sources again, then put that day in ``checked_on``."""
    found = unchecked(load_law(), datetime.now(UTC).date())
    told = "\n".join(f"{one.name} ({one.source}): {one.checked_on}" for one in found)
    assert not found, f"unchecked for more than 400 days:\n{told}"


def test_what_was_derived_tells_its_formula() -> None:
    money = load_law().parameters
    bare = [
        one.name
        for one in money
        if one.source.confidence is Confidence.DERIVED and not (one.formula or one.note)
    ]
    assert bare == []


def test_money_that_was_read_can_be_read_again() -> None:
    """Of every figure of money that was read somebody can find the text: an address or a law."""
    money = {group.code for group in groups()} - {"entry", "assessment", "risk"}
    lost = [
        line.dated.name
        for line in register_lines(load_law(), DAY)
        if line.group in money
        and line.dated.source.confidence is Confidence.PUBLISHED
        and not (line.dated.url or line.dated.source.bwb or line.dated.note)
    ]
    assert lost == []


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_has_twelve_steps_that_rise(scale: str) -> None:
    tables = [one for one in load_law().parameters if one.name == f"salary.{scale}"]
    assert tables
    for table in tables:
        assert isinstance(table.value, tuple)
        assert len(table.value) == 12
        assert list(table.value) == sorted(set(table.value))
    for before, after in pairwise(tables):
        assert all(a < b for a, b in zip(before.value, after.value, strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "on", "base", "factor"),
    [
        ("salary.po_lb", date(2025, 11, 1), date(2024, 10, 1), "1.046"),
        ("salary.po_lc", date(2026, 11, 1), date(2025, 11, 1), "1.012"),
        ("salary.mbo_ld", date(2025, 1, 1), date(2024, 6, 1), "1.051"),
        ("salary.vo_lb", date(2025, 1, 1), date(2023, 7, 1), "1.049"),
    ],
)
def test_a_derived_table_follows_from_its_formula(
    name: str, on: date, base: date, factor: str
) -> None:
    law = load_law()
    old, new = law.on(name, base).value, law.on(name, on).value
    assert isinstance(old, tuple)
    assert isinstance(new, tuple)
    for before, after in zip(old, new, strict=True):
        assert abs(Decimal(before) * Decimal(factor) - Decimal(after)) <= 3


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_a_value_is_provisional_from_the_day_after_its_source_ends(last: date, days: int) -> None:
    value = dated(known_until=last)
    assert value.provisional_since(last - timedelta(days=days)) is None
    assert value.provisional_since(last + timedelta(days=days + 1)) == last + timedelta(days=1)
    assert dated().provisional_since(last) is None


def test_a_file_tells_until_when_how_and_where() -> None:
    law = read_law(
        "regulation: {law: Cao, text_date: 2025-01-01, url: 'https://a.example'}\n"
        "checked_on: 2026-11-01\n"
        "parameters:\n"
        "  a.b:\n"
        "    unit: percent\n"
        "    values:\n"
        "      - {valid_from: 2025-01-01, value: 8, article: '', confidence: derived,\n"
        "         known_until: 2025-12-31, formula: '4 x 2'}\n"
        "      - {valid_from: 2026-01-01, value: 9, article: '', confidence: published,\n"
        "         law: Wet, text_date: 2026-01-01}\n",
        "x.yaml",
    )
    first, second = law.parameters
    assert (first.known_until, first.formula) == (date(2025, 12, 31), "4 x 2")
    assert (first.url, second.url) == ("https://a.example", "")


def figures_named_in_code() -> set[tuple[str, str]]:
    """Return every name of a figure that the core's rules ask for, with the file that asks.

    Files that check input name places in it ("supplement.cap"), not figures.
    """
    rooms = {one.name.split(".")[0] for one in load_law().parameters}
    found = set()
    for path in sorted(CORE.rglob("*.py")):
        if path.name.startswith("check"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and NAME.fullmatch(text) and text.split(".")[0] in rooms:
                found.add((text, path.name))
    return found


def test_rules_ask_for_figures_that_exist() -> None:
    """A rule that treats a figure as "not known" would hide a misspelt name for ever."""
    known = {one.name for one in load_law().parameters}
    asked = figures_named_in_code()
    assert ("severance.fraction", "losses.py") in asked
    assert {(name, place) for name, place in asked if name not in known} == set()
