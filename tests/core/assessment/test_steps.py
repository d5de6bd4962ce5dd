"""The steps per profile: sound data, and short enough for the promise of five weeks."""

from datetime import date, time

import pytest

from loopbrug.core.assessment.grids import standard_grid
from loopbrug.core.assessment.model import Grid, Part, Step, Where
from loopbrug.core.assessment.steps import StepBook, in_blocks, load_steps, read_steps, steps_for
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Profile, Sector

GRID = standard_grid(date(2027, 1, 4), 8)
NOTICE = 5 * GRID.per_day
EVERY = [(profile, sector) for profile in Profile for sector in Sector]

FILE = """
grounds:
  besluit: {law: Besluit, article: "3", confidence: remembered}
steps:
  - code: one
    title: {nl: Een, en: One}
    purpose: {nl: Doel, en: Purpose}
    parts: [candidate]
    where: room
    minutes: 60
    grounds: {decree: besluit}
  - code: two
    title: {nl: Twee, en: Two}
    purpose: {nl: Doel, en: Purpose}
    parts: [institute]
    where: desk
    minutes: 150
    grounds: {decree: besluit, mbo: besluit}
profiles:
  work-to-work:
    - {step: one}
    - {step: two, sectors: [po], after: {one: 3}}
  unqualified:
    - {step: two, minutes: 30}
  second-qualification:
    - {step: one, asked: true}
    - {step: two, after: {one: 1}}
"""


def changed(old: str, new: str) -> str:
    assert old in FILE
    return FILE.replace(old, new, 1)


def wrong(text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadDataError) as refused:
        read_steps(text, "steps.yaml")
    return [(finding.code, finding.about) for finding in refused.value.findings]


def last_day(steps: tuple[Step, ...], first: int) -> int:
    """Return the day the last step ends when everybody is always free, counted from arrival."""
    ends: dict[str, int] = {}
    for step in steps:
        block = max([first, *(ends[wait.step] + wait.gap for wait in step.after)])
        while len({GRID.parts[(block + n) % GRID.per_day] for n in range(step.blocks)}) > 1 or (
            block % GRID.per_day + step.blocks > GRID.per_day
        ):
            block += 1
        ends[step.code] = block + step.blocks
    return (GRID.day_of(max(ends.values()) - 1) - GRID.monday).days


@pytest.mark.parametrize(("profile", "sector"), EVERY)
def test_steps_leave_room_for_the_median_that_is_aimed_at(profile: Profile, sector: Sector) -> None:
    aimed = 21 if profile is Profile.WORK_TO_WORK else 14
    for weekday in range(5):
        first = weekday * GRID.per_day + NOTICE
        assert last_day(steps_for(profile, sector, GRID), first) - weekday <= aimed - 3


@pytest.mark.parametrize(("profile", "sector"), EVERY)
def test_every_step_has_its_ground_and_words(profile: Profile, sector: Sector) -> None:
    plans = load_steps().plans(profile, sector)
    for plan in plans:
        assert plan.source(sector) is not None, plan.code
        assert all((plan.title.nl, plan.title.en, plan.purpose.nl, plan.purpose.en))
    assert {"extra-talk"} == {plan.code for plan in plans if not plan.at_once} - {"evidence-talk"}


@pytest.mark.parametrize(("profile", "sector"), EVERY)
def test_two_assessors_judge_apart_and_decide_together(profile: Profile, sector: Sector) -> None:
    steps = {step.code: step for step in steps_for(profile, sector, GRID)}
    assert steps["judging-institute"].parts == (Part.INSTITUTE,)
    assert steps["judging-field"].parts == (Part.FIELD,)
    assert {Part.INSTITUTE, Part.FIELD} <= set(steps["interview"].parts)
    assert steps["decision"].parts == (Part.INSTITUTE, Part.FIELD)
    before = {wait.step for wait in steps["interview"].after}
    assert {"judging-institute", "judging-field"} <= before
    assert [code for code in steps if code == "lesson"] == (
        [] if (profile, sector) == (Profile.SECOND_QUALIFICATION, Sector.MBO) else ["lesson"]
    )


