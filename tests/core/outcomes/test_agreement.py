"""Agreement: the figures of others on the same vectors, and what cannot be computed."""

import warnings
from collections.abc import Sequence
from datetime import date
from math import isnan
from random import Random
from typing import Literal, cast

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]

from loopbrug.core.outcomes.agreement import (
    VERDICTS,
    Agreement,
    Measure,
    Pair,
    agreement_by_month,
    agreement_of,
    alpha,
)
from loopbrug.core.terms.finding import Weight
from loopbrug.web.site.sentences.book import tell

V, P, M = VERDICTS
FIVE = ("a", "b", "c", "d", "e")
COEFFICIENTS = ("kappa", "kappa_linear", "kappa_quadratic", "alpha_nominal", "alpha_ordinal")

said = st.sampled_from(VERDICTS)
pairs_of = st.lists(st.tuples(said, said), min_size=1, max_size=40)
gappy = st.lists(st.tuples(st.none() | said, st.none() | said), max_size=40)


def vectors(seed: int, scale: Sequence[str] = VERDICTS) -> list[tuple[str, str]]:
    """Return items of two raters who agree more or less, some verdicts rarer than others."""
    dice = Random(seed)  # noqa: S311
    weights = [dice.random() ** 3 + 0.01 for _ in scale]
    items = []
    for _ in range(dice.randint(5, 80)):
        one, other = dice.choices(scale, weights, k=2)
        items.append((one, one if dice.random() < seed % 10 / 10 else other))
    return items


def by_sklearn(
    items: Sequence[tuple[str, str]], scale: Sequence[str], weights: str | None
) -> float:
    first, second = zip(*items, strict=True)
    return float(cohen_kappa_score(first, second, labels=list(scale), weights=weights))


def by_krippendorff(
    units: Sequence[Sequence[str | None]], scale: Sequence[str], level: str
) -> float:
    raters = max(map(len, units))
    filled = [[*unit, *[None] * (raters - len(unit))] for unit in units]
    counts = [[unit.count(value) for value in scale] for unit in filled]
    found = krippendorff.alpha(
        value_counts=counts,
        value_domain=list(range(len(scale))),
        level_of_measurement=cast("Literal['nominal', 'ordinal']", level),
    )
    return float(found)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("scale", [VERDICTS, FIVE], ids=["verdicts", "five"])
def test_kappa_and_alpha_equal_those_of_sklearn_and_krippendorff(
    seed: int, scale: tuple[str, ...]
) -> None:
    items = vectors(seed, scale)
    found = agreement_of(items, scale)
    assert found.kappa == pytest.approx(by_sklearn(items, scale, None), abs=1e-12)
    assert found.kappa_linear == pytest.approx(by_sklearn(items, scale, "linear"), abs=1e-12)
    assert found.kappa_quadratic == pytest.approx(by_sklearn(items, scale, "quadratic"), abs=1e-12)
    assert found.alpha_nominal == pytest.approx(by_krippendorff(items, scale, "nominal"))
    assert found.alpha_ordinal == pytest.approx(by_krippendorff(items, scale, "ordinal"))


@pytest.mark.parametrize(
    "items",
    [
        [(V, V), (M, M)],
        [(V, M), (M, V)],
        [(V, V)] * 30 + [(M, V)],
        [(V, V), (V, P), (V, M)],
        [(V, M)] * 4,
        [(P, M)],
    ],
    ids=["two-values", "opposite", "one-slip", "constant-first", "constant-apart", "one-item"],
)
def test_edge_vectors_equal_those_of_sklearn_and_krippendorff(items: list[tuple[str, str]]) -> None:
    found = agreement_of(items)
    assert found.kappa == pytest.approx(by_sklearn(items, VERDICTS, None), abs=1e-12)
    assert found.kappa_linear == pytest.approx(by_sklearn(items, VERDICTS, "linear"), abs=1e-12)
    assert found.alpha_nominal == pytest.approx(by_krippendorff(items, VERDICTS, "nominal"))
    assert found.alpha_ordinal == pytest.approx(by_krippendorff(items, VERDICTS, "ordinal"))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("measure", Measure)
def test_alpha_of_more_raters_with_gaps_equals_krippendorff(seed: int, measure: Measure) -> None:
    dice = Random(seed)  # noqa: S311
    units: list[list[str | None]] = [
        [dice.choice([*FIVE, None]) for _ in range(4)] for _ in range(dice.randint(4, 25))
    ]
    expected = by_krippendorff(units, FIVE, measure.value)
    assert alpha(units, measure, FIVE) == pytest.approx(expected, abs=1e-12)


def test_alpha_equals_the_example_krippendorff_published() -> None:
    """Four raters, twelve units, values 1 to 5: nominal 0.743, ordinal 0.815."""
    raters = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    letters = dict(zip("12345", FIVE, strict=True))
    units = [[letters.get(value) for value in unit] for unit in zip(*raters, strict=True)]
    assert alpha(units, Measure.NOMINAL, FIVE) == pytest.approx(0.743, abs=5e-4)
    assert alpha(units, Measure.ORDINAL, FIVE) == pytest.approx(0.815, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # pa = 118/125 = 0.944; share of yes = (123 + 120) / 250 = 0.972;
        # pe = 2 * 0.972 * 0.028 = 0.054432
        (((118, 5), (2, 0)), (0.944 - 0.054432) / (1 - 0.054432)),
        # pa = 0.85; share of yes = (55 + 50) / 200 = 0.525; pe = 2 * 0.525 * 0.475 = 0.49875
        (((45, 10), (5, 40)), (0.85 - 0.49875) / (1 - 0.49875)),
        # pa = 0; share of yes = 0.5; pe = 2 * 0.5 * 0.5 = 0.5
        (((0, 7), (7, 0)), -1.0),
    ],
    ids=["skewed", "balanced", "opposite"],
)
def test_ac1_equals_its_formula_by_hand(
    table: tuple[tuple[int, ...], ...], expected: float
) -> None:
    scale = ("yes", "no")
    items = [
        pair
        for i, row in enumerate(table)
        for j, times in enumerate(row)
        for pair in [(scale[i], scale[j])] * times
    ]
    assert agreement_of(items, scale).table == table
    assert agreement_of(items, scale).ac1 == pytest.approx(expected)


