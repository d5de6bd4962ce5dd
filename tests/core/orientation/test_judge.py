"""What holds for everybody, whoever they are."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import (
    Diploma,
    Dutch,
    Held,
    Job,
    Level,
    Person,
    Post,
    PostKind,
    RouteStatus,
    Wanted,
)
from loopbrug.core.orientation.next_steps import KEYS
from loopbrug.core.orientation.requirements import CHECKS, PRESUPPOSES
from loopbrug.core.orientation.routes import load_routes
from loopbrug.core.orientation.subjects import is_kin, load_fields, load_subjects
from loopbrug.core.orientation.wanted import DEGREES, fitting, qualification_code
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Degree, Profile, Sector
from loopbrug.web.site.sentences.book import LANGUAGES, sentences, tell, tell_value

DAY = date(2026, 11, 23)
ROOM = Path(__file__).parents[3] / "src/loopbrug/core"

days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
fields = st.sampled_from(["", "onbekend", *load_fields()])
subjects = st.sampled_from(["", "quantumbreien", *load_subjects()])
diplomas = st.builds(
    Diploma,
    title=st.sampled_from(["Diploma", "شهادة", ""]),
    level=st.sampled_from(Level),
    field=fields,
    awarded_on=st.none() | days,
    country=st.sampled_from(["NL", "BE"]),
    valued_as=st.none() | st.sampled_from(Level),
    finished=st.booleans(),
)
fte = st.decimals(0, 1, places=1)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    since = draw(days)
    until = draw(st.none() | st.integers(0, 1500).map(lambda n: since + timedelta(days=n)))
    return Post(
        draw(st.sampled_from("AB")),
        draw(st.sampled_from(Sector)),
        draw(st.sampled_from(PostKind)),
        since,
        until,
        draw(subjects),
        draw(fte),
        draw(st.decimals(0, 26, places=0)),
    )


people = st.builds(
    Person,
    wanted=st.builds(Wanted, st.sampled_from(Sector), st.sampled_from(Degree), subjects),
    diplomas=st.lists(diplomas, max_size=3).map(tuple),
    posts=st.lists(posts(), max_size=3).map(tuple),
    jobs=st.lists(st.builds(Job, st.just("Baan"), fields, days), max_size=2).map(tuple),
    held=st.lists(
        st.builds(
            Held,
            st.sampled_from(Sector),
            st.sampled_from(Degree),
            subjects,
            recognised=st.booleans(),
        ),
        max_size=1,
    ).map(tuple),
    dutch=st.sampled_from(Dutch),
    appointment=st.booleans(),
    appointment_fte=st.none() | fte,
    wiscat=st.none() | st.integers(0, 150),
    wiscat_tries=st.integers(0, 4),
    student_since=st.none() | days,
)


def all_findings(person: Person) -> list[Finding]:
    told = orient(person, load_law(), DAY)
    return [
        *told.findings,
        *(finding for term in told.terms for finding in term.findings),
        *(f for r in told.routes for f in (*r.findings, *r.opens, r.next_step)),
    ]


@settings(max_examples=150, deadline=None)
@given(people)
def test_nobody_is_left_without_a_door(person: Person) -> None:
    told = orient(person, load_law(), DAY)
    assert any(route.status is not RouteStatus.CLOSED for route in told.routes)
    for route in told.routes:
        closed = route.status is RouteStatus.CLOSED
        assert bool(route.nearest) is closed
        assert closed is any(finding.weight is Weight.BLOCKS for finding in route.findings)
        assert route.months_min <= route.months_max
        assert bool(route.opens) is (route.status is not RouteStatus.OPEN)


@settings(max_examples=150, deadline=None)
@given(people)
def test_every_finding_can_be_told_in_both_languages(person: Person) -> None:
    for finding in all_findings(person):
        for language in LANGUAGES:
            assert tell(finding, language)


@settings(max_examples=100, deadline=None)
@given(people)
def test_whatever_hinders_rests_on_a_source_and_has_a_key(person: Person) -> None:
    for route in orient(person, load_law(), DAY).routes:
        for finding in route.findings:
            if finding.weight in (Weight.BLOCKS, Weight.CONDITION):
                assert finding.source is not None
                assert finding.code.removeprefix("orientation.") in KEYS


@settings(max_examples=50, deadline=None)
@given(people)
def test_every_route_that_leads_to_the_wish_is_judged(person: Person) -> None:
    wish = fitting(person.wanted)
    judged = {route.code for route in orient(person, load_law(), DAY).routes}
    assert {route.code for route in load_routes().values() if route.concerns(wish)} <= judged


def test_every_route_of_the_table_is_there() -> None:
    known = {route.known_as for route in load_routes().values()} - {""}
    table = ["PO", "VO2", "VO1", "VMBO-BG", "2ND"]
    rest = {"PDG", "PABO-D", "LO2-D", "KOP", "EDM", "ULO", "SOOL", "OAB-VO"}
    assert known == {f"ZIB-{name}" for name in table} | rest


def test_every_check_is_used_and_every_ground_is_law() -> None:
    law, routes = load_law(), load_routes().values()
    assert {name for route in routes for name in route.checks} == set(CHECKS)
    names = {n for r in routes for n in (*r.ground.values(), *r.within, *filter(None, [r.levels]))}
    assert all(law.knows(name, DAY) for name in names)


def test_every_code_in_these_rooms_has_sentences() -> None:
    said = set(sentences())
    for room in ("law", "orientation"):
        text = "\n".join(p.read_text(encoding="utf-8") for p in (ROOM / room).glob("*.py"))
        told = {f"{room}.{code}" for code in re.findall(r'told\(\s*"([a-z0-9-]+)"', text)}
        plain = set(re.findall(rf'"({room}\.[a-z]+-[a-z-]+)"', text))
        assert told | plain <= said
        assert plain or told


def test_sentences_do_not_outlive_their_code() -> None:
    for room in ("law", "orientation"):
        text = "\n".join(
            p.read_text(encoding="utf-8") for p in (ROOM / room).iterdir() if p.is_file()
        )
        for code in sentences():
            if code.startswith(f"{room}.") and not code.startswith("orientation.answer-no-"):
                assert code.removeprefix(f"{room}.") in text, code


def test_kin_subjects_of_fields_exist() -> None:
    for field in load_fields().values():
        assert set(field.kin) <= set(load_subjects()), field.code
    assert not is_kin("econometrie", "")


def test_subjects_fit_the_degrees_of_their_sectors() -> None:
    for subject in load_subjects().values():
        possible = {degree for sector in subject.sectors for degree in DEGREES[sector]}
        assert set(subject.degrees) <= possible, subject.code


@pytest.mark.parametrize(
    ("wanted", "profile", "code"),
    [
        (Wanted(Sector.PO, Degree.PRIMARY), Profile.WORK_TO_WORK, "po"),
        (Wanted(Sector.SO, Degree.PRIMARY), Profile.UNQUALIFIED, "so"),
        (Wanted(Sector.VO, Degree.SECOND, "duits"), Profile.UNQUALIFIED, "vo2-duits"),
        (Wanted(Sector.VO, Degree.FIRST, "wiskunde"), Profile.WORK_TO_WORK, "vo1-wiskunde"),
        (Wanted(Sector.VO, Degree.VMBO_PROFILE, "bwi"), Profile.WORK_TO_WORK, "vmbo-bwi"),
        (Wanted(Sector.MBO, Degree.PDG, "zorg"), Profile.UNQUALIFIED, "pdg-zorg"),
        (Wanted(Sector.PO, Degree.PRIMARY), Profile.SECOND_QUALIFICATION, "po-neven"),
        (Wanted(Sector.VO, Degree.PDG, "duits"), Profile.WORK_TO_WORK, "vo2-duits"),
        (Wanted(Sector.VO, Degree.SECOND), Profile.WORK_TO_WORK, "vo2"),
    ],
)
def test_qualification_code_names_the_wish(wanted: Wanted, profile: Profile, code: str) -> None:
    assert qualification_code(wanted, profile) == code


def test_names_of_routes_on_screen_are_those_of_the_list() -> None:
    for route in load_routes().values():
        finding = Finding.of("orientation.next-see-other-door", route=route.code)
        assert route.name.nl in tell(finding, "nl")
        assert route.name.en in tell(finding, "en")


def test_names_of_subjects_and_fields_on_screen_are_those_of_the_lists() -> None:
    named = [("subject", each.code, each.name) for each in load_subjects().values()]
    named += [("title", each.code, each.name) for each in load_fields().values()]
    for about, code, name in named:
        assert tell_value(code, "nl", about) == name.nl
        assert tell_value(code, "en", about) == name.en


def test_diploma_of_next_year_does_not_count_yet() -> None:
    later = Diploma("Hbo", Level.HBO_BACHELOR, "communicatie", date(2027, 7, 1))
    person = Person(Wanted(Sector.PO, Degree.PRIMARY), (later,))
    told = orient(person, load_law(), DAY)
    assert "orientation.diploma-later" in {finding.code for finding in told.findings}
    assert orient(person, load_law(), date(2027, 7, 1)).routes[0].status is RouteStatus.CONDITIONAL
    assert told.routes[-1].status is not RouteStatus.OPEN
    primary = next(r for r in told.routes if r.code == "second-career-primary")
    assert primary.status is RouteStatus.CLOSED


def test_term_beside_another_subject_is_shorter_than_without_any() -> None:
    wish = Wanted(Sector.VO, Degree.SECOND, "duits")
    held = (Held(Sector.VO, Degree.SECOND, "engels"),)
    for person, months in ((Person(wish), 60), (Person(wish, held=held), 48)):
        routes = orient(person, load_law(), DAY).routes
        route = next(each for each in routes if each.code == "unqualified-in-training")
        assert route.months_max == months


def test_two_jobs_over_full_time_are_told_and_kept() -> None:
    jobs = (Job("A", "", date(2020, 1, 1)), Job("B", "", date(2021, 1, 1), fte=Decimal("0.5")))
    told = orient(Person(Wanted(Sector.PO, Degree.PRIMARY), jobs=jobs), load_law(), DAY)
    over = next(f for f in told.findings if f.code == "orientation.over-full-time")
    assert (over.value("total"), over.value("count")) == (Decimal("1.5"), 2)


@given(people)
@settings(max_examples=40)
def test_closed_route_says_nothing_that_presupposes_what_closes_it(person: Person) -> None:
    for route in orient(person, load_law(), DAY).routes:
        found = {finding.code for finding in route.findings}
        for closing in found & PRESUPPOSES.keys():
            assert not found & PRESUPPOSES[closing]
            assert route.status is RouteStatus.CLOSED


def test_what_presupposes_something_is_a_sentence_we_know() -> None:
    named = {*PRESUPPOSES, *(code for beside in PRESUPPOSES.values() for code in beside)}
    assert named <= sentences().keys()
