"""Why a unit is where it is: each reason on its own, and what would make it needless."""

from dataclasses import replace
from datetime import date

from tests.core.programme.builders import MONDAY, offering, problem, unit, weeks

from loopbrug.core.outcomes.model import Need
from loopbrug.core.programme.model import ProgrammeProblem, Wishes
from loopbrug.core.programme.solver import solve
from loopbrug.core.programme.why import UnitWhy, hours_saved, whys_of
from loopbrug.core.terms.words import Weekday


def whys(asked: ProgrammeProblem) -> dict[str, UnitWhy]:
    return {why.unit: why for why in whys_of(asked, solve(asked))}


def reasons(why: UnitWhy) -> list[tuple[list[str], int]]:
    return [
        ([reason.code.removeprefix("programme.") for reason in one.reasons], one.times)
        for one in why.sooner
    ]


def test_a_wish_rules_out_earlier_starts() -> None:
    asked = problem(
        "A",
        [unit("a", "A")],
        [offering("a-1", 0, 4, Weekday.TUE), offering("a-2", 5, 4, Weekday.TUE),
         offering("a-3", 9, 4, Weekday.THU)],
        Wishes(12, MONDAY, days_off=(Weekday.TUE,)),
    )  # fmt: skip
    why = whys(asked)["a"]
    assert reasons(why) == [(["wish-day-off"], 2)]
    assert why.sooner[0].latest == weeks(5, 1).first


def test_the_first_time_it_is_given_needs_no_reason() -> None:
    asked = problem("A", [unit("a", "A")], [offering("a-1", 0, 4), offering("a-2", 5, 4)])
    assert whys(asked)["a"].sooner == ()


def test_what_must_end_first_rules_out_earlier_starts() -> None:
    asked = problem(
        "A B",
        [unit("a", "A"), unit("b", "B", needs="A")],
        [offering("a-1", 0, 4), offering("b-1", 2, 4), offering("b-2", 5, 4)],
    )
    why = whys(asked)["b"]
    assert reasons(why) == [(["why-after"], 1)]
    assert why.sooner[0].reasons[0].value("unit") == "a"


def test_a_session_at_the_same_time_rules_out_earlier_starts() -> None:
    asked = problem(
        "A B",
        [unit("a", "A"), unit("b", "B")],
        [offering("a-1", 0, 4, Weekday.TUE), offering("b-1", 0, 4, Weekday.TUE),
         offering("b-2", 5, 4, Weekday.TUE)],
    )  # fmt: skip
    found = whys(asked)
    late = found["b"] if found["b"].sooner else found["a"]
    assert reasons(late) == [(["why-at-once"], 1)]


def test_a_week_that_would_be_too_full_rules_out_earlier_starts() -> None:
    asked = problem(
        "A B",
        [unit("a", "A", 20), unit("b", "B", 20)],
        [offering("a-1", 0, 4), offering("b-1", 0, 4), offering("b-2", 5, 4)],
        Wishes(6, MONDAY),
    )
    why = whys(asked)["b"]
    assert reasons(why) == [(["why-too-full"], 1)]
    assert why.sooner[0].reasons[0].value("hours") == 6


def test_an_earlier_start_that_brings_nothing_is_told_as_possible() -> None:
    asked = problem(
        "A B",
        [unit("a", "A", 20), unit("b", "B", 20)],
        [offering("a-1", 0, 4), offering("b-1", 0, 4), offering("b-2", 4, 4),
         offering("a-2", 4, 4)],
        Wishes(12, MONDAY),
    )  # fmt: skip
    programme = solve(asked)
    late = replace(
        programme,
        units=tuple(
            replace(one, offering="b-2", period=weeks(4, 4)) if one.unit == "b" else one
            for one in programme.units
        ),
    )
    why = {one.unit: one for one in whys_of(asked, late)}["b"]
    assert reasons(why) == [(["why-no-gain"], 1)]


def test_what_only_a_unit_closes_makes_it_needless() -> None:
    asked = problem(
        "A B PE-4 PE-10",
        [unit("a", "A B"), unit("b", "B PE-10 PE-4", 5)],
        [offering("a-1", 0, 8), offering("b-1", 0, 8)],
    )
    found = whys(asked)
    assert [one.code for one in found["a"].without] == ["programme.why-without-one"]
    assert found["a"].without[0].value("outcomes") == ("A",)
    assert found["b"].without[0].value("outcomes") == ("PE-4", "PE-10")


def test_a_unit_that_another_asks_for_says_so() -> None:
    asked = problem(
        "A B",
        [unit("a", "A"), unit("b", "B", after="a")],
        [offering("a-1", 0, 4), offering("b-1", 5, 4)],
    )
    codes = [one.code for one in whys(asked)["a"].without]
    assert codes == ["programme.why-without-one", "programme.why-asked-by"]


def test_needless_means_that_the_rest_closes_everything() -> None:
    asked = problem(
        "A B C",
        [unit("a", "A B"), unit("b", "B C", 5), unit("c", "C A", 7)],
        [offering("a-1", 0, 8), offering("b-1", 0, 8), offering("c-1", 0, 8)],
    )
    programme = solve(asked)
    assert programme.units
    for why in whys_of(asked, programme):
        alone = why.without[0].value("outcomes")
        assert isinstance(alone, tuple)
        fewer = replace(
            asked,
            needs=tuple(need for need in asked.needs if need.outcome not in alone),
            held=asked.held | set(alone),
        )
        unneeded = next(unit.hours for unit in programme.units if unit.unit == why.unit)
        assert solve(fewer).hours <= programme.hours - unneeded


def test_hours_saved_are_certain() -> None:
    units = [unit("a", "A", 10), unit("b", "B", 30), unit("c", "C", 8)]
    offers = [offering("a-1", 0, 4), offering("b-1", 0, 5), offering("c-1", 0, 4)]
    asked = replace(
        problem("A", units, offers), held=frozenset({"B"}), required=("A", "B", "C"),
        needs=(Need("A"), Need("C", 3)),
    )  # fmt: skip
    programme = solve(asked)
    saved = dict(hours_saved(asked, programme))
    assert saved == {"B": 30, "C": 5}
    without = replace(asked, needs=(*asked.needs, Need("B")), held=frozenset())
    assert solve(without).hours >= programme.hours + saved["B"]


def test_units_that_left_the_catalogue_are_left_out() -> None:
    asked = problem("A", [unit("a", "A")], [offering("a-1", 0, 4)])
    programme = solve(asked)
    other = problem("A", [unit("z", "A")], [offering("z-1", 0, 4)])
    assert whys_of(other, programme) == ()
    assert programme.finish == date(2027, 9, 26)
