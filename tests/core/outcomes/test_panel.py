"""Panels: what the law asks blocks, good practice sets a condition or warns."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.law.loader import load_law
from loopbrug.core.outcomes.judging import Assessor, Panel, Side
from loopbrug.core.outcomes.panel import may_judge, objections, panel_findings
from loopbrug.core.terms.finding import Confidence, Finding, Weight
from loopbrug.web.site.sentences.book import LANGUAGES, tell

LAW = load_law()
DAY = date(2027, 3, 1)
MATHS = frozenset({"wiskunde"})
LATER = date(2028, 1, 1)
EDUCATOR = Assessor(
    "e1", Side.INSTITUTE, MATHS, institutes=frozenset({"brug"}), certified_until=LATER
)
TEACHER = Assessor("t1", Side.FIELD, MATHS, boards=frozenset({"vecht"}), certified_until=LATER)
THIRD = Assessor("d1", Side.THIRD, MATHS, certified_until=LATER)
GOOD = Panel("k1", "wiskunde", (EDUCATOR, TEACHER), "domstad", "lyceum-oudwijk", "kanaalcollege")


def with_teacher(**changed: object) -> Panel:
    return replace(GOOD, assessors=(EDUCATOR, replace(TEACHER, **changed)))  # type: ignore[arg-type]


def with_educator(**changed: object) -> Panel:
    return replace(GOOD, assessors=(replace(EDUCATOR, **changed), TEACHER))  # type: ignore[arg-type]


def found(panel: Panel) -> list[Finding]:
    findings = list(panel_findings(panel, LAW, DAY))
    assert all(tell(each, language) for each in findings for language in LANGUAGES)
    return findings


def told(panel: Panel) -> list[tuple[str, Weight, str]]:
    return [
        (each.code.removeprefix("outcomes.panel-"), each.weight, str(each.source))
        for each in found(panel)
    ]


def test_good_panel_has_nothing_against_it() -> None:
    assert found(GOOD) == []


def test_third_assessor_is_counted_apart() -> None:
    assert found(replace(GOOD, assessors=(EDUCATOR, TEACHER, THIRD))) == []


EQUAL = "WPO art. 176c lid 5"
INDEPENDENT = "Besluit zij-instroom art. 7 lid 2"
PRACTICE = "Goed gebruik bij assessments"


@pytest.mark.parametrize(
    ("panel", "expected"),
    [
        (
            replace(GOOD, assessors=(EDUCATOR, TEACHER, replace(TEACHER, key="t2"))),
            ("unequal", Weight.BLOCKS, EQUAL),
        ),
        (replace(GOOD, assessors=(EDUCATOR,)), ("side-missing", Weight.BLOCKS, EQUAL)),
        (replace(GOOD, assessors=(TEACHER, THIRD)), ("side-missing", Weight.BLOCKS, EQUAL)),
        (with_teacher(boards=frozenset({"domstad"})), ("field-of-board", Weight.BLOCKS, EQUAL)),
        (with_teacher(subjects=frozenset({"duits"})), ("subject", Weight.BLOCKS, EQUAL)),
        (with_teacher(key="e1"), ("twice", Weight.BLOCKS, EQUAL)),
        (with_teacher(institutes=frozenset({"brug"})), ("field-of-institute", Weight.WARNS, EQUAL)),
        (with_educator(boards=frozenset({"domstad"})), ("of-board", Weight.CONDITION, INDEPENDENT)),
        (with_educator(subjects=frozenset()), ("subject", Weight.CONDITION, INDEPENDENT)),
        (with_educator(coaches=frozenset({"k1"})), ("coach", Weight.CONDITION, PRACTICE)),
        (
            with_teacher(certified_until=date(2027, 2, 28)),
            ("certificate-expired", Weight.WARNS, PRACTICE),
        ),
        (with_teacher(certified_until=None), ("certificate-unknown", Weight.INFORMS, PRACTICE)),
        (
            replace(GOOD, lesson_school="lyceum-oudwijk"),
            ("lesson-at-school", Weight.CONDITION, "Toelatingsregels Driestar hogeschool"),
        ),
        (
            replace(GOOD, lesson_school="lyceum-oudwijk", at_work=True),
            ("lesson-at-work", Weight.INFORMS, "Toelatingsregels Driestar hogeschool"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_panel_that_breaks_one_rule_is_told_that_rule_with_its_source(
    panel: Panel, expected: tuple[str, Weight, str]
) -> None:
    assert told(panel) == [expected]


def test_all_that_is_wrong_is_told_at_once() -> None:
    wrong = replace(
        TEACHER,
        boards=frozenset({"domstad"}),
        coaches=frozenset({"k1"}),
        subjects=frozenset({"duits"}),
    )
    panel = replace(GOOD, assessors=(wrong, wrong), lesson_school="lyceum-oudwijk")
    codes = sorted(code for code, _, _ in told(panel))
    assert codes == sorted(
        ["side-missing", "twice", "lesson-at-school", "field-of-board", "coach", "subject"]
    )


def test_nothing_known_of_board_school_or_subject_is_nothing_against_it() -> None:
    unknown = replace(GOOD, subject="", board="", school="", lesson_school="")
    nobody = replace(
        unknown, assessors=tuple(replace(a, subjects=frozenset()) for a in GOOD.assessors)
    )
    assert found(unknown) == []
    assert found(nobody) == []


def test_last_day_of_a_certificate_still_counts() -> None:
    assert found(with_teacher(certified_until=DAY)) == []


def test_what_is_only_remembered_says_so() -> None:
    (coach,) = found(with_educator(coaches=frozenset({"k1"})))
    assert coach.source is not None
    assert coach.source.confidence is Confidence.REMEMBERED
    (board,) = found(with_teacher(boards=frozenset({"domstad"})))
    assert board.source is not None
    assert board.source.confidence is Confidence.PUBLISHED


EMPTY = replace(GOOD, assessors=())


@pytest.mark.parametrize(
    ("assessor", "may"),
    [
        (TEACHER, True),
        (EDUCATOR, True),
        (replace(TEACHER, certified_until=date(2020, 1, 1)), True),
        (replace(TEACHER, boards=frozenset({"domstad"})), False),
        (replace(TEACHER, coaches=frozenset({"k1"})), False),
        (replace(EDUCATOR, subjects=frozenset()), False),
    ],
)
def test_may_judge_keeps_out_by_law_and_good_practice_but_not_by_a_warning(
    assessor: Assessor, may: bool
) -> None:
    assert may_judge(assessor, EMPTY, LAW, DAY) is may


def test_may_judge_does_not_mind_what_others_of_the_panel_lack() -> None:
    half = replace(GOOD, assessors=(replace(EDUCATOR, coaches=frozenset({"k1"})),))
    assert may_judge(TEACHER, half, LAW, DAY)
    assert objections(TEACHER, half, LAW, DAY) == ()


def test_nobody_joins_a_panel_twice() -> None:
    assert not may_judge(TEACHER, GOOD, LAW, DAY)
    (twice,) = objections(TEACHER, GOOD, LAW, DAY)
    assert (twice.code, twice.about) == ("outcomes.panel-twice", "t1")


assessors = st.builds(
    Assessor,
    key=st.sampled_from("abcd"),
    side=st.sampled_from(Side),
    subjects=st.sampled_from([MATHS, frozenset()]),
    boards=st.sampled_from([frozenset(), frozenset({"domstad"})]),
    coaches=st.sampled_from([frozenset(), frozenset({"k1"})]),
    certified_until=st.none() | st.just(LATER),
)


@given(st.lists(assessors, max_size=5))
def test_a_panel_passes_only_with_equal_sides_of_different_people(seats: list[Assessor]) -> None:
    blocked = any(
        each.weight is Weight.BLOCKS for each in found(replace(GOOD, assessors=tuple(seats)))
    )
    sides = [[each for each in seats if each.side is side] for side in (Side.INSTITUTE, Side.FIELD)]
    lawful = (
        len(sides[0]) == len(sides[1]) > 0
        and len({each.key for each in seats}) == len(seats)
        and all(not each.boards and each.subjects for each in sides[1])
    )
    assert blocked is not lawful
