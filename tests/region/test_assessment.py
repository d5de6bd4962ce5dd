"""Who assesses in the demo region: sound data, and nobody without somebody."""

from collections import Counter
from datetime import date

import pytest

from loopbrug.core.assessment.grids import standard_grid
from loopbrug.core.assessment.model import Part
from loopbrug.core.assessment.region_load import (
    RegionAssessment,
    Side,
    lesson_mask,
    resources_of,
)
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Profile, Sector
from loopbrug.region.assessment import load_assessment, read_assessment
from loopbrug.region.midden import load_organisations
from loopbrug.web.site.demo.people import HELPERS

HOLIDAYS = """
holidays:
  - {name: Zomervakantie, first: 2027-07-17, last: 2027-08-29}
  - {name: Koningsdag, first: 2027-04-27}
"""
FILE = """
first_day: 2027-01-04
institutes: {po: [singel], so: [singel], vo: [brug], mbo: [eemland]}
leave:
  zomer:
    - {first: 2027-07-17, last: 2027-08-08}
summer_school:
  - {first: 2027-07-19, last: 2027-07-30}
assessors:
  - {key: a, name: Ada, side: institute, organisations: [singel], sectors: [po], hours: [tue 09:00-12:00], leave: zomer}
  - {key: f, name: Fem, side: field, organisations: [vecht], sectors: [po], subjects: [po], hours: [tue 09:00-12:00], leave: zomer}
guides:
  - {key: g, name: Gijs, organisations: [singel], hours: [mon 19:00-20:30], leave: zomer}
rooms:
  - {key: r, institute: singel, count: 2, hours: [tue 09:00-12:00], leave: zomer}
lessons:
  - {school: de-zandheuvel, sectors: [po], hours: [tue 09:00-10:30], summer: true}
  - {school: de-torenvalk, sectors: [po], hours: [tue 09:00-10:30]}
expected:
  work-to-work: {po: {po: 12}}
  unqualified: {po: {po: 6}}
  second-qualification: {po: {po: 2}}
groups:
  - {code: po, title: {nl: Basis, en: Primary}, subjects: [po]}
month_weights: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
assumptions:
  - {about: arrivals, grade: C}
"""  # noqa: E501


@pytest.fixture(scope="module")
def region() -> RegionAssessment:
    return load_assessment()


def read(text: str = FILE) -> RegionAssessment:
    return read_assessment(text, HOLIDAYS, load_organisations(), "assessment.yaml")


def wrong(old: str, new: str) -> list[tuple[str, str]]:
    assert old in FILE
    with pytest.raises(BadDataError) as refused:
        read(FILE.replace(old, new, 1))
    return [(finding.code, finding.about) for finding in refused.value.findings]


def test_region_knows_the_people_of_the_demo(region: RegionAssessment) -> None:
    names = {each.key: each.name for each in (*region.assessors, *region.guides)}
    for helper in HELPERS:
        if helper.key in {"assessor-institute", "assessor-field", "coach"}:
            assert names[helper.key] == helper.name
            place = next(
                each for each in (*region.assessors, *region.guides) if each.key == helper.key
            )
            assert place.organisations == helper.places
    assert len(set(names.values())) == len(names)


def test_organisations_of_a_side_are_of_that_side(region: RegionAssessment) -> None:
    organisations = load_organisations()
    institutes = {each.code for each in organisations.institutes}
    for each in region.assessors:
        of_institutes = set(each.organisations) <= institutes
        assert of_institutes == (each.side is Side.INSTITUTE), each.key


def test_everybody_expected_can_be_assessed_whoever_hires_them(region: RegionAssessment) -> None:
    for each in region.expected:
        boards = {place.board for place in region.lessons if each.sector in place.sectors}
        for board in boards:
            choices = region.choices(each.sector, each.subject, board)
            assert all(choices[part] for part in choices), (each, board)
            assert len(choices[Part.INSTITUTE]) > 1
            fielders = region.assessors_for(Side.FIELD, each.sector, each.subject, board)
            assert all(board not in fielder.organisations for fielder in fielders)


