"""The demo region: complete, sound, and quick to read."""

from datetime import date, time

import pytest

from loopbrug.core.bridge.model import Region
from loopbrug.core.outcomes.gap import gap_of
from loopbrug.core.outcomes.model import Qualification
from loopbrug.core.programme.catalogue_rules import catalogue_findings
from loopbrug.core.programme.model import (
    Block,
    BlockKind,
    Form,
    Limits,
    ProgrammeProblem,
    Status,
    Wishes,
)
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.words import Sector, TimeSlot, Weekday
from loopbrug.region.midden import (
    load_catalogue,
    load_organisations,
    load_places,
    load_region,
)
from loopbrug.region.organisations import Organisations, SchoolKind

HOMES = {"3824", "3526", "3431", "3703", "3764", "3811", "3751", "3732"}


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


@pytest.fixture(scope="module")
def organisations() -> Organisations:
    return load_organisations()


def teaching(region: Region) -> dict[str, list[str]]:
    """Units by outcome."""
    found: dict[str, list[str]] = {}
    for unit in region.catalogue.units:
        for code, _ in unit.covers:
            found.setdefault(code, []).append(unit.code)
    return found


def test_loading_gives_equal_values_every_time(region: Region) -> None:
    assert load_region() == region


def test_catalogue_has_units_of_three_institutes(
    region: Region, organisations: Organisations
) -> None:
    assert len(region.catalogue.units) >= 60
    institutes = {unit.institute for unit in region.catalogue.units}
    assert institutes == {institute.code for institute in organisations.institutes}
    assert len(institutes) == 3


def test_every_form_of_unit_occurs(region: Region) -> None:
    assert {unit.form for unit in region.catalogue.units} == set(Form)


def test_units_cover_known_outcomes_for_no_more_than_their_hours(region: Region) -> None:
    for unit in region.catalogue.units:
        for code, hours in unit.covers:
            assert hours <= region.framework.outcome(code).hours, (unit.code, code)


def test_prerequisites_are_known_and_taught(region: Region) -> None:
    taught, units = teaching(region), {unit.code for unit in region.catalogue.units}
    for unit in region.catalogue.units:
        assert set(unit.needs_units) <= units
        assert set(unit.needs_outcomes) <= taught.keys()
        assert not set(unit.needs_outcomes) & {code for code, _ in unit.covers}


def test_every_required_outcome_is_taught_in_its_sector(region: Region) -> None:
    for qualification in region.qualifications:
        units = region.catalogue.for_sector(qualification.sector).units
        taught = {code for unit in units for code, _ in unit.covers}
        assert set(qualification.requires) <= taught, qualification.code


def test_units_of_the_pabo_are_not_for_secondary_education(region: Region) -> None:
    catalogue = region.catalogue.for_sector(Sector.VO)
    assert "singel" not in {unit.institute for unit in catalogue.units}
    assert {offering.unit for offering in catalogue.offerings} == {u.code for u in catalogue.units}
    assert catalogue.holidays == region.catalogue.holidays


def test_generic_outcomes_can_be_learned_in_more_than_one_way(region: Region) -> None:
    taught = teaching(region)
    narrow = {"VI-9V", "VI-10"}
    for outcome in region.framework.outcomes:
        if not outcome.subject and outcome.code not in narrow:
            assert len(taught[outcome.code]) >= 2, outcome.code


def test_every_month_of_two_years_has_starts(region: Region) -> None:
    months = {each.period.first.strftime("%Y-%m") for each in region.catalogue.offerings}
    summer = {"2027-08", "2028-07"}
    wanted = {f"{year}-{month:02}" for year in (2027, 2028) for month in range(1, 13)}
    assert wanted - summer <= months


def test_every_unit_is_offered_in_both_years(region: Region) -> None:
    for unit in region.catalogue.units:
        firsts = [o.period.first for o in region.catalogue.offerings if o.unit == unit.code]
        assert {2027, 2028} <= {first.year for first in firsts}, unit.code
        assert len(firsts) >= 8, unit.code


def test_no_offering_starts_on_a_holiday(region: Region) -> None:
    closed = region.catalogue.holidays
    started = {each.period.first for each in region.catalogue.offerings if each.slot}
    assert not [day for day in started if any(day in holiday for holiday in closed)]


def test_sessions_are_on_the_day_of_their_start(region: Region) -> None:
    for offering in region.catalogue.offerings:
        if offering.slot:
            assert offering.period.first.weekday() == offering.slot.day, offering.code


