"""Drawn candidates: the same for a seed, with gaps and weeks that can be."""

import numpy as np

from loopbrug.core.programme.cohort.model import TeamKind
from loopbrug.core.programme.cohort.rules import cohort_findings
from loopbrug.core.programme.model import BlockKind
from loopbrug.region.cohort import draw_cohort, draw_regions
from loopbrug.region.midden import load_organisations


def test_the_same_seed_draws_the_same_and_a_larger_cohort_starts_the_same() -> None:
    small, again, large = (draw_cohort(n, np.random.default_rng(3)) for n in (5, 5, 9))
    assert small == again
    assert large.members[:5] == small.members
    assert draw_cohort(5, np.random.default_rng(4)).members != small.members


def test_everybody_has_a_gap_a_school_and_a_week_that_can_be() -> None:
    cohort = draw_cohort(60, np.random.default_rng(1))
    schools = {school.code for school in load_organisations().schools}
    assert cohort_findings(cohort) == ()
    for member in cohort.members:
        problem = member.problem
        assert member.school in schools
        assert {need.outcome for need in problem.needs}.isdisjoint(problem.held)
        assert {need.outcome for need in problem.needs} | problem.held == set(problem.required)
        days = {b.slot.day for b in problem.wishes.blocks if b.kind is not BlockKind.CARE}
        assert 1 <= len(days) <= 4


def test_there_are_teams_for_everybody_of_both_kinds() -> None:
    cohort = draw_cohort(60, np.random.default_rng(1))
    room = sum(team.largest for team in cohort.teams if team.kind is TeamKind.GENERIC)
    assert room >= 60
    subjects = {team.subject for team in cohort.teams if team.kind is TeamKind.SUBJECT}
    assert subjects == {member.subject for member in cohort.members}


def test_regions_have_people_and_teams_of_their_own() -> None:
    one, two = draw_regions(2, 3, seed=1)
    assert {m.code for m in one.members}.isdisjoint(m.code for m in two.members)
    assert {t.code for t in one.teams}.isdisjoint(t.code for t in two.teams)
    (only,) = draw_regions(1, 3, seed=1)
    assert [member.code for member in only.members] == ["K0001", "K0002", "K0003"]
