"""Deadlines come from the law, call for help and reject nobody."""

from datetime import date

import pytest

from loopbrug.core.law.loader import load_law
from loopbrug.core.law.model import Dated, Law, Unit
from loopbrug.core.pathway.deadlines import (
    Milestones,
    after,
    appointment_ends,
    chances_findings,
    clock_of,
    days_of,
    deadlines_of,
    escalations,
    promised_on,
    school_year_end,
)
from loopbrug.core.terms.finding import LegalSource, Weight

LAW = load_law()


def term(value: int, unit: Unit) -> Dated:
    day = date(2020, 1, 1)
    return Dated("term", value, unit, day, None, LegalSource("test"), day)


def test_promised_on_is_five_weeks_after_the_start() -> None:
    assert promised_on(date(2026, 10, 19), LAW) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "dated", "expected"),
    [
        (date(2027, 12, 29), term(2, Unit.MONTHS), date(2028, 2, 29)),
        (date(2026, 12, 31), term(2, Unit.MONTHS), date(2027, 2, 28)),
        (date(2028, 2, 29), term(1, Unit.YEARS), date(2029, 2, 28)),
        (date(2028, 2, 15), term(14, Unit.DAYS), date(2028, 2, 29)),
        (date(2028, 2, 15), term(2, Unit.WEEKS), date(2028, 2, 29)),
        (date(2027, 8, 1), term(2, Unit.SCHOOL_YEARS), date(2029, 7, 31)),
    ],
)
def test_after_lands_on_a_day_that_exists(day: date, dated: Dated, expected: date) -> None:
    assert after(day, dated) == expected


def test_after_refuses_what_is_no_term() -> None:
    with pytest.raises(TypeError):
        after(date(2027, 1, 1), term(3, Unit.EUR))
    with pytest.raises(TypeError):
        days_of(term(3, Unit.MONTHS))


def test_school_year_end_turns_on_the_first_of_august() -> None:
    assert school_year_end(date(2027, 7, 31)) == date(2027, 7, 31)
    assert school_year_end(date(2027, 8, 1)) == date(2028, 7, 31)


def test_appointment_ends_with_the_second_school_year_and_can_be_extended() -> None:
    assert appointment_ends(date(2027, 8, 1), LAW) == date(2029, 7, 31)
    assert appointment_ends(date(2027, 8, 1), LAW, extended=True) == date(2031, 7, 31)


def test_deadlines_of_a_whole_dossier_rest_on_their_source() -> None:
    known = Milestones(
        opened_on=date(2026, 10, 1),
        requested_on=date(2026, 12, 31),
        assessed_on=date(2027, 2, 15),
        appointed_on=date(2027, 8, 1),
        passed_on=date(2028, 2, 15),
    )
    found = {each.code: each.due_on for each in deadlines_of(known, LAW)}
    assert found == {
        "pathway.deadline-own-goal": date(2026, 11, 5),
        "pathway.deadline-start": date(2027, 2, 28),
        "pathway.deadline-verdict": date(2027, 3, 1),
        "pathway.deadline-assessment": date(2027, 3, 31),
        "pathway.deadline-certificate": date(2028, 2, 29),
        "pathway.deadline-appointment": date(2029, 7, 31),
    }
    assert all(each.source.law for each in deadlines_of(known, LAW))


def test_deadlines_of_an_empty_dossier_are_none() -> None:
    assert deadlines_of(Milestones(), LAW) == ()


@pytest.mark.parametrize(
    ("verdict_on", "day", "expected"),
    [
        (None, date(2026, 11, 5), []),
        (None, date(2026, 11, 6), ["pathway.deadline-own-goal"]),
        (date(2026, 11, 5), date(2027, 11, 6), []),
        (date(2026, 11, 9), date(2027, 11, 6), ["pathway.deadline-own-goal"]),
    ],
)
def test_escalations_warn_about_what_passed_and_never_block(
    verdict_on: date | None, day: date, expected: list[str]
) -> None:
    known = Milestones(opened_on=date(2026, 10, 1), verdict_on=verdict_on)
    found = escalations(deadlines_of(known, LAW), day)
    assert [each.code for each in found] == expected
    assert all(each.weight is Weight.WARNS for each in found)


@pytest.mark.parametrize(("chances", "count"), [(None, 0), (0, 1), (1, 1), (2, 0), (3, 0)])
def test_chances_findings_ask_for_at_least_two(chances: int | None, count: int) -> None:
    found = chances_findings(Milestones(chances=chances), LAW, date(2027, 1, 1))
    assert len(found) == count


def test_clock_of_takes_its_days_and_source_from_the_law() -> None:
    clock = clock_of("pathway.clock-verdict", "go.target_total", date(2027, 1, 4), LAW)
    assert (clock.days, clock.source) == (35, LAW.on("go.target_total", date(2027, 1, 4)).source)


def test_deadlines_of_follow_a_change_of_the_law() -> None:
    shorter = Dated(
        "go.target_total", 21, Unit.DAYS, date(2020, 1, 1), None, LegalSource("x"), date(2027, 1, 1)
    )
    assert promised_on(date(2027, 1, 4), Law((shorter,))) == date(2027, 1, 25)
