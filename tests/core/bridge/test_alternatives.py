"""The table of alternatives: the same as planning anew, and never more than is proved."""

import functools
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from tests.core.programme.builders import AMERSFOORT, MONDAY, UTRECHT, offering, problem, unit

from loopbrug.core.bridge.alternatives import (
    Alternative,
    Alternatives,
    Figures,
    alternatives_of,
)
from loopbrug.core.bridge.build import gap_in, problem_of, qualification_of
from loopbrug.core.bridge.choices import Choice, ChoiceKind, choice_of, own_choices, wishes_with
from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.core.bridge.effects import Told, effects_of, told_alternatives, what_finding
from loopbrug.core.bridge.worth import worth_table
from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.programme.model import (
    Block,
    BlockKind,
    Limits,
    Programme,
    ProgrammeProblem,
    Status,
    Wishes,
)
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.words import TimeSlot, Weekday
from loopbrug.region.midden import load_region
from loopbrug.web.site.sentences.book import LANGUAGES, tell

ROOT = Path(__file__).parents[3]
REGION = load_region()
LAW = load_law()
DAY = date(2026, 11, 23)
MONDAY_NOON, EVENING = time(12), time(22)
MOST_SOLVES = 18
"""Searches for one table; a row more for a persona is a decision, not an accident."""


@functools.cache
def persona(number: int) -> tuple[ProgrammeProblem, Programme]:
    text = (ROOT / "examples" / f"p{number:02}.yaml").read_text("utf-8")
    dossier = read_dossier(text, REGION.places)
    qualification = qualification_of(dossier, REGION, orient(dossier.person, LAW, DAY))
    assert qualification is not None
    asked = problem_of(dossier, REGION, gap_in(dossier, REGION, qualification), qualification)
    return asked, solve(asked, Limits(nodes=1_500_000))


def row_of(table: Alternatives, key: str) -> Alternative:
    return next(row for row in table.rows if row.choice.key == key)


def told_of(table: Alternatives, key: str) -> Told:
    return next(told for told in told_alternatives(table) if told.alternative.choice.key == key)


def table_for(asked: ProgrammeProblem, **options: Limits) -> Alternatives:
    return alternatives_of(asked, solve(asked), MONDAY, **options)


def codes_of(told: Told) -> list[str]:
    return [effect.code.removeprefix("bridge.whatif-") for effect in told.effects]


def evenings(*, day_off: Weekday | None = None, hours: int = 8) -> ProgrammeProblem:
    """Return a problem of two units, the second of which is given soon on Tuesday, late else."""
    wishes = Wishes(hours, MONDAY, days_off=() if day_off is None else (day_off,))
    return problem(
        "A B",
        [unit("a", "A", 20), unit("b", "B", 20)],
        [
            offering("a-1", 0, 5, Weekday.MON),
            offering("b-tue", 0, 5, Weekday.TUE),
            offering("b-thu", 10, 5, Weekday.THU),
        ],
        wishes,
    )


def test_a_free_day_tells_how_much_sooner() -> None:
    table = table_for(evenings(day_off=Weekday.TUE))
    told = told_of(table, "day-1")
    assert codes_of(told) == ["hours-same", "sooner", "peak-heavier"]
    assert told.effects[1].value("weeks") == 10
    assert not told.unchanged


def test_a_day_on_which_nothing_is_given_changes_nothing_and_costs_no_search() -> None:
    asked = evenings()
    without = table_for(asked)
    table = table_for(replace(asked, wishes=replace(asked.wishes, days_off=(Weekday.SUN,))))
    assert told_of(table, "day-6").unchanged
    assert codes_of(told_of(table, "day-6")) == ["same"]
    assert table.solves == without.solves


def test_a_block_frees_its_whole_day() -> None:
    asked = evenings()
    slots = [TimeSlot(day, MONDAY_NOON, EVENING) for day in (Weekday.TUE, Weekday.FRI)]
    blocks = tuple(Block(slot, BlockKind.CARE, "de kinderen") for slot in slots)
    asked = replace(asked, wishes=replace(asked.wishes, blocks=blocks))
    table = table_for(asked)
    assert "sooner" in codes_of(told_of(table, "day-1"))
    assert told_of(table, "day-4").unchanged


