"""The ten stories: who they are, and what they are told first."""

from datetime import date
from decimal import Decimal

import pytest

from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import (
    Diploma,
    Held,
    Job,
    Level,
    Orientation,
    Person,
    Post,
    PostKind,
    RouteStatus,
    Wanted,
)
from loopbrug.core.terms.finding import Weight
from loopbrug.core.terms.words import Degree, Profile, Sector

DAY = date(2026, 11, 23)
OPEN, CONDITIONAL, CLOSED = RouteStatus.OPEN, RouteStatus.CONDITIONAL, RouteStatus.CLOSED


def diploma(title: str, level: Level, field: str, year: int) -> Diploma:
    return Diploma(title, level, field, date(year, 7, 1))


PEOPLE = {
    "P1": Person(
        Wanted(Sector.PO, Degree.PRIMARY),
        (diploma("Hbo Communicatie", Level.HBO_BACHELOR, "communicatie", 2007),),
        jobs=(Job("Teamleider", "communicatie", date(2011, 9, 1)),),
        wiscat=112,
        wiscat_tries=1,
    ),
    "P2": Person(
        Wanted(Sector.VO, Degree.FIRST, "wiskunde"),
        (diploma("MSc Econometrics", Level.WO_MASTER, "econometrie", 2014),),
        jobs=(Job("Risicoanalist", "econometrie", date(2017, 9, 1)),),
    ),
    "P3": Person(
        Wanted(Sector.MBO, Degree.PDG, "techniek"),
        (diploma("Hbo Werktuigbouwkunde", Level.HBO_BACHELOR, "werktuigbouwkunde", 1996),),
        jobs=(Job("Hoofd onderhoud", "werktuigbouwkunde", date(2000, 9, 1)),),
    ),
    "P4": Person(
        Wanted(Sector.PO, Degree.PRIMARY),
        (diploma("Hbo Pedagogiek", Level.HBO_BACHELOR, "pedagogiek", 2020),),
        posts=(
            Post(
                "SPO",
                Sector.PO,
                PostKind.UNQUALIFIED,
                date(2025, 9, 22),
                date(2027, 7, 31),
                fte=Decimal("0.8"),
            ),
        ),
    ),
    "P5": Person(
        Wanted(Sector.VO, Degree.SECOND, "duits"),
        (diploma("Germanistiek", Level.WO_MASTER, "germanistiek", 2004),),
        posts=(
            Post(
                "Meerscholen",
                Sector.VO,
                PostKind.UNQUALIFIED,
                date(2026, 9, 1),
                subject="duits",
                fte=Decimal("0.5"),
                lessons_per_week=Decimal(12),
            ),
        ),
        jobs=(Job("Vertaler", "taal", date(2005, 1, 1), fte=Decimal("0.4")),),
    ),
    "P6": Person(
        Wanted(Sector.MBO, Degree.PDG, "zorg"),
        (diploma("Hbo-v", Level.HBO_BACHELOR, "verpleegkunde", 2001),),
        posts=(Post("Mbo", Sector.MBO, PostKind.SUPPORT, date(2026, 1, 5), fte=Decimal("0.4")),),
        jobs=(Job("Wijkverpleegkundige", "verpleegkunde", date(2003, 1, 1), fte=Decimal("0.3")),),
    ),
    "P7": Person(
        Wanted(Sector.VO, Degree.VMBO_PROFILE, "bwi"),
        (
            diploma("Mbo-4 Installatietechniek", Level.MBO_4, "installatietechniek", 2013),
            diploma("Ad Installatietechniek", Level.AD, "installatietechniek", 2018),
        ),
        jobs=(Job("Voorman", "installatietechniek", date(2013, 9, 1)),),
    ),
    "P8": Person(
        Wanted(Sector.VO, Degree.SECOND, "nederlands"),
        (diploma("Pabo", Level.HBO_BACHELOR, "basisonderwijs", 2010),),
        posts=(Post("S", Sector.PO, PostKind.QUALIFIED, date(2010, 8, 1), fte=Decimal("0.8")),),
        held=(Held(Sector.PO, Degree.PRIMARY),),
    ),
    "P9": Person(
        Wanted(Sector.VO, Degree.SECOND, "scheikunde"),
        (diploma("Leraar biologie", Level.HBO_BACHELOR, "biologie", 2009),),
        posts=(
            Post(
                "V",
                Sector.VO,
                PostKind.OTHER_SUBJECT,
                date(2026, 8, 1),
                subject="natuurkunde",
                fte=Decimal("0.2"),
            ),
        ),
        held=(Held(Sector.VO, Degree.SECOND, "biologie"),),
    ),
    "P10": Person(
        Wanted(Sector.SO, Degree.PRIMARY),
        (diploma("Wo Sociologie", Level.WO_MASTER, "sociologie", 1995),),
        jobs=(Job("Beleidsadviseur", "bestuurskunde", date(1998, 1, 1)),),
    ),
}


def answer(code: str) -> Orientation:
    return orient(PEOPLE[code], load_law(), DAY)


