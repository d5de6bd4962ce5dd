"""Hours and exceptions as people write them."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from loopbrug.core.terms.words import Weekday
from loopbrug.web.assessment.forms.calendars import (
    MOST_FAULTS,
    MOST_LINES,
    ChangeForm,
    PasteForm,
    SlotForm,
    WeekForm,
)
from loopbrug.web.assessment.forms.clock import hours_in, hours_text
from loopbrug.web.assessment.services.availability import NewChange

TODAY = date(2026, 11, 23)
NEXT = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", ""),
        ("9-12", "9:00-12:00"),
        ("9:00 - 12:00, 13.30–17", "9:00-12:00, 13:30-17:00"),
        ("van 9 uur tot 12 uur en 13u30 tot 17u", "9:00-12:00, 13:30-17:00"),
        ("from 9:00 to 12:00 and 19-21", "9:00-12:00, 19:00-21:00"),
        ("13-16; 9-12", "9:00-12:00, 13:00-16:00"),
        ("9-12, 12-13", "9:00-12:00, 12:00-13:00"),
        ("  ,  ", ""),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: str) -> None:
    assert hours_text(hours_in(text)) == hours


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12-9", "het einde ligt niet na het begin"),
        ("9-9", "het einde ligt niet na het begin"),
        ("9-12, 11-13", "9:00-12:00 en 11:00-13:00 overlappen"),
        ("9-12, 9-12", "overlappen"),
        ("9-25", "Een dag loopt van 0:00 tot 23:59"),
        ("9:70-12", "Een dag loopt van 0:00 tot 23:59"),
        ("ochtend", "“ochtend” begrijpen we niet"),
        ("9-10,10-11,11-12,12-13,13-14,14-15,15-16", "7 stukken op één dag"),
    ],
)
def test_hours_that_cannot_be_are_named(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        hours_in(text)
    assert said in " ".join(refused.value.messages)


def test_week_tells_every_fault_of_every_day_at_once() -> None:
    form = WeekForm({"day0": "12-9, banaan", "day3": "9-12, 11-13", "seen": ""})

    assert not form.is_valid()
    assert len(form.errors["day0"]) == 2
    assert "overlappen" in form.errors["day3"][0]


def one(**filled: str) -> ChangeForm:
    return ChangeForm({"kind": "away", "first": "2026-11-30", **filled}, today=TODAY)


def test_exception_is_a_day_unless_told_otherwise() -> None:
    form = one()
    assert form.is_valid(), form.errors
    assert form.changes() == (NewChange(NEXT, NEXT),)


@pytest.mark.parametrize(
    ("filled", "field", "said"),
    [
        ({"last": "2026-11-29"}, "last", "voor de eerste"),
        ({"first": "2026-11-20"}, "first", "al voorbij"),
        ({"first": "2031-01-01"}, "first", "meer dan twee jaar vooruit"),
        ({"last": "9999-12-31"}, "first", "meer dan twee jaar vooruit"),
        ({"first": "2026-02-30"}, "first", "bestaat niet"),
        ({"kind": "hours"}, "start", "Vul een tijd in"),
        ({"kind": "hours", "start": "12", "end": "9"}, "end", "niet na het begin"),
        ({"kind": "extra", "start": "9", "end": "banaan"}, "end", "geen tijd"),
        (
            {"kind": "extra", "start": "9", "end": "12", "last": "2027-06-01"},
            "last",
            "drie maanden",
        ),
    ],
)
def test_exception_that_cannot_be_says_why(filled: dict[str, str], field: str, said: str) -> None:
    form = one(**filled)
    assert not form.is_valid()
    assert said in " ".join(form.errors[field])


def pasted(text: str) -> PasteForm:
    return PasteForm({"lines": text}, today=TODAY)


def test_lines_are_read_as_people_write_them() -> None:
    form = pasted(
        "30-11-2026\n\n2026-12-07 t/m 2026-12-11\n"
        "14/12/2026 9-10, 11-12\nextra 15-12-2026 19:00-21:00\n"
    )
    assert form.is_valid(), form.errors
    day, evening = date(2026, 12, 14), date(2026, 12, 15)
    assert form.changes() == (
        NewChange(NEXT, NEXT),
        NewChange(date(2026, 12, 7), date(2026, 12, 11)),
        NewChange(day, day, time(9), time(10)),
        NewChange(day, day, time(11), time(12)),
        NewChange(evening, evening, time(19), time(21), free=True),
    )


def test_lines_tell_every_fault_with_its_number() -> None:
    form = pasted("31-2-2027\n30-11-2026\n30-11-2026 12-9\nextra 1-12-2026\n1-1-2020\nhallo")
    assert not form.is_valid()
    said = form.errors["lines"]
    assert [each.split(":")[0] for each in said] == [f"Regel {n}" for n in (1, 3, 4, 5, 6)]
    assert "bestaat niet" in said[0]
    assert "het einde ligt niet na het begin" in said[1]


def test_ten_thousand_lines_are_refused_with_their_number_and_stay_in_the_field() -> None:
    text = "\n".join((TODAY + timedelta(days=n % 300)).isoformat() for n in range(10_000))
    form = pasted(text)
    assert not form.is_valid()
    assert "10000 regels" in form.errors["lines"][0]
    assert str(MOST_LINES) in form.errors["lines"][0]
    assert form["lines"].value() == text


def test_many_wrong_lines_are_told_up_to_a_number() -> None:
    form = pasted("\n".join(["fout"] * (MOST_FAULTS + 5)))
    assert not form.is_valid()
    assert len(form.errors["lines"]) == MOST_FAULTS + 1
    assert "En nog 5 regels" in form.errors["lines"][-1]


def slot(**filled: object) -> SlotForm:
    known = {"days": ["0", "3"], "start": "9", "end": "12", "subject": "wiskunde", **filled}
    return SlotForm(known, subjects=[("wiskunde", "Wiskunde")], today=TODAY)


def test_lesson_hours_are_for_some_days_and_a_subject() -> None:
    form = slot(label="2 havo B")
    assert form.is_valid(), form.errors
    assert form.slot().days == (Weekday.MON, Weekday.THU)
    assert (form.slot().subject, form.slot().label, form.slot().period) == (
        "wiskunde",
        "2 havo B",
        None,
    )


@pytest.mark.parametrize(
    ("filled", "field"),
    [
        ({"days": []}, "days"),
        ({"days": ["6"]}, "days"),
        ({"start": "12", "end": "9"}, "end"),
        ({"subject": "toverkunst"}, "subject"),
        ({"first": "2027-01-01", "last": "2026-12-01"}, "last"),
        ({"last": "2026-01-01"}, "last"),
        ({"last": "2099-01-01"}, "last"),
    ],
)
def test_lesson_hours_that_cannot_be_say_where(filled: dict[str, object], field: str) -> None:
    form = slot(**filled)
    assert not form.is_valid()
    assert field in form.errors