def test_more_hours_make_room_where_there_is_none() -> None:
    table = table_for(evenings(hours=3))
    assert table.now is None
    assert codes_of(told_of(table, "hours-5")) == ["opens"]
    assert codes_of(told_of(table, "hours-1")) == ["still-none"]


def test_fewer_hours_that_shut_everything_are_told_as_proved() -> None:
    table = table_for(evenings(hours=5))
    assert codes_of(told_of(table, "hours-3")) == ["shuts"]
    assert row_of(table, "hours-3").status is Status.IMPOSSIBLE


def test_a_validation_tells_the_hours_it_saves() -> None:
    told = told_of(table_for(evenings()), "validation-A")
    assert told.effects[0].code == "bridge.whatif-hours-fewer"
    assert told.effects[0].value("hours") == 20


def test_asking_more_for_nothing_more_is_told() -> None:
    asked = evenings(hours=4)
    asked = replace(
        asked,
        catalogue=replace(
            asked.catalogue,
            offerings=(*asked.catalogue.offerings[:2], offering("b-thu", 10, 5, Weekday.THU)),
        ),
    )
    table = table_for(replace(asked, wishes=replace(asked.wishes, study_hours=6)))
    assert told_of(table, "hours-10").beyond == Choice(ChoiceKind.HOURS, "8")
    assert told_of(table, "hours-8").beyond is None


def test_travel_and_institutes_are_asked_where_they_can_differ() -> None:
    near, far = unit("a", "A"), replace(unit("b", "A", 15), institute="far")
    asked = problem(
        "A",
        [near, far],
        [offering("a-1", 0, 5, Weekday.MON, UTRECHT), offering("b-1", 0, 5, None, AMERSFOORT)],
        Wishes(12, MONDAY, home=UTRECHT, travel_minutes=10),
    )
    table = table_for(asked)
    assert row_of(table, "institute-institute").figures is not None
    assert codes_of(told_of(table, "institute-institute"))[0] == "hours-more"
    assert told_of(table, "institute-far").unchanged
    assert told_of(table, "travel-25").unchanged


def test_a_search_cut_off_claims_no_more_than_it_knows() -> None:
    asked, now = persona(2)
    table = alternatives_of(asked, now, DAY, Limits(nodes=600))
    for told in told_alternatives(table):
        figures = told.alternative.figures
        if figures is None or (figures.exact and figures.earliest):
            continue
        said = set(codes_of(told))
        assert said.isdisjoint({"same", "finish-same", "sooner", "later", "sooner-one"})


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ({"finish": 7}, "later-one"),
        ({"finish": -14}, "sooner"),
        ({"finish": 21, "earliest": False}, "later-at-most"),
        ({"finish": -21, "earliest": False}, "sooner-at-least"),
        ({"finish": -7, "earliest": False}, "sooner-at-least-one"),
        ({"finish": 0, "earliest": False}, "finish-no-later"),
        ({"finish": 2, "peak": 9}, "finish-same"),
        ({"hours": 90, "bound": 80}, "hours-fewer-at-least"),
        ({"hours": 110, "bound": 80}, "hours-more-at-most"),
        ({"hours": 100, "bound": 80}, "hours-no-more"),
        ({"hours": 110, "bound": 110}, "hours-more"),
    ],
)
def test_words_follow_what_is_proved(then: dict[str, int], said: str) -> None:
    now = Figures(100, 100, MONDAY, 10, 3, earliest=True, lightest=True)
    finish = MONDAY + timedelta(days=then.pop("finish", 0))
    row = Alternative(
        Choice(ChoiceKind.HOURS, "12"), Status.FEASIBLE, replace(now, finish=finish, **then)
    )
    effects = list(effects_of(row, now))
    assert f"bridge.whatif-{said}" in [effect.code for effect in effects]
    for language in LANGUAGES:
        assert all("{" not in tell(effect, language) for effect in effects)