def test_profiles_differ_as_the_brief_asks() -> None:
    first = [step.code for step in steps_for(Profile.WORK_TO_WORK, Sector.PO, GRID)]
    teaching = [step.code for step in steps_for(Profile.UNQUALIFIED, Sector.PO, GRID)]
    assert set(first) - set(teaching) == {"evidence-talk", "test"}
    assert "test" not in [step.code for step in steps_for(Profile.WORK_TO_WORK, Sector.VO, GRID)]
    book = load_steps().profiles
    own = next(plan for plan in book[Profile.UNQUALIFIED] if plan.code == "lesson")
    assert own.title.nl == "Les in je eigen klas"


def test_minutes_become_blocks_and_a_room_is_a_part() -> None:
    steps = {step.code: step for step in steps_for(Profile.WORK_TO_WORK, Sector.PO, GRID)}
    assert (steps["judging-field"].blocks, steps["judging-field"].minutes) == (2, 150)
    assert (steps["lesson"].blocks, steps["lesson"].where) == (1, Where.SCHOOL)
    assert steps["interview"].parts[-1] is Part.ROOM
    assert steps["test"].parts == (Part.CANDIDATE, Part.ROOM)


def test_gap_in_half_days_becomes_blocks_rounded_up() -> None:
    one, two = in_blocks(read_steps(FILE).plans(Profile.WORK_TO_WORK, Sector.PO), GRID)
    assert (one.blocks, two.blocks) == (1, 2)
    assert [(wait.step, wait.gap) for wait in two.after] == [("one", 8)]


def test_step_of_another_sector_or_only_asked_for_is_not_waited_for() -> None:
    book = read_steps(FILE)
    (only,) = in_blocks(book.plans(Profile.WORK_TO_WORK, Sector.VO), GRID)
    assert only.code == "one"
    plans = [each for each in book.profiles[Profile.SECOND_QUALIFICATION] if each.at_once]
    assert [step.after for step in in_blocks(plans, GRID)] == [()]


def test_step_longer_than_any_part_of_a_day_is_refused() -> None:
    short = Grid(GRID.monday, 1, ((time(9), time(10)), (time(13), time(14))), (0, 1))
    with pytest.raises(BadDataError) as refused:
        steps_for(Profile.WORK_TO_WORK, Sector.PO, short)
    codes = {(finding.code, finding.about) for finding in refused.value.findings}
    assert ("assessment.step-too-long", "judging-field") in codes


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("parts: [candidate]", "parts: [teacher]", "outcomes.file-choice", 8),
        ("parts: [candidate]", "parts: []", "outcomes.file-key-missing", 8),
        ("parts: [candidate]", "parts: [room]", "outcomes.file-choice", 8),
        ("where: room", "where: maan", "outcomes.file-choice", 9),
        ("minutes: 60", "minutes: 0", "outcomes.file-number", 10),
        ("grounds: {decree: besluit}", "grounds: {decree: wet}", "outcomes.file-choice", 11),
        ("code: two", "code: one", "outcomes.file-name-twice", 12),
        ("- {step: one}", "- {step: zero}", "outcomes.file-choice", 21),
        ("after: {one: 3}", "after: {zero: 3}", "outcomes.file-choice", 22),
        ("after: {one: 3}", "after: {one: veel}", "outcomes.file-number", 22),
        ("sectors: [po]", "sectors: [wo]", "outcomes.file-choice", 22),
        ("    - {step: two, minutes: 30}\n", "", "outcomes.file-key-missing", 20),
    ],
)  # fmt: skip
def test_wrong_file_is_refused_with_its_line(old: str, new: str, code: str, line: int) -> None:
    found = wrong(changed(old, new))
    assert any(each == code and f"steps.yaml line {line}" in about for each, about in found), found


def test_steps_that_wait_for_each_other_are_refused() -> None:
    text = changed("- {step: one}\n", "- {step: one, after: {two: 0}}\n")
    found = wrong(text)
    assert [code for code, _ in found] == ["assessment.steps-in-ring"]


def test_all_errors_are_told_at_once() -> None:
    text = changed("minutes: 60", "minutes: x").replace("where: desk", "where: hier")
    assert len(wrong(text)) == 2


def test_book_is_read_once() -> None:
    assert isinstance(load_steps(), StepBook)
    assert load_steps() is load_steps()
