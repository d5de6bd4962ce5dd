from dataclasses import replace
from datetime import date, time

from loopbrug.core.programme.model import Form
from loopbrug.core.terms.words import Period, TimeSlot, Weekday
from loopbrug.web.programme.cards import Card, Moment
from loopbrug.web.programme.weeks import months_of

TUESDAY_EVENING = TimeSlot(Weekday.TUE, time(18), time(21))


def card(first: date, last: date, slot: TimeSlot | None = TUESDAY_EVENING, load: int = 6) -> Card:
    return Card(
        code="U",
        title="Klassenmanagement",
        institute="",
        form=Form.TAUGHT,
        form_word="Les",
        because=(),
        hours=60,
        hours_per_week=load,
        period=Period(first, last),
        slot=slot,
        place="Online",
        moment=Moment.COMING,
    )


def test_months_of_has_every_week_once_in_the_month_of_its_monday() -> None:
    months = months_of([card(date(2027, 1, 28), date(2027, 3, 2))], (), (), date(2026, 11, 23))
    mondays = [(month.first.month, week.first) for month in months for week in month.weeks]
    assert [month for month, _ in mondays] == [1, 2, 2, 2, 2, 3]
    assert next(monday for _, monday in mondays) == date(2027, 1, 25)


def test_months_of_dates_a_session_on_its_weekday_and_not_outside_the_period() -> None:
    months = months_of([card(date(2027, 1, 6), date(2027, 1, 19))], (), (), date(2026, 11, 23))
    days = [session.day for month in months for week in month.weeks for session in week.sessions]
    assert days == [date(2027, 1, 12), date(2027, 1, 19)]


def test_months_of_has_a_fortnightly_session_in_every_other_week() -> None:
    fortnightly = replace(card(date(2027, 1, 6), date(2027, 2, 9)), every=2)
    months = months_of([fortnightly], (), (), date(2026, 11, 23))
    days = [session.day for month in months for week in month.weeks for session in week.sessions]
    assert days == [date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 9)]


def test_months_of_has_no_session_on_a_holiday_and_says_so() -> None:
    holiday = Period(date(2027, 1, 9), date(2027, 1, 17))
    months = months_of(
        [card(date(2027, 1, 4), date(2027, 1, 24))], (holiday,), (), date(2026, 11, 23)
    )
    weeks = [week for month in months for week in month.weeks]
    assert [week.free for week in weeks] == ["", "holiday", ""]
    assert [week.hours for week in weeks] == [6, 0, 6]
    assert weeks[1].sessions == ()


def test_months_of_puts_being_away_before_a_holiday() -> None:
    free = (Period(date(2027, 1, 1), date(2027, 1, 31)),)
    months = months_of([card(date(2027, 1, 4), date(2027, 1, 9))], free, free, date(2026, 11, 23))
    assert months[0].weeks[0].free == "away"


def test_months_of_marks_the_heaviest_weeks() -> None:
    cards = [
        card(date(2027, 1, 4), date(2027, 1, 17)),
        card(date(2027, 1, 11), date(2027, 1, 24), None, 4),
    ]
    weeks = months_of(cards, (), (), date(2026, 11, 23))[0].weeks
    assert [(week.hours, week.heaviest) for week in weeks] == [(6, False), (10, True), (4, False)]


def test_months_of_knows_which_weeks_are_past() -> None:
    weeks = months_of([card(date(2027, 1, 4), date(2027, 1, 17))], (), (), date(2027, 1, 11))
    assert [week.past for week in weeks[0].weeks] == [True, False]


def test_months_of_a_leap_month_ends_on_29_february() -> None:
    weeks = months_of([card(date(2028, 2, 22), date(2028, 2, 29))], (), (), date(2028, 1, 1))
    assert weeks[0].weeks[-1].sessions[0].day == date(2028, 2, 29)


def test_months_of_nothing_is_nothing() -> None:
    assert months_of((), (), (), date(2027, 1, 1)) == ()
