from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.law.loader import load_law, read_law, unchecked
from loopbrug.core.law.model import Dated, Law, NoLawInForceError, Unit
from loopbrug.core.terms.finding import BadDataError, Confidence, LegalSource

HEAD = """\
regulation: {law: WPO, title: Wet, bwb: BWBR1, text_date: 2015-01-01}
checked_on: 2026-11-01
parameters:
"""
GOOD = (
    HEAD
    + """\
  go.start_max:
    unit: months
    note: nuttig
    values:
      - {valid_from: 2015-01-01, value: 2, article: "3", confidence: published}
      - {valid_from: 2022-08-01, value: 3, article: "", confidence: remembered, law: WVO 2020}
"""
)


def values(*rows: str, unit: str = "months") -> str:
    listed = "".join(f"      - {{{row}}}\n" for row in rows)
    return f"{HEAD}  a.b:\n    unit: {unit}\n    values:\n{listed}"


def row(valid_from: str, value: str = "2", more: str = "") -> str:
    return f'valid_from: {valid_from}, value: {value}, article: "3", confidence: published{more}'


def errors(text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadDataError) as caught:
        read_law(text, "x.yaml")
    return [(finding.code, finding.about) for finding in caught.value.findings]


def test_good_file_is_read_with_its_sources() -> None:
    law = read_law(GOOD, "x.yaml")
    first, second = law.parameters
    assert (first.value, first.until) == (2, date(2022, 7, 31))
    assert first.source == LegalSource("WPO", "3", "BWBR1", date(2015, 1, 1))
    assert second.source == LegalSource("WVO 2020", "", "", None, Confidence.REMEMBERED)
    assert second.note == "nuttig"


def test_value_in_force_changes_on_its_day() -> None:
    law = read_law(GOOD, "x.yaml")
    assert law.on("go.start_max", date(2022, 7, 31)).value == 2
    assert law.on("go.start_max", date(2022, 8, 1)).value == 3
    assert not law.knows("go.start_max", date(2014, 12, 31))
    with pytest.raises(NoLawInForceError, match=r"go\.start_max"):
        law.on("go.start_max", date(2014, 12, 31))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (values(row("2015-01-01", more=", until: 2016-01-01"), row("2016-01-03")), "gap", 8),
        (values(row("2015-01-01", more=", until: 2016-01-03"), row("2016-01-03")), "overlap", 8),
        (values(row("2015-01-01"), row("2015-01-01")), "overlap", 8),
        (values(row("2015-01-01", more=", until: 2014-01-01")), "period-backwards", 7),
        (values(row("2015-02-29")), "day-wrong", 7),
        (values(row("2015-01-01", "twee")), "value-wrong", 7),
        (values(row("2015-01-01", "-2")), "value-wrong", 7),
        (values(row("2015-01-01", "2.5")), "value-wrong", 7),
        (values(row("2015-01-01", "maybe"), unit="yes-no"), "value-wrong", 7),
        (values(row("2015-01-01", "nan"), unit="fte"), "value-wrong", 7),
        (values(row("2015-01-01", "abc"), unit="codes"), "value-wrong", 7),
        (values(row("2015-01-01"), unit="moons"), "unit-unknown", 5),
        (values(row("2015-01-01", more=", law: Andere wet")), "source-missing", 7),
        (values(row("2015-01-01").replace("published", "sure")), "confidence-unknown", 7),
        (values(row("2015-01-01", more=", colour: red")), "key-unknown", 7),
        (values(row("2015-01-01").replace(', article: "3"', "")), "key-missing", 7),
        (GOOD.replace("go.start_max", "Start max"), "name-wrong", 5),
        (GOOD + GOOD.removeprefix(HEAD), "name-twice", 10),
        ("[1, 2]", "shape-wrong", 1),
        ("a: [", "file-not-yaml", 1),
        ("", "key-missing", 1),
        (values(), "shape-wrong", 6),
    ],
)
def test_wrong_line_is_refused_with_its_place(text: str, code: str, line: int) -> None:
    assert (f"law.{code}", f"x.yaml line {line}") in errors(text)


def test_all_errors_are_told_at_once() -> None:
    text = values(row("2015-01-01", "x"), row("nooit"), row("2016-01-01", more=", hue: 1"))
    assert [code for code, _ in errors(text)] == [
        "law.value-wrong",
        "law.day-wrong",
        "law.key-unknown",
    ]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    outcome: list[object] = []
    try:
        outcome.append(read_law(text, "x.yaml"))
    except BadDataError as error:
        outcome.extend(error.findings)
    assert outcome


def test_register_is_whole() -> None:
    law = load_law()
    assert law.on("go.target_total", date(2026, 11, 23)).value == 35
    assert law.on("job.min_fte", date(2026, 11, 23)).value == Decimal("0.4")
    assert law.on("subsidy.amount", date(2022, 10, 15)).value == 20000
    assert law.on("subsidy.amount", date(2022, 10, 16)).value == 25000


def test_register_dates_every_text_it_claims_to_have_read() -> None:
    vague = [
        dated.name
        for dated in load_law().parameters
        if dated.source.confidence is Confidence.PUBLISHED
        and dated.source.text_date is None
        and not dated.note
    ]
    assert vague == []


def test_register_marks_the_new_act_as_remembered() -> None:
    new = [d for d in load_law().parameters if d.source.law == "WVO 2020"]
    assert new
    assert {dated.source.confidence for dated in new} == {Confidence.REMEMBERED}


def test_unchecked_values_are_found_after_four_hundred_days() -> None:
    checked = date(2026, 11, 1)
    source = LegalSource("B")
    old = Dated("a.b", 1, Unit.DAYS, date(2020, 1, 1), None, source, checked)
    lapsed = Dated("a.c", 1, Unit.DAYS, date(2020, 1, 1), date(2021, 1, 1), source, checked)
    law = Law((old, lapsed))
    assert unchecked(law, date(2027, 12, 6)) == ()
    assert unchecked(law, date(2027, 12, 7)) == (old,)


def test_no_value_is_unchecked_when_this_register_is_published() -> None:
    assert unchecked(load_law(), date(2026, 11, 23)) == ()


def test_factor_may_be_a_fraction() -> None:
    text = values(row("2015-01-01", "1/3"), unit="factor")
    assert read_law(text, "x.yaml").parameters[0].value == Decimal(1) / 3


@pytest.mark.parametrize("wrong", ["1/0", "1/", "/3", "1/-3", "1/3/2", "-1/3"])
def test_wrong_fraction_is_refused(wrong: str) -> None:
    text = values(row("2015-01-01", wrong), unit="factor")
    assert errors(text) == [("law.value-wrong", "x.yaml line 7")]