def statuses(code: str) -> dict[str, RouteStatus]:
    return {route.code: route.status for route in answer(code).routes}


@pytest.mark.parametrize(
    ("code", "profile", "first", "status"),
    [
        ("P1", Profile.WORK_TO_WORK, "second-career-primary", CONDITIONAL),
        ("P2", Profile.WORK_TO_WORK, "second-career-first-degree", CONDITIONAL),
        ("P3", Profile.WORK_TO_WORK, "vocational-certificate", CONDITIONAL),
        ("P4", Profile.UNQUALIFIED, "second-career-primary", CONDITIONAL),
        ("P5", Profile.UNQUALIFIED, "second-career-second-degree", CONDITIONAL),
        ("P6", Profile.UNQUALIFIED, "vocational-certificate", CONDITIONAL),
        ("P7", Profile.WORK_TO_WORK, "second-career-vmbo-profile", CONDITIONAL),
        ("P8", Profile.SECOND_QUALIFICATION, "second-qualification", CONDITIONAL),
        ("P9", Profile.SECOND_QUALIFICATION, "second-qualification", CONDITIONAL),
        ("P10", Profile.WORK_TO_WORK, "second-career-special", CONDITIONAL),
    ],
)
def test_persona_hears_their_own_way_first(
    code: str, profile: Profile, first: str, status: RouteStatus
) -> None:
    told = answer(code)
    assert (told.profile, told.routes[0].code, told.routes[0].status) == (profile, first, status)


def test_p1_stands_open_once_a_school_wants_her() -> None:
    wanted = PEOPLE["P1"]
    promised = Person(
        wanted.wanted, wanted.diplomas, jobs=wanted.jobs, wiscat=112, appointment=True
    )
    assert orient(promised, load_law(), DAY).routes[0].status is OPEN


def test_p2_kinship_is_left_to_the_institute() -> None:
    route = answer("P2").routes[0]
    kinship = next(f for f in route.findings if f.code == "orientation.kinship-likely")
    assert kinship.weight is Weight.CONDITION
    assert kinship.source is not None
    assert kinship.source.article == "4 lid 3"


def test_p4_is_warned_about_her_contract() -> None:
    told = answer("P4")
    ends = next(f for f in told.findings if f.code == "orientation.contract-ends")
    assert ends.value("until") == date(2027, 7, 31)
    assert ends.value("request_by") == date(2027, 4, 17)
    assert told.terms == ()


def test_p5_sees_both_degrees_and_the_end_of_her_term() -> None:
    told = statuses("P5")
    assert told["second-career-second-degree"] is CONDITIONAL
    assert told["second-career-first-degree"] is CONDITIONAL
    assert told["university-master"] is CONDITIONAL
    (term,) = answer("P5").terms
    assert (term.last, term.extended_last) == (date(2027, 8, 31), date(2031, 8, 31))


def test_p7_learns_why_and_which_doors_are_open() -> None:
    told = statuses("P7")
    assert told["second-career-second-degree"] is CLOSED
    assert told["part-time-second-degree"] is OPEN
    assert told["guest-teacher"] is CONDITIONAL
    assert told["instructor"] is CONDITIONAL
    general = next(r for r in answer("P7").routes if r.code == "second-career-second-degree")
    assert general.nearest[0] == "second-career-vmbo-profile"
    assert general.next_step.value("route") == "second-career-vmbo-profile"


def test_p7_is_told_what_to_bring() -> None:
    route = answer("P7").routes[0]
    assert {"orientation.open-by-hbo-evidence", "orientation.open-by-trade-evidence"} <= {
        finding.code for finding in route.opens
    }
    to_judge = next(f for f in route.findings if f.code == "orientation.profile-to-judge")
    assert to_judge.value("subjects") == ("bwi", "pie")
    assert route.next_step.code == "orientation.open-by-hbo-evidence"


def test_p7_wanting_a_general_subject_finds_the_profile_behind_another_door() -> None:
    person = PEOPLE["P7"]
    general = Person(
        Wanted(Sector.VO, Degree.SECOND, "wiskunde"), person.diplomas, jobs=person.jobs
    )
    told = {route.code: route for route in orient(general, load_law(), DAY).routes}
    assert told["second-career-second-degree"].status is CLOSED
    door = told["second-career-vmbo-profile"]
    assert door.findings[0].code == "orientation.other-door"
    assert (door.status, door.qualification) == (CONDITIONAL, "vmbo-bwi")


def test_p8_and_p9_go_for_a_second_qualification() -> None:
    assert answer("P8").routes[0].qualification == "vo2-nederlands-neven"
    assert answer("P9").routes[0].qualification == "vo2-scheikunde-neven"
    assert answer("P9").terms[0].rule == "vo-other-subject"


def test_p10_may_choose_between_special_and_primary() -> None:
    told = {route.code: route.qualification for route in answer("P10").routes}
    assert told["second-career-special"] == "so"
    assert told["second-career-primary"] == "po"
