from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.assessment.statement import (
    ground_of,
    is_number,
    number_of,
    sequence_in,
    terms_of,
)
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.finding import Confidence
from loopbrug.core.terms.words import Sector

DAY = date(2026, 11, 23)
LAW = load_law()
NUMBERS = st.builds(number_of, st.integers(1000, 9999), st.integers(1, 2_000_000))


@given(st.integers(1000, 9999), st.integers(1, 2_000_000))
def test_number_tells_its_sequence(year: int, sequence: int) -> None:
    number = number_of(year, sequence)
    assert is_number(number)
    assert (number[3:7], sequence_in(number)) == (str(year), sequence)
    assert len(number) <= 24


@given(NUMBERS, st.data())
def test_one_wrong_digit_is_seen(number: str, data: st.DataObject) -> None:
    places = [place for place, char in enumerate(number) if char.isdigit()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    assert not is_number(number[:place] + other + number[place + 1 :])


@given(NUMBERS, st.data())
def test_two_digits_that_changed_places_are_seen(number: str, data: st.DataObject) -> None:
    digits = number[3:7] + number[8:-2]
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = [*digits]
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    text = f"GV-{''.join(swapped[:4])}-{''.join(swapped[4:])}-{number[-1]}"
    assert is_number(text) == (swapped == [*digits])


@pytest.mark.parametrize(
    "text",
    ["", "GV-2026-42-M", "gv-2026-00042-M", "GV-2026-00042", " GV-2026-00042-M",
     "GV-2026-00042-M\n", "GV-²026-00042-M", "GV-٢026-00042-M", "GV-2026-000042-M"],
)  # fmt: skip
def test_other_text_is_no_number(text: str) -> None:
    assert not is_number(text)
    with pytest.raises(ValueError, match="number of no statement"):
        sequence_in(text)


@pytest.mark.parametrize(("year", "sequence"), [(999, 1), (10000, 1), (2026, 0), (2026, -1)])
def test_numbers_that_cannot_be_are_refused(year: int, sequence: int) -> None:
    with pytest.raises(ValueError, match="no statement"):
        number_of(year, sequence)


@pytest.mark.parametrize(
    ("sector", "issuer", "article", "confidence"),
    [
        (Sector.PO, "institute", "176b", Confidence.PUBLISHED),
        (Sector.SO, "institute", "162e", Confidence.PUBLISHED),
        (Sector.VO, "institute", "", Confidence.REMEMBERED),
        (Sector.MBO, "board", "4.2.4", Confidence.PUBLISHED),
    ],
)
def test_ground_follows_the_sector(
    sector: Sector, issuer: str, article: str, confidence: Confidence
) -> None:
    ground = ground_of(LAW, DAY, sector)
    assert (ground.issuer, ground.source.article, ground.source.confidence) == (
        issuer, article, confidence,
    )  # fmt: skip


def test_terms_say_that_the_term_of_an_unused_statement_is_not_known() -> None:
    found = {
        each.code.removeprefix("assessment.terms-"): each for each in terms_of(LAW, DAY, Sector.PO)
    }
    assert found["appointment"].value("years") == 2
    assert found["extension"].value("years") == 2
    assert found["qualified"].value("years") == 2
    assert {"board-writes", "unused-unknown"} <= found.keys()
    assert all(each.source is not None for each in found.values())


def test_terms_in_mbo_rest_on_the_law_of_mbo() -> None:
    found = {each.code: each for each in terms_of(LAW, DAY, Sector.MBO)}
    assert str(found["assessment.terms-qualified"].source) == "WEB art. 4.2.4"
    assert str(found["assessment.terms-appointment"].source) == "WEB art. 4.2.1 lid 3"
    assert str(found["assessment.terms-extension"].source) == "WEB art. 4.2.1 lid 3"
    assert "assessment.terms-board-writes" not in found
