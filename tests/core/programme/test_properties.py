from dataclasses import replace
from datetime import time
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.programme.builders import MONDAY, evening, offering, problem, unit, weeks
from tests.core.programme.twin import best_goals

from loopbrug.core.programme.check import check_programme
from loopbrug.core.programme.model import (
    Block,
    BlockKind,
    Catalogue,
    PlannedUnit,
    ProgrammeProblem,
    Status,
    Unit,
    Wishes,
)  # fmt: skip
from loopbrug.core.programme.solver import solve
from loopbrug.core.programme.translate import kernel_of, translate
from loopbrug.core.terms.words import Period, TimeSlot, Weekday

SEEDS = st.integers(0, 2**32 - 1)
CODES = "ABCDE"


def random_problem(seed: int) -> ProgrammeProblem:
    """Return a small problem with blocks, holidays, prerequisites and what is held."""
    draw = Random(seed)  # noqa: S311 - no secrets here
    units = [random_unit(draw, f"u{n}") for n in range(draw.randint(2, 6))]
    offerings = [
        replace(
            offering(f"{one.code}-{n}", draw.randint(0, 14), draw.randint(2, 6)),
            slot=evening(Weekday(draw.randint(0, 2))) if draw.random() < 0.7 else None,
        )
        for one in units
        for n in range(draw.randint(0, 3))
    ]
    needs = [code for code in CODES if draw.random() < 0.5]
    made = problem(" ".join(needs), units, offerings, random_wishes(draw))
    held = frozenset(code for code in CODES if code not in needs and draw.random() < 0.6)
    return replace(
        made, held=held, catalogue=replace(made.catalogue, holidays=(weeks(draw.randint(0, 9), 1),))
    )


def random_unit(draw: Random, code: str) -> Unit:
    covers = draw.sample(CODES, draw.randint(1, 3))
    needs = [o for o in CODES if o not in covers and draw.random() < 0.15]
    made = unit(code, " ".join(covers), draw.randint(4, 20), needs=" ".join(needs))
    return replace(made, fixed_hours=draw.randint(0, 4), exemptible=draw.random() < 0.7)


def random_wishes(draw: Random) -> Wishes:
    block = Block(TimeSlot(Weekday(draw.randint(0, 2)), time(17), time(19)), BlockKind.CARE)
    return Wishes(
        draw.randint(4, 16), MONDAY,
        finish_by=weeks(0, draw.randint(10, 20)).last,
        blocks=(block,) if draw.random() < 0.5 else (),
        days_off=(Weekday.MON,) if draw.random() < 0.3 else (),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_programme_is_sound_and_as_good_as_the_twin(seed: int) -> None:
    asked = random_problem(seed)
    programme = solve(asked)
    assert programme.proved
    assert check_programme(asked, programme) == () or programme.status is Status.IMPOSSIBLE
    translation = translate(asked)
    best = best_goals(kernel_of(translation.scope, translation.open_seats(), translation.ceiling()))
    assert (best is None) is (programme.status is Status.IMPOSSIBLE)
    if best is not None:
        assert (programme.hours, programme.peak_week_hours) == (best[0], best[2])
        assert programme.bound == programme.hours <= programme.full_route_hours


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_removing_any_unit_leaves_something_open(seed: int) -> None:
    asked = random_problem(seed)
    programme = solve(asked)
    for gone in programme.units:
        assert gone.closes
        left = tuple(planned for planned in programme.units if planned is not gone)
        closed = {code for planned in left for code in covered(asked, planned)}
        is_open = any(need.outcome not in closed for need in asked.needs)
        thinner = replace(programme, units=left)
        wrong = {finding.code for finding in check_programme(asked, thinner)}
        assert is_open or "programme.wrong-order" in wrong


def covered(asked: ProgrammeProblem, planned: PlannedUnit) -> set[str]:
    found = next(one for one in asked.catalogue.units if one.code == planned.unit)
    return {code for code, _ in found.covers}


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_order_of_input_does_not_matter(seed: int) -> None:
    asked = random_problem(seed)
    draw = Random(seed)  # noqa: S311 - no secrets here
    units = draw.sample(asked.catalogue.units, len(asked.catalogue.units))
    offerings = draw.sample(asked.catalogue.offerings, len(asked.catalogue.offerings))
    needs = draw.sample(asked.needs, len(asked.needs))
    catalogue = Catalogue(tuple(units), tuple(offerings), asked.catalogue.holidays)
    assert solve(replace(asked, needs=tuple(needs), catalogue=catalogue)) == solve(asked)


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_more_free_time_never_raises_hours(seed: int) -> None:
    asked = random_problem(seed)
    free = replace(asked.wishes, blocks=(), days_off=(), finish_by=None)
    less, more = solve(asked), solve(replace(asked, wishes=free))
    if less.status is Status.PROVED:
        assert more.status is Status.PROVED
        assert more.hours <= less.hours


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_every_conflict_is_smallest_and_real(seed: int) -> None:
    asked = random_problem(seed)
    programme = solve(asked)
    assert bool(programme.conflicts) is (programme.status is Status.IMPOSSIBLE)
    sizes = {len(conflict.wishes) for conflict in programme.conflicts}
    assert len(sizes) <= 1
    for conflict in programme.conflicts:
        kept = {wish.code for wish in conflict.wishes}
        if all(code.startswith("programme.wish-") for code in kept):
            assert solve(with_only(asked, kept)).status is Status.IMPOSSIBLE


RELAXED: dict[str, dict[str, object]] = {
    "programme.wish-finish-by": {"finish_by": None},
    "programme.wish-study-hours": {"study_hours": 168},
    "programme.wish-day-off": {"days_off": ()},
    "programme.wish-block-care": {"blocks": ()},
}


def with_only(asked: ProgrammeProblem, kept: set[str]) -> ProgrammeProblem:
    """Return the problem with every kind of wish dropped but those in ``kept``."""
    wishes = asked.wishes
    for code, change in RELAXED.items():
        if code not in kept:
            wishes = replace(wishes, **change)  # type: ignore[arg-type]
    return replace(asked, wishes=wishes)


def test_checker_sees_what_is_wrong() -> None:
    asked = problem(
        "A B",
        [unit("a", "A", needs="B"), unit("b", "B")],
        [offering("b-1", 0, 4, Weekday.TUE), offering("a-1", 4, 4), offering("a-2", 1, 4)],
    )
    good = solve(asked)
    assert check_programme(asked, good) == ()
    first, second = good.units
    early = replace(second, offering="a-2", period=Period(weeks(1, 4).first, weeks(1, 4).last))
    wrongs = {
        "wrong-order": replace(good, units=(first, early)),
        "wrong-open": replace(good, units=(first,)),
        "wrong-hours": replace(good, hours=1, bound=1),
        "wrong-peak": replace(good, peak_week_hours=99),
        "wrong-closes": replace(good, units=(first, replace(second, closes=("Z",)))),
        "wrong-offering": replace(good, units=(first, replace(second, offering="no-1"))),
        "wrong-unit": replace(good, units=(first, replace(second, unit="b"))),
    }
    for code, programme in wrongs.items():
        found = {finding.code for finding in check_programme(asked, programme)}
        assert f"programme.{code}" in found
