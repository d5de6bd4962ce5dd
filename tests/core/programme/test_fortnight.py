"""Sessions every other week, and a person's week that alternates."""

from dataclasses import replace
from datetime import date, time

import pytest
from tests.core.programme.builders import MONDAY, offering, problem, unit, weeks

from loopbrug.core.programme.catalogue_file import read_catalogue
from loopbrug.core.programme.check import check_programme
from loopbrug.core.programme.model import Block, BlockKind, InWeeks, Offering, Status, Wishes
from loopbrug.core.programme.rules import broken_wishes
from loopbrug.core.programme.solver import solve
from loopbrug.core.programme.teaching_weeks import session_days
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Period, TimeSlot, Weekday

FRI = Weekday.FRI
FRIDAY = TimeSlot(FRI, time(17), time(20))


def fortnightly(code: str, start: int, count: int = 8) -> Offering:
    """Return an offering on Friday evenings in every other week."""
    return replace(offering(code, start, count, FRI), every=2)


def friday(in_weeks: InWeeks, period: Period | None = None) -> Wishes:
    """Return wishes with care on Fridays in some weeks."""
    return Wishes(30, MONDAY, blocks=(Block(FRIDAY, BlockKind.CARE, "", period, in_weeks),))


def test_sessions_are_every_other_week_and_a_holiday_moves_none() -> None:
    given = fortnightly("a-1", 0, 7)
    assert [day.day for day in session_days(given, ())] == [3, 17, 1, 15]
    holiday = Period(date(2027, 9, 13), date(2027, 9, 19))
    assert [day.day for day in session_days(given, [holiday])] == [3, 1, 15]


def test_alternate_weeks_go_side_by_side_and_the_same_weeks_do_not() -> None:
    units = [unit("a", "A"), unit("b", "B")]
    beside = problem("A B", units, [fortnightly("a-1", 0), fortnightly("b-1", 1)])
    programme = solve(beside)
    assert programme.status is Status.PROVED
    assert check_programme(beside, programme) == ()
    assert [planned.every for planned in programme.units] == [2, 2]
    at_once = problem("A B", units, [fortnightly("a-1", 0), fortnightly("b-1", 2)])
    assert solve(at_once).status is Status.IMPOSSIBLE
    weekly = problem("A B", units, [fortnightly("a-1", 0), offering("b-1", 1, 8, FRI)])
    assert solve(weekly).status is Status.IMPOSSIBLE


def test_checker_sees_sessions_in_the_same_weeks() -> None:
    units = [unit("a", "A"), unit("b", "B")]
    apart = problem("A B", units, [fortnightly("a-1", 0), fortnightly("b-1", 1)])
    every_week = tuple(replace(planned, every=1) for planned in solve(apart).units)
    wrong = check_programme(apart, replace(solve(apart), units=every_week))
    assert "programme.wrong-clash" in {finding.code for finding in wrong}


@pytest.mark.parametrize(("start", "free"), [(0, InWeeks.EVEN), (1, InWeeks.ODD)])
def test_a_block_in_even_or_odd_weeks_breaks_only_sessions_in_those(
    start: int, free: InWeeks
) -> None:
    # Monday 30 August 2027 is in week 35.
    given = fortnightly("a-1", start)
    assert not broken_wishes(given, 3, friday(free))
    other = InWeeks.ODD if free is InWeeks.EVEN else InWeeks.EVEN
    (wish,) = broken_wishes(given, 3, friday(other))
    assert wish.code == "programme.wish-block-care-some-weeks"
    assert broken_wishes(offering("a-2", start, 8, FRI), 3, friday(free))


def test_a_block_of_a_period_breaks_fortnightly_sessions_only_within_it() -> None:
    given = fortnightly("a-1", 0)
    assert not broken_wishes(given, 3, friday(InWeeks.EVERY, weeks(1, 1)))
    assert broken_wishes(given, 3, friday(InWeeks.EVERY, weeks(2, 1)))


def test_a_year_of_53_weeks_has_two_odd_weeks_in_a_row() -> None:
    assert InWeeks.ODD.holds(date(2026, 12, 31))
    assert InWeeks.ODD.holds(date(2027, 1, 4))


CATALOGUE = """
rhythms:
  friday: {dates: [2027-09-03], slot: "fri 09:00-12:00", every_weeks: EVERY}
units:
  - {code: A, title: {nl: a, en: a}, institute: i, form: taught, covers: {VD-1: 10}, weeks: 4,
     offered: [friday]}
"""


def test_catalogue_file_says_how_many_weeks_from_one_session_to_the_next() -> None:
    (given,) = read_catalogue(CATALOGUE.replace("EVERY", "2"), {}).offerings
    assert (given.every, given.code) == (2, "A.20270903.fri0900x2.online")
    assert [day.day for day in session_days(given, ())] == [3, 17]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CATALOGUE.replace("EVERY", "9"), "programme.catalogue-every-weeks-many"),
        (CATALOGUE.replace("EVERY", "0"), "outcomes.file-number"),
        (
            CATALOGUE.replace("EVERY", "2").replace('slot: "fri 09:00-12:00", ', ""),
            "programme.catalogue-every-weeks-no-slot",
        ),
    ],
)
def test_catalogue_file_refuses_a_rhythm_that_cannot_be(text: str, code: str) -> None:
    with pytest.raises(BadDataError) as error:
        read_catalogue(text, {})
    assert code in {finding.code for finding in error.value.findings}