def test_ac1_counts_every_value_of_the_scale() -> None:
    """Shares 0.7, 0.2, 0.1: pe = (0.21 + 0.16 + 0.09) / 2 = 0.23; pa = 0.8; 0.57 / 0.77."""
    items = [(V, V)] * 6 + [(P, P), (M, M)] + [(V, P), (P, V)]
    assert agreement_of(items).prevalence == pytest.approx((0.7, 0.2, 0.1))
    assert agreement_of(items).ac1 == pytest.approx(0.57 / 0.77)


def test_table_counts_who_said_what() -> None:
    found = agreement_of([(V, V), (V, P), (V, P), (M, V), (None, V), (P, None)])
    assert found.table == ((1, 2, 0), (0, 0, 0), (1, 0, 0))
    assert (found.items, found.percentage) == (4, 0.25)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_constant_verdicts_leave_kappa_and_alpha_uncomputable(verdict: str) -> None:
    found = agreement_of([(verdict, verdict)] * 12)
    assert [getattr(found, name) for name in COEFFICIENTS] == [None] * 5
    assert (found.percentage, found.ac1) == (1, 1)
    assert [finding.code for finding in found.findings] == ["outcomes.agreement-constant"]
    assert found.findings[0].value("verdict") == verdict


@pytest.mark.parametrize("items", [[], [(V, None), (None, M)]], ids=["nothing", "never-both"])
def test_without_items_nothing_is_computable(items: list[Pair]) -> None:
    found = agreement_of(items)
    names = (*COEFFICIENTS, "percentage", "ac1")
    assert [getattr(found, name) for name in names] == [None] * 7
    assert set(found.prevalence) == {0}
    assert [finding.code for finding in found.findings] == ["outcomes.agreement-no-items"]


def test_skewed_verdicts_warn_that_kappa_misleads() -> None:
    """Nine out of ten agree, and yet kappa is 0: the paradox of kappa."""
    found = agreement_of([(V, V)] * 9 + [(V, M)])
    assert found.percentage == 0.9
    assert found.kappa == pytest.approx(0, abs=1e-12)
    (warned,) = found.findings
    assert (warned.code, warned.weight) == ("outcomes.agreement-skewed", Weight.WARNS)
    assert (warned.value("share"), warned.value("chance")) == (95, 90)
    assert "95 procent hetzelfde: gevalideerd" in tell(warned, "nl")


def test_even_verdicts_do_not_warn() -> None:
    assert agreement_of([(V, V), (P, P), (M, M), (V, M)]).findings == ()


def test_a_value_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="unsure"):
        agreement_of([(V, "unsure")])
    for scale in ((V,), (V, V)):
        with pytest.raises(ValueError, match="at least two values"):
            agreement_of([], scale)


def test_agreement_over_time_is_told_by_month() -> None:
    dated: list[tuple[date, Pair]] = [
        (date(2027, 3, 31), (V, M)),
        (date(2027, 1, 5), (V, V)),
        (date(2027, 3, 1), (P, P)),
    ]
    months = agreement_by_month(dated)
    assert [each.month for each in months] == [date(2027, 1, 1), date(2027, 3, 1)]
    assert [each.agreement.percentage for each in months] == [1, 0.5]


@given(pairs_of)
def test_figures_stay_within_their_bounds(items: list[tuple[str, str]]) -> None:
    found = agreement_of(items)
    assert sum(found.prevalence) == pytest.approx(1)
    assert found.percentage is not None
    assert 0 <= found.percentage <= 1
    figures = [getattr(found, name) for name in (*COEFFICIENTS, "ac1")]
    assert all(figure <= 1 for figure in figures if figure is not None)
    assert all(figure >= -1 - 1e-9 for figure in figures if figure is not None)
    assert (found.percentage == 1) <= all(figure in {1, None} for figure in figures)


@given(gappy)
def test_it_does_not_matter_who_is_first(items: list[Pair]) -> None:
    one, other = agreement_of(items), agreement_of([(b, a) for a, b in items])
    for name in (*COEFFICIENTS, "percentage", "ac1"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-9), name
    assert one.findings == other.findings


@given(pairs_of, st.lists(said, max_size=5))
def test_items_that_one_left_out_change_nothing(
    items: list[tuple[str, str]], alone: list[str]
) -> None:
    more: list[Pair] = [*items, *((value, None) for value in alone)]
    assert agreement_of(more) == agreement_of(items)


@given(pairs_of)
def test_kappa_equals_sklearn_on_any_vectors(items: list[tuple[str, str]]) -> None:
    found: Agreement = agreement_of(items)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = [by_sklearn(items, VERDICTS, weights) for weights in (None, "linear")]
    for mine, theirs in zip((found.kappa, found.kappa_linear), expected, strict=True):
        assert (mine is None) == isnan(theirs)
        assert mine is None or mine == pytest.approx(theirs, abs=1e-12)