def test_evenings_days_saturdays_and_own_pace_are_all_there(region: Region) -> None:
    slots = {each.slot for each in region.catalogue.offerings}
    days = {slot.day for slot in slots if slot}
    assert days >= {0, 1, 2, 3, 4, 5}
    assert None in slots
    assert any(slot and slot.start.hour >= 18 for slot in slots)
    assert any(slot and slot.day < 5 and slot.start.hour < 12 for slot in slots)


def test_moved_starts_are_told(region: Region) -> None:
    moved = load_catalogue(load_places()).findings
    assert moved
    assert {finding.code for finding in moved} == {"programme.catalogue-start-moved"}


def test_catalogue_breaks_no_rule(region: Region) -> None:
    assert catalogue_findings(region.catalogue, region.framework) == ()


FIRST = [
    "po", "so", "vo2-wiskunde", "vo2-duits", "vo2-nederlands", "vo2-scheikunde", "vo2-biologie",
    "vo2-natuurkunde", "vo1-wiskunde", "vmbo-bwi", "pdg-zorg", "pdg-techniek",
]  # fmt: skip


@pytest.mark.parametrize("code", FIRST)
def test_who_has_shown_nothing_gets_a_programme_of_about_two_years(
    code: str, region: Region
) -> None:
    """Sixteen hours a week, in evenings, on Fridays and on Saturdays."""
    qualification = next(each for each in region.qualifications if each.code == code)
    gap = gap_of(qualification, region.framework, ())
    work = [
        Block(TimeSlot(day, time(8), time(17, 30)), BlockKind.WORK)
        for day in (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU)
    ]
    wishes = Wishes(16, date(2027, 1, 4), finish_by=date(2029, 6, 30), blocks=tuple(work))
    catalogue = region.catalogue.for_sector(qualification.sector)
    problem = ProgrammeProblem(gap.needs, frozenset(), catalogue, wishes)
    programme = solve(problem, Limits(nodes=20_000))
    assert programme.status in (Status.PROVED, Status.FEASIBLE)
    assert programme.hours <= 104 * 16
    assert programme.finish is not None
    assert programme.finish <= date(2029, 6, 30)
    closed = {outcome for unit in programme.units for outcome in unit.closes}
    assert closed == set(qualification.requires)


def least_ways(region: Region, qualification: Qualification) -> int:
    """Hours of the broadest units one after another: more than the least, so a safe ceiling."""
    left, hours = set(qualification.requires), 0
    units = sorted(region.catalogue.units, key=lambda unit: unit.code)
    while left:
        best = max(units, key=lambda unit: sum(c in left for c, _ in unit.covers) / unit.hours)
        covered = {code for code, _ in best.covers} & left
        hours += best.fixed_hours + sum(h for code, h in best.covers if code in covered)
        left -= covered
    return hours


def test_full_routes_fit_in_two_years_of_sixteen_hours(region: Region) -> None:
    for qualification in region.qualifications:
        assert least_ways(region, qualification) <= 104 * 16, qualification.code


def test_holidays_are_those_of_midden(region: Region) -> None:
    holidays = region.catalogue.holidays
    assert any(h.first == date(2027, 7, 17) and h.last == date(2027, 8, 29) for h in holidays)
    assert any(h.first == date(2028, 7, 8) and h.last == date(2028, 8, 20) for h in holidays)
    assert any(date(2027, 5, 17) in h and h.days == 1 for h in holidays)
    assert all(h.days <= 44 for h in holidays)


def test_organisations_are_as_many_as_promised(organisations: Organisations) -> None:
    assert (len(organisations.boards), len(organisations.schools)) == (14, 44)
    kinds = {school.kind for school in organisations.schools}
    assert kinds == set(SchoolKind)


def test_homes_venues_and_organisations_have_a_place_on_the_map(
    region: Region, organisations: Organisations
) -> None:
    postcodes = [place.postcode for place in region.places]
    assert len(set(postcodes)) == len(postcodes)
    assert set(postcodes) >= HOMES
    assert {school.place.postcode for school in organisations.schools} <= set(postcodes)
    for place in region.places:
        assert 51.9 < place.latitude < 52.4
        assert 4.8 < place.longitude < 5.7


def test_offerings_are_given_at_venues(region: Region) -> None:
    names = {each.place.name for each in region.catalogue.offerings if each.place}
    assert names == {place.name for place in load_places().venues.values()}
