import json
from datetime import date, time
from decimal import Decimal

import pytest

from loopbrug.core.programme.model import (
    Block,
    BlockKind,
    Conflict,
    PlannedUnit,
    Programme,
    Status,
    Wishes,
)
from loopbrug.core.terms.finding import Confidence, Finding, LegalSource, Weight
from loopbrug.core.terms.words import Period, Place, TimeSlot, Weekday
from loopbrug.web.programme.frozen import freeze, thaw

FINDING = Finding.of(
    "programme.wish-day-off",
    "week",
    source=LegalSource("WPO", "32", text_date=date(2026, 8, 1), confidence=Confidence.REMEMBERED),
    weight=Weight.WARNS,
    day=date(2027, 2, 28),
    count=3,
    amount=Decimal("1.50"),
    codes=("VD-1", "VD-2"),
    text="2027-02-28",
)
SLOT = TimeSlot(Weekday.TUE, time(18, 30), time(21))
PLANNED = PlannedUnit(
    "U", "U-1", ("VD-1",), 40, 5, Period(date(2027, 1, 1), date(2027, 2, 1)), SLOT
)
PROGRAMMES = [
    Programme(Status.PROVED),
    Programme(
        Status.FEASIBLE,
        units=(PLANNED,),
        hours=40,
        bound=30,
        full_route_hours=900,
        finish=date(2027, 2, 1),
        peak_week_hours=5,
        findings=(FINDING,),
    ),
    Programme(Status.IMPOSSIBLE, conflicts=(Conflict((FINDING,)), Conflict(()))),
]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_thaw_gives_back_the_same_programme(programme: Programme) -> None:
    assert thaw(Programme, json.loads(json.dumps(freeze(programme)))) == programme


def test_thaw_gives_back_the_same_wishes() -> None:
    wishes = Wishes(
        12,
        date(2028, 2, 29),
        finish_by=None,
        blocks=(Block(SLOT, BlockKind.CARE, "مدرسة", Period(date(2027, 1, 1))),),
        days_off=(Weekday.WED, Weekday.SUN),
        away=(Period(date(2027, 5, 1), date(2027, 5, 9)),),
        home=Place("3811", "Amersfoort", 52.15, 5.39),
        travel_minutes=30,
        online_only=True,
    )
    assert thaw(Wishes, json.loads(json.dumps(freeze(wishes)))) == wishes


def test_thaw_keeps_a_weekday_in_a_finding_a_weekday() -> None:
    finding = Finding.of("programme.wish-day-off", day=Weekday.WED)
    assert isinstance(thaw(Finding, freeze(finding)).value("day"), Weekday)


def test_thaw_takes_defaults_for_what_an_older_document_lacks() -> None:
    document = freeze(PROGRAMMES[1])
    del document["peak_week_hours"]
    assert thaw(Programme, document).peak_week_hours == 0


def test_thaw_passes_over_what_the_core_no_longer_knows() -> None:
    document = freeze(PROGRAMMES[0]) | {"colour": "blue"}
    assert thaw(Programme, document) == PROGRAMMES[0]


def test_thaw_refuses_a_document_of_something_else() -> None:
    with pytest.raises(TypeError):
        thaw(Programme, {"hours": 3})
