"""The catalogue file: readable units and patterns become dated offerings."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.programme.catalogue_file import read_catalogue, read_catalogue_files
from loopbrug.core.programme.model import Catalogue, Form
from loopbrug.core.programme.offering_pattern import (
    Monthly,
    TeachingDays,
    day_in,
    month_in,
    ordinal_in,
    slot_in,
)
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Period, Place, Sector, TimeSlot, Weekday

UTRECHT = Place("3511", "Utrecht", 52.0886, 5.1174)
PLACES = {"utrecht": UTRECHT}

SMALL = """
institute: brug
holidays:
  - {name: Voorjaar, first: 2027-02-20, last: 2027-02-28}
  - {name: Koningsdag, first: 2027-04-27}
rhythms:
  avond:
    starts: {monthly: [2027-01, 2027-03], on: first-tuesday}
    slot: tue 18:30-21:30
    place: utrecht
units:
  - code: B-1
    title: {nl: Lesgeven, en: Teaching}
    form: taught
    covers: {VD-4: 40, VD-5: 20}
    fixed_hours: 10
    weeks: 8
    offered:
      - avond
      - starts: {monthly: [2027-02, 2027-02], on: last-monday}
        weeks: 3
        capacity: 5
  - code: B-2
    title: {nl: Toets, en: Test}
    form: knowledge-test
    covers: {VD-13: 20}
    exemptible: false
    needs: {outcomes: [VD-1], units: [B-1]}
    weeks: 4
    offered:
      - ends_on: [2027-06-12]
        place: online