def test_lesson_is_never_at_the_school_that_hires(region: RegionAssessment) -> None:
    choices = region.choices(Sector.PO, "po", "bergvallei", "de-zandheuvel")
    assert "class-de-zandheuvel" not in choices[Part.SCHOOL]
    assert "class-de-torenvalk" in choices[Part.SCHOOL]


def test_expected_people_add_up_to_what_the_file_says(region: RegionAssessment) -> None:
    by_sector = Counter[Sector]()
    for each in region.expected:
        by_sector[each.sector] += each.per_year
    assert sum(by_sector.values()) == round(165 / 0.8 / 0.92)
    assert by_sector[Sector.PO] + by_sector[Sector.SO] == pytest.approx(0.40 * 224, abs=1)
    assert by_sector[Sector.VO] == pytest.approx(0.24 * 224, abs=1)
    assert {each.profile for each in region.expected} == set(Profile)


def test_every_assumption_has_a_grade(region: RegionAssessment) -> None:
    assert {finding.value("grade") for finding in region.assumptions} <= {"A", "B", "C", "D"}
    assert len(region.assumptions) == len({finding.code for finding in region.assumptions}) == 8


def test_people_are_free_in_their_hours_and_not_on_leave_or_holidays() -> None:
    grid = standard_grid(date(2027, 4, 19), 20)
    found = resources_of(read(), grid)
    days = {key: _days(resource.free, grid.per_day) for key, resource in found.items()}
    assert date(2027, 4, 20) in {grid.day_of(5 * day) for day in days["a"]}
    assert date(2027, 4, 27) not in {grid.day_of(5 * day) for day in days["a"]}
    assert date(2027, 7, 20) not in {grid.day_of(5 * day) for day in days["a"]}
    assert date(2027, 8, 10) in {grid.day_of(5 * day) for day in days["a"]}
    assert found["r"].capacity == 2


def _days(mask: int, per_day: int) -> set[int]:
    return {block // per_day for block in range(mask.bit_length()) if mask >> block & 1}


def test_class_is_closed_in_holidays_but_for_a_summer_school() -> None:
    region = read()
    grid = standard_grid(date(2027, 7, 12), 8)
    summer, ordinary = (_days(lesson_mask(region, each, grid), 5) for each in region.lessons)
    only_summer = {grid.day_of(5 * day) for day in summer - ordinary}
    assert only_summer == {date(2027, 7, 20), date(2027, 7, 27)}
    assert date(2027, 8, 31) in {grid.day_of(5 * day) for day in ordinary}


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("hours: [tue 09:00-12:00]", "hours: [tue 9-12]", "assessment.file-hours-wrong", 10),
        ("hours: [tue 09:00-12:00]", "hours: [tue 12:00-09:00]", "assessment.file-hours-wrong", 10),
        ("hours: [tue 09:00-12:00]", "hours: [tue 25:00-26:00]", "assessment.file-hours-wrong", 10),
        ("[singel], sectors", "[nergens], sectors", "assessment.file-organisation-unknown", 10),
        ("leave: zomer", "leave: nooit", "outcomes.file-choice", 10),
        ("key: f,", "key: a,", "outcomes.file-name-twice", 11),
        ("school: de-torenvalk", "school: nergens", "assessment.file-organisation-unknown", 18),
        ("first: 2027-07-17, last: 2027-08-08", "first: 2027-07-17, last: 2027-07-01",
         "programme.catalogue-holiday-wrong", 6),
        ("[1, 1, 1,", "[1, 1,", "assessment.file-months-wrong", 25),
        ("subjects: [po]}\nmonth", "subjects: [vo]}\nmonth",
         "assessment.file-subject-ungrouped", 20),
        ("about: arrivals", "about: weer", "outcomes.file-choice", 27),
        ("grade: C", "grade: Z", "outcomes.file-choice", 27),
    ],
)  # fmt: skip
def test_wrong_file_is_refused_with_its_line(old: str, new: str, code: str, line: int) -> None:
    found = wrong(old, new)
    assert any(each == code and f"line {line}:" in about for each, about in found), found
