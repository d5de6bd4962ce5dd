"""What more evidence is worth: the same as solving anew, told with what it rests on."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.programme.builders import MONDAY, offering, unit

from loopbrug.core.bridge.build import gap_in, problem_of, qualification_of
from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.core.bridge.model import Dossier, Region
from loopbrug.core.bridge.worth import (
    Bundle,
    Worth,
    WorthTable,
    programme_with,
    worth_finding,
    worth_of,
    worth_table,
)
from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.outcomes.model import (
    EvidenceBase,
    Gap,
    Judgement,
    Outcome,
    Qualification,
    Remainder,
    Verdict,
)
from loopbrug.core.programme.model import Catalogue, Limits, Status, Unit
from loopbrug.core.programme.solver import solve
from loopbrug.core.programme.translate import narrowed, translate
from loopbrug.core.terms.words import Bilingual
from loopbrug.region.midden import load_region
from loopbrug.web.site.sentences.book import LANGUAGES, tell

ROOT = Path(__file__).parents[3]
REGION = load_region()
LAW = load_law()
DAY = date(2026, 11, 23)
SIDES = ("institute", "field")

Case = tuple[Dossier, Region, Gap, Qualification]


def example(number: int) -> Case:
    text = (ROOT / "examples" / f"p{number:02}.yaml").read_text("utf-8")
    dossier = read_dossier(text, REGION.places)
    qualification = qualification_of(dossier, REGION, orient(dossier.person, LAW, DAY))
    assert qualification is not None
    return dossier, REGION, gap_in(dossier, REGION, qualification), qualification


EXAMPLES = {number: example(number) for number in (3, 6, 8, 9, 10)}


def made(
    needed: str, *units: Unit, study_hours: int = 12, judged: tuple[Judgement, ...] = ()
) -> Case:
    """Return a case of a small region: every unit is given once, for ten weeks.

    What needs something first is given after the rest.
    """
    codes = needed.split()
    outcomes = tuple(
        Outcome(f"id-{code}", code, Bilingual(code, code), "X", EvidenceBase.STUDY, 20)
        for code in codes
    )
    framework = replace(REGION.framework, outcomes=outcomes)
    catalogue = Catalogue(
        units, tuple(offering(each.code, 20 if each.needs_outcomes else 0, 10) for each in units)
    )
    region = Region("made", framework, (), catalogue, ())
    dossier, _, _, qualification = EXAMPLES[9]
    qualification = replace(qualification, requires=tuple(codes))
    wishes = replace(
        dossier.wishes, study_hours=study_hours, blocks=(), days_off=(), away=(),
        start_on_or_after=MONDAY, finish_by=None,
    )  # fmt: skip
    dossier = replace(dossier, wishes=wishes, judgements=judged)
    return dossier, region, gap_in(dossier, region, qualification), qualification


def whole(code: str, covers: str, hours: int = 10) -> Unit:
    """Return a unit that is all or nothing."""
    return replace(unit(code, covers, hours), exemptible=False)


def hours_with(case: Case, code: str) -> int:
    """Return the least hours with one more outcome validated, by the plain planner."""
    dossier, region, _, qualification = case
    validated = Judgement(code, Verdict.VALIDATED, date(2100, 1, 1), SIDES)
    dossier = replace(dossier, judgements=(*dossier.judgements, validated))
    gap = gap_in(dossier, region, qualification)
    programme = solve(problem_of(dossier, region, gap, qualification))
    assert programme.status is Status.PROVED
    return programme.hours


@pytest.mark.parametrize(("number", "step"), [(8, 1), (9, 1), (3, 9), (6, 8), (10, 10)])
def test_worth_of_is_what_plain_solving_gives(number: int, step: int) -> None:
    case = EXAMPLES[number]
    dossier, region, gap, qualification = case
    table = worth_table(*case)
    assert table.hours == solve(problem_of(dossier, region, gap, qualification)).hours
    assert all(worth.proved for worth in table.outcomes)
    for worth in table.outcomes[::step]:
        assert worth.hours_saved == table.hours - hours_with(case, worth.outcome)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from([8, 9]))
def test_narrowed_is_the_translation_of_the_smaller_problem(
    data: st.DataObject, number: int
) -> None:
    dossier, region, gap, qualification = EXAMPLES[number]
    problem = problem_of(dossier, region, gap, qualification)
    out = data.draw(st.sets(st.sampled_from([need.outcome for need in gap.needs])))
    less = replace(
        problem,
        needs=tuple(need for need in problem.needs if need.outcome not in out),
        held=problem.held | out,
    )
    assert narrowed(translate(problem), less) == translate(less)


def test_worth_of_names_every_need_once_and_the_dearest_first() -> None:
    _, region, gap, _ = EXAMPLES[10]
    found = worth_of(*EXAMPLES[10])
    place = {outcome.code: n for n, outcome in enumerate(region.framework.outcomes)}
    assert {worth.outcome for worth in found} == {need.outcome for need in gap.needs}
    assert len(found) == len(gap.needs)
    order = [(-worth.hours_saved, place[worth.outcome]) for worth in found]
    assert order == sorted(order)


def test_worth_of_an_outcome_of_an_all_or_nothing_unit_is_told_with_the_others() -> None:
    table = worth_table(*made("A B C D", whole("w", "A B C"), unit("d", "D", 8)))
    assert table.hours == 38
    assert table.bundles == (Bundle("w", ("A", "B", "C"), 30, proved=True),)
    assert table.outcomes == (
        Worth("D", 8, proved=True),
        Worth("A", 0, proved=True, together=("B", "C"), hours_together=30),
        Worth("B", 0, proved=True, together=("A", "C"), hours_together=30),
        Worth("C", 0, proved=True, together=("A", "B"), hours_together=30),
    )


def test_bundles_leave_out_what_another_planned_unit_closes_too() -> None:
    """B is closed by both, so that A and C suffice for the unit to fall away."""
    table = worth_table(*made("A B C D", whole("w", "A B C"), whole("v", "B D", 4)))
    assert table.bundles[0] == Bundle("w", ("A", "C"), 30, proved=True)


def test_bundles_are_told_only_where_together_is_more() -> None:
    """With A or B validated the other is cheaper elsewhere: 20 hours become 12."""
    table = worth_table(*made("A B", whole("w", "A B"), unit("a", "A", 12), unit("b", "B", 12)))
    assert table.hours == 20
    assert [(worth.outcome, worth.hours_saved) for worth in table.outcomes] == [("A", 8), ("B", 8)]
    assert table.bundles == (Bundle("w", ("A", "B"), 20, proved=True),)
    dear = worth_table(*made("A B", whole("w", "A B"), unit("a", "A", 10), unit("b", "B", 10)))
    assert dear.bundles == ()


def test_bundles_stay_within_a_handful() -> None:
    many = "A B C D E F"
    assert worth_table(*made(many, whole("w", many))).bundles == ()
    five = "A B C D E"
    assert worth_table(*made(five, whole("w", five))).bundles[0].outcomes == tuple(five.split())


def test_worth_of_follows_the_gap_through_what_is_left_of_another_outcome() -> None:
    """Of A only B is left: validating B closes both."""
    partly = Judgement("A", Verdict.PARTLY, DAY, SIDES, left=Remainder(("B",)))
    table = worth_table(*made("A B", unit("b", "B", 20), judged=(partly,)))
    assert table.outcomes == (Worth("B", 20, proved=True),)


def test_worth_of_counts_the_hours_that_are_left() -> None:
    partly = Judgement("A", Verdict.PARTLY, DAY, SIDES, left=Remainder(hours=6))
    table = worth_table(*made("A B", unit("a", "A B", 20), judged=(partly,)))
    assert [(worth.outcome, worth.hours_saved) for worth in table.outcomes] == [("B", 20), ("A", 6)]


def test_worth_of_sees_a_prerequisite_fall_away() -> None:
    """A needs P first, which nobody asks for itself."""
    case = made("A", unit("a", "A", 10, needs="P"), unit("p", "P", 30))
    assert worth_of(*case) == (Worth("A", 40, proved=True),)


def test_worth_of_tells_which_outcome_makes_a_programme_possible() -> None:
    """Nobody teaches C; ten weeks of three hours hold unit a and not b."""
    case = made("A B C", unit("a", "A", 30), unit("b", "B", 40), study_hours=3)
    assert worth_of(*case) == tuple(Worth(code, 0, proved=True) for code in "ABC")
    case = made("A B", unit("a", "A", 30), unit("b", "B", 40), study_hours=3)
    table = worth_table(*case)
    assert table.hours is None
    assert table.outcomes == (Worth("B", 0, proved=True, opens=True), Worth("A", 0, proved=True))


def test_worth_of_without_a_need_or_a_study_hour_is_nothing() -> None:
    done = tuple(Judgement(code, Verdict.VALIDATED, DAY, SIDES) for code in "AB")
    assert worth_table(*made("A B", unit("a", "A"), judged=done)) == WorthTable(0, (), ())
    none = worth_of(*made("A B", unit("a", "A B"), study_hours=0))
    assert none == (Worth("A", 0, proved=True), Worth("B", 0, proved=True))


@pytest.mark.parametrize("nodes", [1, 3, 10, 30])
def test_worth_of_cut_short_says_so_and_never_too_much(nodes: int) -> None:
    exact = {worth.outcome: worth.hours_saved for worth in worth_of(*EXAMPLES[8])}
    short = worth_of(*EXAMPLES[8], Limits(nodes))
    assert all(worth.hours_saved <= exact[worth.outcome] for worth in short)
    for worth in short:
        assert not worth.proved or worth.hours_saved == exact[worth.outcome]
    if nodes == 1:
        assert not any(worth.proved for worth in short)


def test_programme_with_gives_the_hours_that_worth_promised() -> None:
    dossier, region, gap, qualification = EXAMPLES[9]
    now = solve(problem_of(dossier, region, gap, qualification))
    best = worth_of(*EXAMPLES[9])[0]
    then = programme_with(dossier, region, qualification, (best.outcome,))
    assert now.hours - then.hours == best.hours_saved > 0
    assert then.finish is not None
    assert programme_with(dossier, region, qualification, ()) == now


@pytest.mark.parametrize(
    ("worth", "code"),
    [
        (Worth("A", 24, proved=True), "worth-hours"),
        (Worth("A", 24, proved=False), "worth-at-least"),
        (Worth("A", 0, proved=False), "worth-unknown"),
        (Worth("A", 0, proved=True), "worth-nothing"),
        (Worth("A", 0, proved=True, together=("B",), hours_together=30), "worth-together"),
        (Worth("A", 0, proved=True, opens=True), "worth-opens"),
    ],
)
def test_worth_finding_can_be_told(worth: Worth, code: str) -> None:
    finding = worth_finding(worth)
    assert (finding.code, finding.about) == (f"bridge.{code}", "A")
    assert all(tell(finding, language) for language in LANGUAGES)