"""


def read(text: str = SMALL) -> Catalogue:
    return read_catalogue(text, PLACES)


def errors_of(text: str) -> set[tuple[str, str]]:
    with pytest.raises(BadDataError) as caught:
        read(text)
    return {(each.code, each.about.split(":")[0]) for each in caught.value.findings}


def test_units_are_read_as_written() -> None:
    lesson, test = read().units
    assert (lesson.code, lesson.institute, lesson.form) == ("B-1", "brug", Form.TAUGHT)
    assert (lesson.covers, lesson.hours) == ((("VD-4", 40), ("VD-5", 20)), 70)
    assert lesson.exemptible
    assert not test.exemptible
    assert (test.needs_outcomes, test.needs_units) == (("VD-1",), ("B-1",))


def test_sectors_of_the_file_hold_unless_a_unit_has_its_own() -> None:
    text = SMALL.replace("institute: brug", "institute: brug\nsectors: [po, so]")
    text = text.replace("form: knowledge-test", "sectors: [vo]\n    form: knowledge-test")
    catalogue = read(text)
    assert [unit.sectors for unit in catalogue.units] == [(Sector.PO, Sector.SO), (Sector.VO,)]
    assert [unit.code for unit in catalogue.for_sector(Sector.VO).units] == ["B-2"]
    assert {each.unit for each in catalogue.for_sector(Sector.PO).offerings} == {"B-1"}
    assert read().for_sector(Sector.MBO) == read()


def test_monthly_pattern_becomes_dated_offerings() -> None:
    evenings = [each for each in read().offerings if each.slot]
    assert [each.period.first for each in evenings] == [
        date(2027, 1, 5), date(2027, 2, 2), date(2027, 3, 2),
    ]  # fmt: skip
    assert {each.slot for each in evenings} == {TimeSlot(Weekday.TUE, time(18, 30), time(21, 30))}
    assert {each.place for each in evenings} == {UTRECHT}


def test_weeks_count_sessions_and_step_over_holidays() -> None:
    first, second, third = (each for each in read().offerings if each.slot)
    assert first.period.last == date(2027, 3, 2)  # 8 Tuesdays, one in the spring holiday
    assert second.period.last == date(2027, 3, 30)
    assert third.period.last == date(2027, 4, 20)  # just before Koningsdag


def test_start_in_a_holiday_moves_and_says_so() -> None:
    result = read_catalogue_files({"klein.yaml": SMALL}, PLACES)
    moved = next(each for each in result.catalogue.offerings if each.capacity == 5)
    assert moved.period.first == date(2027, 2, 22) + (date(2027, 3, 1) - date(2027, 2, 22))
    (finding,) = result.findings
    assert finding.code == "programme.catalogue-start-moved"
    assert finding.value("planned") == date(2027, 2, 22)
    assert finding.value("start") == date(2027, 3, 1)


def test_without_sessions_it_runs_to_the_end_of_the_last_week() -> None:
    own_pace = next(each for each in read().offerings if each.capacity == 5)
    assert own_pace.slot is None
    assert own_pace.place is None
    assert own_pace.period == Period(date(2027, 3, 1), date(2027, 3, 21))


def test_from_how_many_people_something_is_given_is_read() -> None:
    assert {each.smallest for each in read().offerings} == {1}
    result = read(SMALL.replace("capacity: 5", "smallest: 5"))
    assert [
        each.smallest for each in result.offerings if each.slot is None and each.unit == "B-1"
    ] == [5]


def test_date_to_end_on_is_counted_back_to_a_monday() -> None:
    test = next(each for each in read().offerings if each.unit == "B-2")
    assert test.period == Period(date(2027, 5, 17), date(2027, 6, 12))


def test_preparation_for_a_fixed_day_steps_over_holidays() -> None:
    test = next(
        each
        for each in read(SMALL.replace("2027-06-12", "2027-03-13")).offerings
        if each.unit == "B-2"
    )
    assert test.period == Period(date(2027, 2, 8), date(2027, 3, 13))


def test_two_planned_starts_that_move_to_one_day_are_one_offering() -> None:
    text = SMALL.replace(
        "first: 2027-02-20, last: 2027-02-28", "first: 2027-02-01, last: 2027-03-01"
    )
    starts = [each.period.first for each in read(text).offerings if each.slot]
    assert starts == [date(2027, 1, 5), date(2027, 3, 2)]


def test_offering_codes_are_unique_and_say_what_they_are() -> None:
    codes = [each.code for each in read().offerings]
    assert len(set(codes)) == len(codes)
    assert "B-1.20270105.tue1830.utrecht" in codes


def test_files_share_holidays_but_not_rhythms() -> None:
    head, units = SMALL.split("units:\n")
    both = {"vrij.yaml": head, "units.yaml": f"institute: brug\nunits:\n{units}"}
    with pytest.raises(BadDataError) as caught:
        read_catalogue_files(both, PLACES)
    (finding,) = caught.value.findings
    assert finding.code == "programme.catalogue-rhythm-unknown"
    assert finding.about.startswith("units.yaml line ")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("code: B-2", "code: B-1", "programme.catalogue-unit-twice", 23),
        ("      - avond", '      - ""', "programme.catalogue-rhythm-unknown", 19),
        ("      - avond", "      - rhythm: x", "programme.catalogue-rhythm-unknown", 19),
        ("      - avond", "      - middag", "programme.catalogue-rhythm-unknown", 19),
        ("tue 18:30-21:30", "dinsdag 18:30", "programme.catalogue-slot-wrong", 9),
        ("tue 18:30-21:30", "tue 21:30-18:30", "programme.catalogue-slot-wrong", 9),
        ("place: utrecht", "place: parijs", "programme.catalogue-place-unknown", 10),
        ("[2027-01, 2027-03]", "[2027-13, 2027-03]", "programme.catalogue-months-wrong", 8),
        ("[2027-01, 2027-03]", "2027-01", "programme.catalogue-months-wrong", 8),
        ("on: first-tuesday", "on: eerste", "programme.catalogue-on-wrong", 8),
        ("on: first-tuesday", "on: first-monday", "programme.catalogue-on-other-day", 8),
        ("ends_on: [2027-06-12]", "ends_on: [2027-02-29]", "outcomes.file-day", 31),
        ("ends_on: [2027-06-12]", "capacity: 3", "programme.catalogue-no-starts", 31),
        ("capacity: 5", "smallest: 21", "programme.catalogue-smallest-over", 22),
        ("capacity: 5", "smallest: 0", "outcomes.file-number", 22),
        ("covers: {VD-13: 20}", "covers: {}", "programme.catalogue-covers-nothing", 26),
        ("VD-13: 20", "VD-13: veel", "outcomes.file-number", 26),
        ("form: knowledge-test", "form: examen", "outcomes.file-choice", 25),
        ("    weeks: 4\n", "", "outcomes.file-key-missing", 23),
        ("last: 2027-02-28", "last: 2027-02-01", "programme.catalogue-holiday-wrong", 4),
        ("last: 2027-02-28", "last: 2097-02-28", "programme.catalogue-holiday-wrong", 4),
        ("institute: brug\n", "", "outcomes.file-key-missing", 11),
    ],
)
def test_every_error_names_its_line(old: str, new: str, code: str, line: int) -> None:
    assert (code, f"line {line}") in errors_of(SMALL.replace(old, new))


def test_errors_of_all_files_come_at_once() -> None:
    with pytest.raises(BadDataError) as caught:
        read_catalogue_files({"een.yaml": "x: [", "twee.yaml": "koffie: 1"}, PLACES)
    places = [finding.about.split(" ")[0] for finding in caught.value.findings]
    assert places == ["een.yaml", "twee.yaml"]


@given(st.text(alphabet="abc:-{}[] \n\t0123456789", max_size=60))
def test_any_text_is_refused_with_findings(text: str) -> None:
    with pytest.raises(BadDataError) as caught:
        read(text + "\n- :")
    assert caught.value.findings


months = st.tuples(st.integers(2026, 2030), st.integers(1, 12))


@given(first=months, ordinal=st.integers(0, 3), weekday=st.sampled_from(Weekday))
def test_ordinal_days_fall_in_their_week_of_the_month(
    first: tuple[int, int], ordinal: int, weekday: Weekday
) -> None:
    month = date(*first, 1)
    (day,) = Monthly(month, month, ordinal, weekday).days()
    assert (day.weekday(), (day.day - 1) // 7, day.month) == (weekday, ordinal, month.month)


@given(first=months, weekday=st.sampled_from(Weekday))
def test_last_day_is_within_a_week_of_the_end(first: tuple[int, int], weekday: Weekday) -> None:
    month = date(*first, 1)
    (day,) = Monthly(month, month, -1, weekday).days()
    after = date.fromordinal(day.toordinal() + 7)
    assert (day.weekday(), day.month, after.month != day.month) == (weekday, month.month, True)


@given(
    first=st.dates(date(2027, 1, 1), date(2028, 1, 1)),
    weeks=st.integers(1, 20),
    off=st.lists(
        st.tuples(st.dates(date(2027, 1, 1), date(2028, 6, 1)), st.integers(0, 13)), max_size=5
    ),
)
def test_a_course_has_as_many_sessions_as_weeks(
    first: date, weeks: int, off: list[tuple[date, int]]
) -> None:
    holidays = [Period(day, date.fromordinal(day.toordinal() + length)) for day, length in off]
    teaching = TeachingDays.around(holidays)
    start = teaching.on_or_after(first)
    last = teaching.last_of(start, weeks)
    days = (date.fromordinal(n) for n in range(start.toordinal(), last.toordinal() + 1, 7))
    sessions = [day for day in days if not any(day in holiday for holiday in holidays)]
    assert len(sessions) == weeks
    assert sessions[-1] == last


@pytest.mark.parametrize("text", ["", "tue", "tue 18:30", "xyz 18:30-21:30", "tue 25:00-26:00"])
def test_odd_slots_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        slot_in(text)


def test_words_of_patterns_are_understood() -> None:
    assert slot_in("sat 09:30-12:30") == TimeSlot(Weekday.SAT, time(9, 30), time(12, 30))
    assert ordinal_in("last-friday") == (-1, Weekday.FRI)
    assert ordinal_in("third") == (2, None)
    assert month_in("2028-02") == day_in("2028-02-01")
