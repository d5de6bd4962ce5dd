"""Amounts as people write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from loopbrug.web.site.sentences.book import sentence, sentences
from loopbrug.web.ui.amounts import AmountField, WholeAmountField, amount_of, euros


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4350", "4350"),
        ("4.350", "4350"),
        ("4,350", "4350"),
        ("4.350,00", "4350.00"),
        ("4,350.00", "4350.00"),
        ("€ 19.500", "19500"),
        ("19 500", "19500"),
        ("1.234.567,89", "1234567.89"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,5", "0.5"),
        ("4350,-", "4350"),
        ("-5", "-5"),
    ],
)
def test_amount_is_read_as_it_is_written(text: str, amount: str) -> None:
    assert amount_of(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "veel", "4.350,00,1", "1e9", "NaN", "--3", "4 k", "€"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert amount_of(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("veel", "“veel” is geen getal. Schrijf het zo: 4.350,00"),
        ("-5", "Minder dan 0 kan niet"),
        ("2.000.000", "Vul hooguit 1000000 in"),
        ("1,234567", "Te veel cijfers achter de komma"),
        ("", "Vul een getal in"),
    ],
)
def test_wrong_amount_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        AmountField().clean(text)


def test_whole_amount_is_a_whole_number() -> None:
    assert WholeAmountField().clean("19.500") == 19_500
    assert WholeAmountField(required=False).clean("  ") is None
    with pytest.raises(ValidationError, match="achter de komma"):
        WholeAmountField().clean("12,5")


def test_a_rate_has_three_decimals_and_no_thousands() -> None:
    rate = AmountField(decimal_places=6)
    assert rate.clean("1,125") == Decimal("1.125")
    assert rate.clean("0.935") == Decimal("0.935")


@pytest.mark.parametrize(("language", "shown"), [("nl", "0,5"), ("en", "0.5")])
def test_an_amount_is_shown_as_it_is_written_in_a_language(language: str, shown: str) -> None:
    field = AmountField()
    with translation.override(language):
        assert field.prepare_value(Decimal("0.5")) == shown
        assert field.clean(field.prepare_value(Decimal("4350.25"))) == Decimal("4350.25")
        assert field.prepare_value("veel") == "veel"


@pytest.mark.parametrize(
    ("language", "amount", "whole", "written"),
    [
        ("nl", Decimal("-5880.00"), False, "−€\xa05.880"),
        ("nl", Decimal("-5880.40"), False, "−€\xa05.880,40"),
        ("en", Decimal("-5880.40"), True, "−€\xa05,880"),
        ("nl", Decimal("-0.40"), True, "€\xa00"),
        ("nl", Decimal("0.00"), False, "€\xa00"),
        ("en", 1234.5, False, "€\xa01,234.50"),
    ],
)
def test_a_loss_has_its_sign_before_the_euro_sign(
    language: str, amount: Decimal, whole: bool, written: str
) -> None:
    with translation.override(language):
        assert euros(amount, whole=whole) == written


def test_what_is_written_as_a_loss_is_read_as_one() -> None:
    assert amount_of("−5.880,40") == Decimal("-5880.40")


def test_sentences_write_a_loss_the_same_way() -> None:
    values = {name: Decimal(1) for name in ("out_amount", "in_amount")}
    values["balance_amount"] = Decimal("-5880.40")
    code = next(key for key, text in sentences().items() if "stand € {balance_amount}" in text.nl)
    assert sentence(code, "nl", **values).endswith("stand −€ 5.880,40")


@pytest.mark.parametrize(
    ("language", "amount", "written"),
    [
        ("nl", Decimal("60000.00"), "60.000"),
        ("en", Decimal("60000.00"), "60,000"),
        ("nl", Decimal("4350.50"), "4.350,50"),
        ("nl", Decimal("0.80"), "0,80"),
    ],
)
def test_what_a_form_begins_with_is_read_back_as_it_was(
    language: str, amount: Decimal, written: str
) -> None:
    with translation.override(language):
        shown = AmountField().prepare_value(amount)
    assert shown == written
    assert amount_of(shown) == amount
