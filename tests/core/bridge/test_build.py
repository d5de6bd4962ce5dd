"""The whole bridge for any dossier: every unit has a reason, every room is heard."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from loopbrug.core.bridge.build import build_bridge, gap_in, problem_of, qualification_of
from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.core.bridge.model import Bridge, Dossier
from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import Post, PostKind
from loopbrug.core.outcomes.model import Gap, Judgement, Qualification, Verdict
from loopbrug.core.programme.model import Limits, Status
from loopbrug.core.terms.finding import Weight
from loopbrug.core.terms.words import Sector, Weekday
from loopbrug.region.midden import load_region

ROOT = Path(__file__).parents[3]
REGION = load_region()
LAW = load_law()
DAY = date(2026, 11, 23)
CODES = [outcome.code for outcome in REGION.framework.outcomes]
UNITS = {unit.code: unit for unit in REGION.catalogue.units}
SIDES = ("institute", "field")


def example(number: int) -> Dossier:
    text = (ROOT / "examples" / f"p{number:02}.yaml").read_text("utf-8")
    return read_dossier(text, REGION.places)


EXAMPLES = [example(number) for number in range(1, 11)]


def bridge_of(dossier: Dossier) -> Bridge:
    return build_bridge(dossier, REGION, LAW, DAY)


def codes(bridge: Bridge) -> list[str]:
    return [finding.code for finding in bridge.findings]


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """An example with another record, another week and other days."""
    dossier = draw(st.sampled_from(EXAMPLES))
    shown = draw(st.sets(st.sampled_from(CODES), min_size=20))
    judgements = [Judgement(code, Verdict.VALIDATED, DAY, SIDES) for code in sorted(shown)]
    wishes = replace(
        dossier.wishes,
        study_hours=draw(st.integers(8, 24)),
        days_off=tuple(draw(st.sets(st.sampled_from(Weekday), max_size=3))),
        away=(),
        finish_by=None,
        start_on_or_after=date(2027, 1, 4) + timedelta(days=draw(st.integers(0, 240))),
    )
    return replace(dossier, judgements=tuple(judgements), wishes=wishes)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers())
def test_build_bridge_plans_no_unit_that_can_be_left_out(dossier: Dossier) -> None:
    bridge = build_bridge(dossier, REGION, LAW, DAY, Limits(nodes=200_000))
    assert bridge.programme is not None
    assert bridge.gap is not None
    assume(bridge.programme.status is Status.PROVED)
    needs = {need.outcome for need in bridge.gap.needs}
    units = bridge.programme.units
    assert all(unit.closes for unit in units)
    for left_out in units:
        rest = [UNITS[unit.unit] for unit in units if unit is not left_out]
        assert needs - {code for unit in rest for code, _ in unit.covers}


def test_build_bridge_hears_every_room_once() -> None:
    bridge = bridge_of(EXAMPLES[1])
    assert bridge.qualification is not None
    assert bridge.qualification.code == "vo1-wiskunde"
    assert len(bridge.findings) == len(set(bridge.findings))
    assert all(finding.weight is not Weight.BLOCKS for finding in bridge.findings)


def test_build_bridge_promises_five_weeks_from_the_first_day() -> None:
    dates = {each.code: each.day for each in bridge_of(EXAMPLES[1]).dates}
    assert dates["bridge.date-promise"] == date(2026, 11, 23)
    first = min(unit.period.first for unit in bridge_of(EXAMPLES[1]).programme.units)  # type: ignore[union-attr]
    assert dates["bridge.date-start"] == first


def test_build_bridge_promises_from_today_when_nobody_began() -> None:
    bridge = bridge_of(replace(EXAMPLES[1], started_on=None))
    dates = {each.code: each.day for each in bridge.dates}
    assert dates["bridge.date-promise"] == DAY + timedelta(days=35)


def test_build_bridge_promises_nothing_for_days_before_the_promise() -> None:
    bridge = bridge_of(replace(EXAMPLES[1], started_on=date(1990, 1, 1)))
    assert "bridge.date-promise" not in {each.code for each in bridge.dates}


def test_build_bridge_ends_an_appointment_with_the_second_school_year() -> None:
    dates = {each.code: each for each in bridge_of(EXAMPLES[1]).dates}
    ends = dates["bridge.date-appointment-ends"]
    assert (ends.day.month, ends.day.day) == (7, 31)
    assert ends.why.source is not None


def test_build_bridge_warns_when_a_contract_ends_before_the_programme() -> None:
    """P4: contract to the end of July, leave from April."""
    bridge = bridge_of(EXAMPLES[3])
    assert "bridge.contract-ends-first" in codes(bridge)
    assert "bridge.date-contract-ends" in {each.code for each in bridge.dates}


def test_build_bridge_reads_posts_at_two_schools_each_by_itself() -> None:
    posts = tuple(
        Post("Bestuur", Sector.VO, PostKind.UNQUALIFIED, date(2026, 8, 1), last, "duits",
             Decimal("0.3"), Decimal(6), school)
        for school, last in (("A", date(2027, 1, 31)), ("B", date(2027, 7, 31)))
    )  # fmt: skip
    person = replace(EXAMPLES[4].person, posts=posts)
    dates = [
        each.day
        for each in bridge_of(replace(EXAMPLES[4], person=person)).dates
        if each.code == "bridge.date-contract-ends"
    ]
    assert dates == [date(2027, 1, 31), date(2027, 7, 31)]


def test_problem_of_rests_on_the_gap() -> None:
    dossier = EXAMPLES[1]
    orientation = orient(dossier.person, LAW, DAY)
    qualification = qualification_of(dossier, REGION, orientation)
    assert qualification is not None
    gap = gap_in(dossier, REGION, qualification)
    problem = problem_of(dossier, REGION, gap, qualification)
    assert problem.held == set(gap.validated)
    assert {need.outcome for need in problem.needs} == set(gap.partly) | set(gap.missing)


def test_build_bridge_with_everything_shown_needs_no_unit() -> None:
    shown = tuple(Judgement(code, Verdict.VALIDATED, DAY, SIDES) for code in CODES)
    bridge = bridge_of(replace(EXAMPLES[1], judgements=shown))
    assert bridge.programme is not None
    assert (bridge.programme.status, bridge.programme.units) == (Status.PROVED, ())
    assert "bridge.date-finish" not in {each.code for each in bridge.dates}


def test_start_long_ago_plans_as_a_start_on_the_first_day_of_the_catalogue() -> None:
    dossier = example(5)
    gap, qualification = _gap_and_qualification(dossier)
    long_ago = replace(dossier.wishes, start_on_or_after=date(1900, 1, 1))
    problem = problem_of(replace(dossier, wishes=long_ago), REGION, gap, qualification)
    assert problem.wishes.start_on_or_after == min(
        offering.period.first for offering in problem.catalogue.offerings
    )


def test_end_before_anything_is_given_stays_as_it_was_wished() -> None:
    dossier = example(5)
    gap, qualification = _gap_and_qualification(dossier)
    early = replace(dossier.wishes, start_on_or_after=date(1900, 1, 1), finish_by=date(1901, 1, 1))
    assert problem_of(replace(dossier, wishes=early), REGION, gap, qualification).wishes == early


def _gap_and_qualification(dossier: Dossier) -> tuple[Gap, Qualification]:
    qualification = qualification_of(dossier, REGION, orient(dossier.person, LAW, DAY))
    assert qualification is not None
    return gap_in(dossier, REGION, qualification), qualification
