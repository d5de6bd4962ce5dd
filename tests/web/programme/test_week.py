from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.programme.model import Block, BlockKind, InWeeks, Wishes
from loopbrug.core.terms.words import Period, Place, TimeSlot, Weekday
from loopbrug.web.programme.week import Draft, WeekEntry, with_row, without_row


def work(day: Weekday, label: str = "kantoor") -> Block:
    return Block(TimeSlot(day, time(9), time(17)), BlockKind.WORK, label)


WISHES = Wishes(
    8,
    date(2027, 2, 1),
    blocks=(
        work(Weekday.MON),
        work(Weekday.TUE),
        Block(
            TimeSlot(Weekday.THU, time(19, 30), time(21)),
            BlockKind.CARE,
            "مدرسة",
            Period(date(2027, 3, 1)),
        ),
    ),
    days_off=(Weekday.WED,),
    away=(Period(date(2027, 4, 1), date(2027, 8, 1)),),
    home=Place("3811", "Amersfoort", 52.15, 5.39),
    travel_minutes=45,
)


def as_typed(entry: WeekEntry) -> Draft:
    """What a browser sends for the page as it is shown."""
    draft: Draft = {}
    for part in entry.parts:
        forms = [part.management_form, *part.forms] if hasattr(part, "forms") else [part]
        for bound in (bound for form in forms for bound in form):
            if (typed := typed_in(bound)) is not None:
                draft[bound.html_name] = typed
    return draft


def typed_in(bound: Any) -> list[str] | None:
    value = bound.value()
    if isinstance(value, bool):
        return ["on"] if value else None
    if isinstance(value, list):
        return [str(one) for one in value]
    return ["" if value is None else str(value)]


@pytest.fixture
def draft() -> Draft:
    return as_typed(WeekEntry(WISHES))


def codes_of(entry: WeekEntry) -> set[str]:
    forms = [entry.form, *entry.blocks.forms, *entry.away.forms]
    return {
        str(error.code)
        for form in forms
        for errors in form.errors.as_data().values()
        for error in errors
    }


def test_entry_shown_and_sent_back_changes_nothing(draft: Draft) -> None:
    entry = WeekEntry(WISHES, draft)
    assert entry.is_valid(), entry.faults
    assert entry.wishes() == WISHES


def test_entry_shows_the_same_block_on_two_days_as_one_row() -> None:
    assert len(WeekEntry(WISHES).blocks.forms) == 2


def test_entry_reads_a_block_in_even_weeks_and_shows_it_again(draft: Draft) -> None:
    entry = WeekEntry(WISHES, draft | {"blocks-0-weeks": ["even"]})
    assert entry.is_valid()
    alternates = entry.wishes()
    assert [block.weeks for block in alternates.blocks] == [
        InWeeks.EVEN,
        InWeeks.EVEN,
        InWeeks.EVERY,
    ]
    again = WeekEntry(alternates, as_typed(WeekEntry(alternates)))
    assert again.is_valid()
    assert again.wishes() == alternates


def test_entry_refuses_weeks_that_are_no_choice(draft: Draft) -> None:
    assert not WeekEntry(WISHES, draft | {"blocks-0-weeks": ["soms"]}).is_valid()


def test_entry_ignores_an_empty_row(draft: Draft) -> None:
    entry = WeekEntry(WISHES, with_row(with_row(draft, "block"), "away"))
    assert len(entry.blocks.forms) == 3
    assert entry.is_valid(), entry.faults
    assert entry.wishes() == WISHES


def test_without_row_keeps_the_others_as_they_were_typed(draft: Draft) -> None:
    draft["blocks-1-start"] = ["half acht"]
    rows = WeekEntry(WISHES, without_row(draft, "block", 0)).blocks.forms
    assert [row["start"].value() for row in rows] == ["half acht"]