@pytest.mark.parametrize("number", range(1, 11))
def test_personas_get_their_table_for_few_searches(number: int) -> None:
    asked, now = persona(number)
    table = alternatives_of(asked, now, DAY)
    assert table.solves <= MOST_SOLVES
    assert table.nodes <= 120_000
    asks = {row.choice.kind for row in table.rows}
    assert asks >= set(ChoiceKind) - {ChoiceKind.TRAVEL, ChoiceKind.INSTITUTE}
    for told in told_alternatives(table):
        for language in LANGUAGES:
            assert tell(told.what, language)


@pytest.mark.parametrize("number", [8, 9])
def test_rows_are_what_planning_anew_gives(number: int) -> None:
    asked, now = persona(number)
    for row in alternatives_of(asked, now, DAY).rows:
        wishes = wishes_with(row.choice, asked.wishes)
        if wishes is None:
            continue
        anew = solve(replace(asked, wishes=wishes))
        assert row.status is anew.status
        if row.figures is not None:
            assert row.figures.hours == anew.hours
            assert row.figures.peak == anew.peak_week_hours
            assert abs((row.figures.finish - anew.finish).days) < 7


@pytest.mark.parametrize("number", [2, 9])
def test_validations_are_the_best_of_all(number: int) -> None:
    text = (ROOT / "examples" / f"p{number:02}.yaml").read_text("utf-8")
    dossier = read_dossier(text, REGION.places)
    qualification = qualification_of(dossier, REGION, orient(dossier.person, LAW, DAY))
    assert qualification is not None
    worth = worth_table(dossier, REGION, gap_in(dossier, REGION, qualification), qualification)
    asked, now = persona(number)
    rows = [
        row
        for row in alternatives_of(asked, now, DAY).rows
        if row.choice.kind is ChoiceKind.VALIDATION
    ]
    saved = [now.hours - row.figures.hours for row in rows if row.figures]
    assert saved == [one.hours_saved for one in worth.outcomes[:3]]


def test_order_of_input_does_not_matter() -> None:
    asked, now = persona(9)
    other = replace(
        asked,
        catalogue=replace(
            asked.catalogue,
            units=asked.catalogue.units[::-1],
            offerings=asked.catalogue.offerings[::-1],
        ),
        needs=asked.needs[::-1],
    )
    assert alternatives_of(asked, now, DAY) == alternatives_of(other, now, DAY)


@pytest.mark.parametrize(
    "key",
    ["", "hours", "hours-", "hours-x", "hours-0", "hours-61", "day-7", "start-1e9", "online-maybe",
     "travel-9999", "travel--5", "weather-fine", "validation-A", "start-9999999-01-01"],
)  # fmt: skip
def test_a_choice_that_makes_no_sense_is_none(key: str) -> None:
    choice = choice_of(key)
    assert choice is None or wishes_with(choice, Wishes(8, MONDAY)) is None


def test_starts_lie_ahead_and_one_a_month() -> None:
    intakes = [MONDAY + timedelta(weeks=week) for week in range(30)]
    wishes = Wishes(8, MONDAY + timedelta(weeks=10))
    starts = [
        date.fromisoformat(choice.value)
        for choice in own_choices(wishes, intakes, MONDAY)
        if choice.kind is ChoiceKind.START
    ]
    assert starts == sorted(starts)
    assert min(starts) == MONDAY
    assert len({(day.year, day.month) for day in starts}) == len(starts)
    begun = own_choices(replace(wishes, start_on_or_after=date(2020, 1, 1)), intakes, MONDAY)
    assert all(choice.kind is not ChoiceKind.START for choice in begun)


def test_a_start_after_the_wanted_end_is_no_choice() -> None:
    wishes = Wishes(8, MONDAY, finish_by=MONDAY + timedelta(weeks=8))
    assert wishes_with(Choice(ChoiceKind.START, "2030-01-01"), wishes) is None


def test_every_choice_says_what_it_is() -> None:
    for key in ("day-0", "online-too", "online-only", "travel-45", "institute-brug"):
        choice = choice_of(key)
        assert choice is not None
        assert tell(what_finding(choice), "nl")
