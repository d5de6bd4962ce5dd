from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.model import Gap, Need
from loopbrug.core.programme.assignment_file import read_assignments
from loopbrug.core.programme.assignments import (
    AcceptedAssignment,
    Coverage,
    CoverageVerdict,
    ProposedAssignment,
    accepted_covers,
    proposal_findings,
    saved_by,
    verdict_findings,
    with_assignments,
)
from loopbrug.core.programme.check import check_programme
from loopbrug.core.programme.model import (
    Catalogue,
    Form,
    Limits,
    Offering,
    Programme,
    ProgrammeProblem,
    Status,
    Unit,
    Wishes,
)
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.core.terms.words import Bilingual, Period
from loopbrug.region.midden import load_assignments

TODAY = date(2027, 1, 4)
SPRING = Period(date(2027, 2, 1), date(2027, 5, 28))
TEXT = Bilingual("Naam", "Name")
NEEDS = (Need("A"), Need("B"), Need("C"))
GAP = Gap("q", ("V",), (), ("A", "B", "C"), NEEDS)
KNOWN = {"A", "B", "C", "V"}


def taught(code: str, hours: int, *covers: str) -> tuple[Unit, Offering]:
    unit = Unit(
        code, TEXT, "i", Form.TAUGHT, tuple((one, hours) for one in covers), exemptible=False
    )
    return unit, Offering(f"{code}.1", code, SPRING)


COURSES = (taught("X", 40, "A", "B"), taught("Y", 30, "C"))
CATALOGUE = Catalogue(tuple(c[0] for c in COURSES), tuple(c[1] for c in COURSES))


def accepted(*covers: tuple[str, int], number: int = 1) -> AcceptedAssignment:
    return AcceptedAssignment(f"WPO-{number}", TEXT, "i", covers, SPRING)


def solved(*assignments: AcceptedAssignment) -> Programme:
    catalogue = with_assignments(CATALOGUE, assignments)
    problem = ProgrammeProblem(NEEDS, frozenset(), catalogue, Wishes(40, TODAY))
    programme = solve(problem, Limits())
    assert check_programme(problem, programme) == ()
    return programme


def proposed(**other: Any) -> ProposedAssignment:
    whole = {"title": "t", "what": "w", "evidence": "e", "covers": (("A", 10),),
             "first": SPRING.first, "last": SPRING.last}  # fmt: skip
    return ProposedAssignment(**(whole | other))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code.removeprefix("programme.") for finding in findings]


def test_an_accepted_assignment_takes_the_place_of_a_course_where_that_is_less() -> None:
    programme = solved(accepted(("A", 10), ("B", 12)))
    assert programme.status is Status.PROVED
    assert {unit.unit for unit in programme.units} == {"WPO-1", "Y"}
    assert programme.hours == programme.bound == 52


def test_an_assignment_that_asks_more_than_the_course_is_left_out() -> None:
    assert {unit.unit for unit in solved(accepted(("C", 31))).units} == {"X", "Y"}


def test_an_assignment_that_covers_half_a_course_saves_nothing() -> None:
    assert solved(accepted(("A", 5))).hours == solved().hours == 110


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 60)), max_size=4))
def test_more_assignments_never_make_a_programme_longer(covers: list[tuple[str, int]]) -> None:
    assignments = [accepted(one, number=n) for n, one in enumerate(covers)]
    hours = [solved(*assignments[:count]).hours for count in range(len(assignments) + 1)]
    assert hours == sorted(hours, reverse=True)


def test_the_order_of_assignments_does_not_matter() -> None:
    some = [accepted(("A", 10), ("B", 12), number=1), accepted(("C", 9), number=2)]
    assert solved(*some) == solved(*reversed(some))


def test_a_catalogue_without_assignments_is_the_catalogue_itself() -> None:
    assert with_assignments(CATALOGUE, []) is CATALOGUE
    assert with_assignments(CATALOGUE, [accepted()]) is CATALOGUE


def test_saved_by_counts_hours_and_names_what_falls_away() -> None:
    saved = saved_by(solved(), solved(accepted(("A", 10), ("B", 12))))
    assert saved is not None
    assert (saved.hours, saved.gone, saved.added) == (58, ("X",), ("WPO-1",))
    assert saved_by(None, solved()) is None


def test_a_good_proposal_has_no_findings() -> None:
    assert proposal_findings(proposed(), KNOWN, GAP, {}, TODAY) == ()


def test_everything_wrong_with_a_proposal_is_told_at_once() -> None:
    wrong = proposed(
        title=" ", what="", evidence="",
        covers=(("A", 0), ("B", 10), ("V", 5), ("Z", 5), ("C", 9), ("C", 9)),
        first=date(2027, 1, 3), last=date(2027, 1, 2),
    )  # fmt: skip
    found = proposal_findings(wrong, KNOWN, GAP, {"B": "De andere"}, TODAY)
    assert codes(found) == [
        "assignment-no-title",
        "assignment-no-what",
        "assignment-no-evidence",
        "assignment-hours-wrong",
        "assignment-outcome-taken",
        "assignment-not-in-gap",
        "assignment-outcome-unknown",
        "assignment-outcome-twice",
        "assignment-ends-first",
        "assignment-begun",
    ]


def test_a_proposal_without_outcomes_is_refused() -> None:
    found = proposal_findings(proposed(covers=()), KNOWN, GAP, {}, TODAY)
    assert codes(found) == ["assignment-no-outcomes"]


def test_a_candidate_without_a_gap_needs_no_assignment() -> None:
    assert codes(proposal_findings(proposed(), KNOWN, None, {}, TODAY)) == ["assignment-not-in-gap"]


def test_accepted_covers_leave_out_what_was_declined_or_not_answered() -> None:
    said = [
        CoverageVerdict("A", Coverage.ACCEPTED),
        CoverageVerdict("B", Coverage.PARTLY, 6, "verslag"),
        CoverageVerdict("C", Coverage.DECLINED, reason="te weinig"),
    ]
    asked = [("A", 10), ("B", 8), ("C", 5), ("D", 5)]
    assert accepted_covers(asked, said) == (("A", 10), ("B", 14))


def test_everything_wrong_with_an_answer_is_told_at_once() -> None:
    said = [
        CoverageVerdict("B", Coverage.PARTLY),
        CoverageVerdict("C", Coverage.DECLINED, reason=" "),
        CoverageVerdict("V", Coverage.ACCEPTED),
    ]
    assert codes(verdict_findings(["A", "B", "C"], said)) == [
        "coverage-missing",
        "coverage-no-what",
        "coverage-hours-wrong",
        "coverage-no-reason",
        "coverage-not-asked",
    ]


def test_the_library_covers_outcomes_that_exist_in_less_than_learning_from_nothing() -> None:
    hours = {outcome.code: outcome.hours for outcome in load_framework().outcomes}
    library = load_assignments()
    assert len(library) > 10
    for one in library:
        assert all(0 < count <= hours[code] for code, count in one.covers), one.code
        texts = (one.title, one.what, one.evidence, one.observer)
        assert all(text.nl and text.en and text.nl != text.en for text in texts), one.code


def test_a_wrong_library_tells_every_error() -> None:
    text = "assignments:\n- {code: a, weeks: 0, covers: {}}\n- {code: a, weeks: 4, covers: {A: 0}}"
    with pytest.raises(BadDataError) as refused:
        read_assignments(text, "library.yaml")
    found = {finding.code for finding in refused.value.findings}
    assert "programme.library-assignment-twice" in found
    assert "programme.catalogue-covers-nothing" in found