def test_without_row_of_a_row_that_is_not_there_changes_nothing(draft: Draft) -> None:
    assert without_row(draft, "block", 7) == draft


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("study_hours", "0", "programme.week-no-hours"),
        ("study_hours", "-3", "programme.week-negative"),
        ("study_hours", "61", "programme.week-too-many-hours"),
        ("study_hours", "veel", "programme.week-not-a-number"),
        ("study_hours", "", "required"),
        ("start_on_or_after", "2027-02-30", "invalid"),
        ("finish_by", "2027-01-01", "programme.week-finish-before-start"),
        ("travel_minutes", "0", "programme.week-travel-not-positive"),
        ("travel_minutes", "999", "programme.week-travel-too-long"),
        ("blocks-0-start", "25:00", "programme.week-not-a-time"),
        ("blocks-0-start", "9:75", "programme.week-not-a-time"),
        ("blocks-0-end", "8:59", "programme.week-end-before-start"),
        ("blocks-0-end", "9:00", "programme.week-end-before-start"),
        ("blocks-1-last", "2027-02-01", "programme.week-last-before-first"),
        ("blocks-1-first", "gisteren", "invalid"),
        ("away-0-last", "2027-03-01", "programme.week-last-before-first"),
        ("days_off", "9", "invalid_choice"),
    ],
)
def test_entry_tells_what_is_wrong_with(draft: Draft, name: str, typed: str, code: str) -> None:
    entry = WeekEntry(WISHES, draft | {name: [typed]})
    assert not entry.is_valid()
    assert codes_of(entry) == {code}


def test_entry_tells_all_faults_at_once_in_the_order_of_the_page(draft: Draft) -> None:
    wrong = {"study_hours": ["0"], "blocks-0-start": ["25:00"], "away-0-last": [""]}
    entry = WeekEntry(WISHES, draft | wrong)
    assert not entry.is_valid()
    assert [fault.anchor for fault in entry.faults] == [
        "id_study_hours",
        "id_blocks-0-start",
        "id_away-0-last",
    ]


def test_entry_asks_on_which_days(draft: Draft) -> None:
    del draft["blocks-0-days"]
    entry = WeekEntry(WISHES, draft)
    assert not entry.is_valid()
    assert codes_of(entry) == {"required"}


def test_entry_asks_from_when_a_block_that_ends_holds(draft: Draft) -> None:
    entry = WeekEntry(WISHES, draft | {"blocks-0-last": ["2027-05-01"]})
    assert not entry.is_valid()
    assert codes_of(entry) == {"programme.week-first-missing"}


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("9", time(9)), ("9.30", time(9, 30)), ("8u15", time(8, 15)), (" 7:05 ", time(7, 5))],
)
def test_entry_takes_times_as_people_write_them(draft: Draft, typed: str, hour: time) -> None:
    entry = WeekEntry(WISHES, draft | {"blocks-0-start": [typed]})
    assert entry.is_valid(), entry.faults
    assert entry.wishes().blocks[0].slot.start == hour


def test_entry_counts_blocks_per_day(draft: Draft) -> None:
    row = {"kind": "work", "start": "9:00", "end": "10:00", "label": "", "first": "", "last": ""}
    for number in range(29):
        draft |= {f"blocks-{number}-{name}": [text] for name, text in row.items()}
        draft[f"blocks-{number}-days"] = list("0123456")
    draft["blocks-TOTAL_FORMS"] = ["29"]
    entry = WeekEntry(WISHES, draft)
    assert not entry.is_valid()
    assert codes_of(entry) == {"programme.week-too-many-blocks"}


def test_entry_with_200_rows_says_how_many_fit(draft: Draft) -> None:
    entry = WeekEntry(WISHES, draft | {"blocks-TOTAL_FORMS": ["200"]})
    assert not entry.is_valid()
    assert [fault.anchor for fault in entry.faults] == ["taken"]


def test_entry_survives_nonsense_about_rows(draft: Draft) -> None:
    entry = WeekEntry(WISHES, draft | {"blocks-TOTAL_FORMS": ["veel"]})
    assert not entry.is_valid()
    assert entry.faults


@given(
    st.lists(
        st.builds(
            Block,
            st.builds(
                TimeSlot,
                st.sampled_from(Weekday),
                st.times(max_value=time(11)).map(lambda at: at.replace(second=0, microsecond=0)),
                st.just(time(12)),
            ),
            st.sampled_from(BlockKind),
            st.sampled_from(["", "zorg", "حليب"]),
        ),
        max_size=12,
    )
)
def test_entry_gives_back_any_week(blocks: list[Block]) -> None:
    wishes = Wishes(8, date(2027, 2, 1), blocks=tuple(blocks))
    entry = WeekEntry(wishes, as_typed(WeekEntry(wishes)))
    assert entry.is_valid(), entry.faults
    assert set(entry.wishes().blocks) == set(blocks)
