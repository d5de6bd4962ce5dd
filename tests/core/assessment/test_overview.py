from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.assessment.decision import Conclusion
from loopbrug.core.assessment.overview import AssessmentFacts, Half, Issued, half_of, overview_of

HALF = Half(2026, 2)
JULY = date(2026, 7, 1)


def test_half_years_follow_each_other_without_a_gap() -> None:
    half = Half(2025, 1)
    for _ in range(6):
        last, following = half.period.last, half.following
        assert last is not None
        assert following.period.first == last + timedelta(days=1)
        assert following.before == half
        half = following


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_day_is_in_its_half_year(day: date) -> None:
    assert day in half_of(day).period


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 3), (0, 1), (99999, 1)])
def test_half_year_that_does_not_exist_is_refused(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="there is no half"):
        Half(year, number)


def test_overview_counts_by_the_day_each_thing_happened() -> None:
    cases = [
        AssessmentFacts(date(2026, 6, 30), JULY, date(2026, 7, 30), Conclusion.SUITABLE),
        AssessmentFacts(JULY, JULY, date(2026, 8, 20), Conclusion.PARTLY),
        AssessmentFacts(JULY, None, None, None, date(2026, 9, 1)),
        AssessmentFacts(date(2026, 12, 31)),
        AssessmentFacts(date(2026, 12, 1), JULY, date(2027, 1, 2), Conclusion.NOT_YET),
    ]
    found = overview_of(HALF, cases, [], [JULY, date(2027, 1, 1)], 35)
    assert (found.requested, found.started, found.decided) == (4, 3, 2)
    assert (found.suitable, found.partly, found.not_yet) == (1, 1, 0)
    assert (found.stopped, found.running, found.passed) == (1, 2, 1)
    assert (found.within_goal, found.median_days, found.longest_days) == (1, 40, 50)


def test_overview_of_nothing_has_no_days() -> None:
    found = overview_of(HALF, [], [], [], 35)
    assert (found.decided, found.median_days, found.longest_days) == (0, None, None)


def test_statements_are_in_order_and_replacing_ones_counted_apart() -> None:
    issued = [
        Issued("GV-2026-00002-X", date(2026, 8, 1), "GV-2026-00001-X"),
        Issued("GV-2026-00001-X", JULY),
        Issued("GV-2026-00003-X", date(2027, 1, 1)),
    ]
    found = overview_of(HALF, [], issued, [], 35)
    assert [each.number for each in found.statements] == ["GV-2026-00001-X", "GV-2026-00002-X"]
    assert found.first_statements == 1
