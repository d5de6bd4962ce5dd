"""Accounting afterwards: what counts of the books, and a sample that comes back with its seed."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.finance.builders import codes

from loopbrug.core.finance.account import Granted, Spent, account, sample
from loopbrug.core.finance.model import CostKind

DAY = date(2027, 10, 1)
GRANT = Granted("subsidy", Decimal(1000), (CostKind.TRAINING,), date(2027, 9, 1), date(2029, 8, 31))


def line(code: str, amount: int, **more: object) -> Spent:
    values = {"kind": CostKind.TRAINING, "day": DAY, "source": "subsidy", "proof": code} | more
    return Spent(code, amount=Decimal(amount), **values)  # type: ignore[arg-type]


def test_what_was_not_spent_is_left() -> None:
    found = account(GRANT, [line("1", 300), line("2", 400), line("3", 99, source="town")])
    assert (found.counted, found.unspent, found.refused) == (700, 300, 0)
    assert codes(found.findings) == ["account-unspent"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (line("9", -5), "line-negative"),
        (line("9", 5, kind=CostKind.DOUBLE_STAFFING), "line-other-kind"),
        (line("9", 5, day=date(2027, 8, 31)), "line-other-days"),
        (line("9", 300, proof="1"), "line-twice"),
    ],
)
def test_a_wrong_line_does_not_count_and_says_why(wrong: Spent, code: str) -> None:
    found = account(GRANT, [line("1", 300), wrong])
    assert (found.counted, found.refused) == (300, wrong.amount)
    assert code in codes(found.findings)


def test_a_line_without_proof_counts_and_is_marked() -> None:
    found = account(GRANT, [line("1", 1200, proof="")])
    assert (found.counted, found.unspent) == (1200, 0)
    assert codes(found.findings) == ["line-no-proof", "account-more-spent"]


def test_sample_by_hand() -> None:
    class Fixed:
        def random(self) -> float:
            return 0.5

    books = [line("1", 100), line("2", 300), line("3", 50), line("4", 150)]
    # 600 euros in three: the euros at 100, 300 and 500. The first 100 are the euros 0 to 99.
    found = sample(books, 3, Fixed())
    assert [each.code for each in found.lines] == ["2", "4"]
    assert (found.every, found.start) == (200, 100)


AMOUNTS = st.lists(st.integers(-5, 500), max_size=30)


@given(AMOUNTS, st.integers(1, 12), st.integers(0, 9))
def test_sample_is_small_has_the_large_lines_and_comes_back(
    amounts: list[int], size: int, seed: int
) -> None:
    books = [line(f"{place:02}", amount) for place, amount in enumerate(amounts)]
    found = sample(books, size, np.random.default_rng(seed))
    again = sample(books[::-1], size, np.random.default_rng(seed))
    assert found == again
    assert len(found.lines) <= size
    assert len(set(found.lines)) == len(found.lines)
    assert all(each.amount > 0 for each in found.lines)
    large = [each for each in books if found.every and each.amount >= found.every]
    assert set(large) <= set(found.lines)
    assert bool(found.lines) == any(amount > 0 for amount in amounts)


def test_another_seed_gives_other_lines() -> None:
    books = [line(f"{place:02}", 10) for place in range(50)]
    drawn = {sample(books, 5, np.random.default_rng(seed)).lines for seed in range(8)}
    assert len(drawn) > 1
