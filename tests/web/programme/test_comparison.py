from dataclasses import replace
from datetime import date

from loopbrug.core.programme.model import PlannedUnit, Programme, Status
from loopbrug.core.terms.words import Period
from loopbrug.web.programme.comparison import Change, compare


def planned(code: str, month: int, offering: str = "1") -> PlannedUnit:
    period = Period(date(2027, month, 1), date(2027, month, 28))
    return PlannedUnit(code, f"{code}-{offering}", ("VD-1",), 40, 10, period)


def programme(*units: PlannedUnit) -> Programme:
    return Programme(Status.PROVED, units=units)


def test_compare_tells_new_gone_moved_and_same() -> None:
    old = programme(planned("A", 1), planned("B", 2), planned("C", 3))
    new = programme(planned("A", 1), planned("B", 4, "2"), planned("D", 5))
    changes = [(one.unit, one.change) for one in compare(old, new).units]
    assert changes == [
        ("A", Change.SAME),
        ("B", Change.MOVED),
        ("D", Change.NEW),
        ("C", Change.GONE),
    ]


def test_compare_without_an_old_programme_finds_only_new_units() -> None:
    comparison = compare(None, programme(planned("A", 1)))
    assert comparison.count(Change.NEW) == 1
    assert comparison.alters


def test_compare_sees_fewer_hours_in_a_unit_that_stays() -> None:
    unit = planned("A", 1)
    assert compare(programme(unit), programme(replace(unit, hours=30))).alters


def test_compare_of_the_same_programme_alters_nothing() -> None:
    same = programme(planned("A", 1))
    assert not compare(same, same).alters
