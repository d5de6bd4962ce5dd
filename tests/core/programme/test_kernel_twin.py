import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.programme.twin import best_goals

from loopbrug.core.programme.kernel import Kernel
from loopbrug.core.programme.optimise import Search

SMALL = st.integers(0, 2**32 - 1)


def random_kernel(seed: int) -> Kernel:
    """Return a small kernel: up to six units, four outcomes, three offerings each."""
    draw = np.random.default_rng(seed)
    units, outcomes = int(draw.integers(1, 7)), int(draw.integers(1, 5))
    covers = (draw.random((units, outcomes)) < 0.5).astype(np.int64)
    needs = (draw.random((units, outcomes)) < 0.25).astype(np.int64) * (1 - covers)
    rows = []
    for unit in range(units):
        for _ in range(int(draw.integers(0, 4))):
            start = int(draw.integers(0, 9))
            slot, load = int(draw.integers(-1, 3)), int(draw.integers(0, 7))
            rows.append((unit, start, start + int(draw.integers(1, 6)), slot, load))
    columns = np.array(rows, dtype=np.int64).reshape(len(rows), 5)
    clash = np.eye(3, dtype=np.int64)
    clash[0, 1] = clash[1, 0] = int(draw.integers(0, 2))
    return Kernel(
        hours=draw.integers(0, 5, units) * 2,
        covers=covers,
        needs=needs,
        needed=(draw.random(outcomes) < 0.7).astype(np.int64),
        **{
            name: np.ascontiguousarray(columns[:, n])
            for n, name in enumerate(("unit", "start", "end", "pattern", "load"))
        },
        clash=clash,
        ceiling=int(draw.integers(4, 11)),
    )


@settings(max_examples=250, deadline=None)
@given(SMALL)
def test_search_equals_brute_force_twin(seed: int) -> None:
    kernel = random_kernel(seed)
    answer = Search(kernel).best()
    assert answer.proved
    found = (answer.hours, answer.finish, answer.peak) if answer.found else None
    assert found == best_goals(kernel)


@settings(max_examples=80, deadline=None)
@given(SMALL)
def test_possible_agrees_with_twin(seed: int) -> None:
    kernel = random_kernel(seed)
    assert Search(kernel).possible() is (best_goals(kernel) is not None)


@settings(max_examples=40, deadline=None)
@given(SMALL)
def test_search_is_deterministic(seed: int) -> None:
    kernel = random_kernel(seed)
    assert Search(kernel).best() == Search(kernel).best()


@settings(max_examples=60, deadline=None)
@given(SMALL)
def test_a_higher_ceiling_never_costs_hours(seed: int) -> None:
    kernel = random_kernel(seed)
    less, more = (
        Search(kernel._replace(ceiling=kernel.ceiling + extra)).best() for extra in (0, 5)
    )
    assert not less.found or (more.found and more.hours <= less.hours)


def test_small_limit_says_undecided_instead_of_guessing() -> None:
    kernel = random_kernel(5)
    answer = Search(kernel, 0).best()
    assert not answer.proved
