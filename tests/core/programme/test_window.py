"""Until when somebody has to pass: the years of the law, or a day they want to be done by."""

from dataclasses import replace
from datetime import date

import pytest
from tests.core.programme.builders import offering, problem, unit

from loopbrug.core.law.loader import load_law
from loopbrug.core.programme.solver import solve
from loopbrug.core.programme.window import Window, window_of
from loopbrug.core.terms.words import Sector

LAW = load_law()
ASKED = problem("VD-1", [unit("U", "VD-1")], [offering("U-1", 0, 4)])
PROGRAMME = solve(ASKED)
FIRST = PROGRAMME.units[0].period.first


def window(sector: Sector, *, appointed: bool = True, by: date | None = None) -> Window | None:
    wishes = replace(ASKED.wishes, finish_by=by)
    return window_of(PROGRAMME, wishes, sector, LAW, appointed=appointed)


@pytest.mark.parametrize("sector", list(Sector))
def test_an_appointment_ends_it_two_years_after_the_first_unit_began(sector: Sector) -> None:
    found = window(sector)
    assert found
    assert (found.first, found.term) == (FIRST, True)
    assert 1.9 * 365 < (found.ends - FIRST).days < 2.1 * 365


def test_an_earlier_day_that_somebody_wants_goes_first_and_a_later_one_changes_nothing() -> None:
    soon, late = date(FIRST.year, 12, 31), date(FIRST.year + 9, 1, 1)
    assert window(Sector.VO, by=soon) == Window(FIRST, soon, term=False)
    assert window(Sector.VO, by=late) == window(Sector.VO)


def test_without_an_appointment_only_a_wish_ends_it() -> None:
    assert window(Sector.PO, appointed=False) is None
    soon = date(FIRST.year, 12, 31)
    assert window(Sector.PO, appointed=False, by=soon) == Window(FIRST, soon, term=False)
