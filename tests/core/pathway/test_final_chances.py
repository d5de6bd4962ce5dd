"""Two chances for the final assessment, inside the term of the appointment or told."""

from datetime import date, timedelta

import pytest

from loopbrug.core.law.loader import load_law
from loopbrug.core.pathway.final_chances import final_chances
from loopbrug.core.terms.words import Period, Sector

LAW = load_law()
APPOINTED = date(2027, 2, 1)


def test_two_chances_in_school_weeks_after_the_programme() -> None:
    # Finished on a Friday; the week after is a holiday.
    holiday = Period(date(2027, 10, 16), date(2027, 10, 24))
    chances = final_chances(date(2027, 10, 15), APPOINTED, [holiday], LAW)
    assert chances.weeks == (date(2027, 10, 25), date(2027, 12, 20))
    assert all(week.weekday() == 0 for week in chances.weeks)
    assert chances.ends_on == date(2028, 7, 31)
    assert chances.findings == ()


def test_a_chance_after_the_term_is_told_with_what_an_extension_needs() -> None:
    chances = final_chances(date(2028, 6, 2), APPOINTED, (), LAW)
    assert [finding.code for finding in chances.findings] == [
        "pathway.chances-outside-term",
        "pathway.extension-needed",
    ]
    outside, extension = chances.findings
    assert dict(outside.values)["week"] == chances.weeks[1]
    assert dict(extension.values)["until"] == date(2030, 7, 31)
    assert all(finding.source for finding in chances.findings)


def test_the_last_week_of_the_term_counts_as_inside() -> None:
    ends = date(2028, 7, 31)
    inside = ends - timedelta(days=ends.weekday() + 7)
    chances = final_chances(inside - timedelta(weeks=9), APPOINTED, (), LAW)
    assert chances.weeks[1] == inside
    assert chances.findings == ()


@pytest.mark.parametrize(
    ("sector", "act"),
    [(Sector.PO, "WPO art. 32 lid 10"), (Sector.SO, "WEC art. 32 lid 10"), (Sector.VO, "WVO 2020")],
)
def test_an_extension_rests_on_the_act_of_the_sector(sector: Sector, act: str) -> None:
    chances = final_chances(date(2028, 6, 2), APPOINTED, (), LAW, sector)
    assert str(chances.findings[1].source) == act
    assert chances.ends_on == date(2028, 7, 31)
