"""One calendar out of every version that was taken: sessions keep their name through changes."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.core.programme.builders import MONDAY, evening, weeks

from loopbrug.core.programme.lived import (
    Taken,
    lived_days,
    lived_sessions,
    lived_units,
    study_weeks,
)
from loopbrug.core.programme.model import PlannedUnit
from loopbrug.core.terms.words import Period, Weekday

BEFORE = MONDAY - timedelta(days=30)


def planned(
    unit: str, start: int, count: int, day: Weekday | None = Weekday.TUE, every: int = 1
) -> PlannedUnit:
    slot = None if day is None else evening(day)
    code = f"{unit}-{start}-{day}"
    return PlannedUnit(unit, code, (), 20, 2, weeks(start, count), slot, every)


def days(sessions: object) -> list[date]:
    return [one.day for one in sessions if not one.cancelled]  # type: ignore[attr-defined]


def test_sessions_are_numbered_from_one_in_order() -> None:
    found = lived_sessions([Taken(BEFORE, (planned("A", 0, 3),))], [])
    assert [(one.unit, one.number, one.sequence) for one in found] == [
        ("A", 1, 0),
        ("A", 2, 0),
        ("A", 3, 0),
    ]


def test_the_same_version_again_changes_nothing() -> None:
    one = Taken(BEFORE, (planned("A", 0, 5), planned("B", 2, 4, Weekday.FRI)))
    again = Taken(MONDAY + timedelta(days=9), one.units)
    assert lived_sessions([one], []) == lived_sessions([one, again], [])


def test_a_unit_that_moves_keeps_its_sessions_with_a_higher_sequence() -> None:
    first = Taken(BEFORE, (planned("A", 0, 3, Weekday.TUE),))
    later = Taken(BEFORE, (planned("A", 0, 3, Weekday.THU),))
    found = lived_sessions([first, later], [])
    assert [(one.number, one.sequence) for one in found] == [(1, 1), (2, 1), (3, 1)]
    assert {one.day.weekday() for one in found} == {3}


def test_what_has_been_stays_when_a_unit_leaves_the_programme() -> None:
    first = Taken(BEFORE, (planned("A", 0, 4),))
    gone = Taken(MONDAY + timedelta(weeks=2), ())
    found = lived_sessions([first, gone], [])
    assert [(one.number, one.cancelled) for one in found] == [
        (1, False),
        (2, False),
        (3, True),
        (4, True),
    ]


def test_a_cancelled_session_that_comes_back_is_the_same_one() -> None:
    whole = Taken(BEFORE, (planned("A", 0, 2),))
    found = lived_sessions([whole, Taken(BEFORE, ()), whole], [])
    assert [(one.number, one.sequence, one.cancelled) for one in found] == [
        (1, 2, False),
        (2, 2, False),
    ]


def test_weeks_away_are_without_sessions_and_the_others_stay_themselves() -> None:
    first = Taken(BEFORE, (planned("A", 0, 4),))
    ill = Period(MONDAY + timedelta(weeks=1), MONDAY + timedelta(weeks=2, days=-1))
    found = lived_sessions([first, Taken(BEFORE, first.units, (ill,))], [])
    assert [(one.number, one.sequence, one.cancelled) for one in found] == [
        (1, 0, False),
        (2, 1, True),
        (3, 0, False),
        (4, 0, False),
    ]


def test_units_that_had_begun_stay_part_of_the_walk() -> None:
    first = Taken(BEFORE, (planned("A", 0, 2), planned("B", 9, 2)))
    later = Taken(MONDAY + timedelta(weeks=3), (planned("C", 5, 2),))
    assert [one.unit for one in lived_units([first, later])] == ["A", "C"]


def test_weeks_of_what_has_no_sessions_leave_out_holidays() -> None:
    found = study_weeks(planned("A", 0, 3, None), [weeks(1, 1)])
    assert found == (MONDAY, MONDAY + timedelta(weeks=2))


@given(
    st.lists(
        st.tuples(
            st.integers(0, 60),
            st.lists(
                st.tuples(
                    st.sampled_from("ABC"),
                    st.integers(0, 6),
                    st.integers(1, 5),
                    st.sampled_from([Weekday.MON, Weekday.THU]),
                ),
                max_size=3,
                unique_by=lambda one: one[0],
            ),
        ),
        max_size=5,
    )
)
def test_names_are_unique_and_what_comes_is_what_the_last_version_says(
    history: list[tuple[int, list[tuple[str, int, int, Weekday]]]],
) -> None:
    versions = [
        Taken(MONDAY + timedelta(days=after), tuple(planned(*unit) for unit in units))
        for after, units in sorted(history, key=lambda one: one[0])
    ]
    found = lived_sessions(versions, [])
    assert len({(one.unit, one.number) for one in found}) == len(found)
    if versions:
        last = versions[-1]
        alone = lived_sessions([Taken(last.on, last.units)], [])
        coming = {(one.unit, one.moment) for one in found if not one.cancelled}
        assert {one for one in coming if one[1][0] >= last.on} == {
            (one.unit, one.moment) for one in alone if one.day >= last.on
        }


def test_days_that_count_move_fall_away_and_come_back_under_one_name() -> None:
    may, june = date(2027, 5, 3), date(2027, 6, 7)
    history = [(BEFORE, {"test": may}), (BEFORE, {"test": june}), (BEFORE, {}), (may, {})]
    start = date(2027, 1, 4)
    found = lived_days([(start, days) for _on, days in history])
    assert [(one.day, one.sequence, one.cancelled) for one in found] == [(june, 2, True)]
    assert lived_days([(start, {"test": may}), (june, {})])[0].cancelled is False
    again = lived_days([(start, {"test": may}), (start, {}), (start, {"test": may})])
    assert (again[0].sequence, again[0].cancelled) == (2, False)
