"""The best lawful combination: exact cases by hand, properties, and a brute-force twin."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.finance.builders import a_case, codes, cost, source

from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.model import Certainty, CostKind, SourceStatus, SourceVerdict
from loopbrug.core.finance.stacking import (
    best_stack,
    costs_by_kind,
    limit,
    pays_for,
    shut_out,
)

TRAINING, GUIDANCE, DOUBLE = CostKind.TRAINING, CostKind.GUIDANCE, CostKind.DOUBLE_STAFFING
KINDS = (TRAINING, GUIDANCE, DOUBLE)
CASE = a_case()


def used(costs: list[CostLine], verdicts: list[SourceVerdict]) -> dict[str, Decimal]:
    return {line.verdict.source: line.amount for line in best_stack(CASE, costs, verdicts).used}


def test_a_source_pays_only_what_it_is_for() -> None:
    costs = [cost(TRAINING, 12000), cost(DOUBLE, 9000)]
    stack = best_stack(CASE, costs, [source("subsidy", 25000, TRAINING, GUIDANCE)])
    assert stack.covered == 12000
    assert stack.open_by_kind == ((DOUBLE, Decimal(9000)),)
    assert stack.used[0].rest == 13000


def test_a_wide_source_makes_room_for_a_narrow_one() -> None:
    costs = [cost(TRAINING, 10000), cost(GUIDANCE, 5000)]
    wide = source("wide", 10000, certainty=Certainty.RECEIVED)
    narrow = source("narrow", 5000, TRAINING)
    stack = best_stack(CASE, costs, [narrow, wide])
    assert stack.uncovered == 0
    assert dict(stack.used[0].pays) == {TRAINING: 5000, GUIDANCE: 5000}


def test_no_cost_is_paid_twice() -> None:
    costs = [cost(TRAINING, 10000)]
    sums = used(costs, [source("a", 8000), source("b", 8000)])
    assert sums == {"a": 8000, "b": 2000}


def test_the_surest_money_goes_first_and_the_rest_is_left_out_with_its_reason() -> None:
    costs = [cost(TRAINING, 8000)]
    verdicts = [
        source("a-offer", 8000, certainty=Certainty.OFFER),
        source("b-agreed", 8000, certainty=Certainty.AGREED),
    ]
    stack = best_stack(CASE, costs, verdicts)
    assert [line.verdict.source for line in stack.used] == ["b-agreed"]
    assert codes(stack.left_out[0].why) == ["stack-nothing-left"]


def test_of_two_that_exclude_each_other_the_larger_is_used() -> None:
    costs = [cost(TRAINING, 30000)]
    verdicts = [
        source("subsidy", 25000, excludes=("sool",)),
        source("sool", 20000),
        source("town", 2000),
    ]
    stack = best_stack(CASE, costs, verdicts)
    assert {line.verdict.source for line in stack.used} == {"subsidy", "town"}
    assert [(out.verdict.source, codes(out.why)) for out in stack.left_out] == [
        ("sool", ["stack-excluded"])
    ]


def test_two_small_ones_beat_one_large_one_that_excludes_both() -> None:
    costs = [cost(TRAINING, 30000)]
    verdicts = [
        source("large", 15000, excludes=("one", "two")), source("one", 9000), source("two", 9000)
    ]  # fmt: skip
    assert used(costs, verdicts) == {"one": 9000, "two": 9000}


def test_a_share_is_of_the_costs_it_is_for_and_rounded_down() -> None:
    fund = source("fund", 20000, TRAINING, share=50)
    costs = [cost(TRAINING, "9999.99"), cost(GUIDANCE, 4000)]
    assert used(costs, [fund]) == {"fund": Decimal("4999.99")}


@pytest.mark.parametrize("status", [SourceStatus.NOT_ELIGIBLE, SourceStatus.UNKNOWN])
def test_what_is_shut_or_unknown_is_never_planned_with(status: SourceStatus) -> None:
    stack = best_stack(CASE, [cost(TRAINING, 8000)], [source("a", 8000, status=status)])
    assert stack.uncovered == 8000
    assert [out.verdict.source for out in stack.left_out] == ["a"]


def test_what_is_open_goes_before_what_is_not_yet() -> None:
    verdicts = [source("a", 5000, status=SourceStatus.NOT_YET), source("b", 5000)]
    assert used([cost(TRAINING, 5000)], verdicts) == {"b": 5000}


def test_money_for_a_cost_that_is_not_there_is_left_out_with_its_reason() -> None:
    verdicts = [source("a", 5000, CostKind.SUPPLEMENT)]
    stack = best_stack(CASE, [cost(TRAINING, 100)], verdicts)
    assert [codes(out.why) for out in stack.left_out] == [["stack-no-such-cost"]]


def test_without_costs_nothing_is_used() -> None:
    stack = best_stack(CASE, [], [source("a", 5000)])
    assert (stack.used, stack.total, stack.uncovered) == ((), 0, 0)


def test_only_sure_money_leaves_the_rest_open() -> None:
    verdicts = [source("a", 3000, certainty=Certainty.AGREED), source("b", 4000)]
    stack = best_stack(CASE, [cost(TRAINING, 10000)], verdicts)
    assert (stack.uncovered, stack.uncovered_if_only_sure) == (3000, 7000)


NAMES = st.sampled_from("abcdef")
COSTS = st.lists(st.builds(cost, st.sampled_from(KINDS), st.integers(0, 40)), max_size=5)
SOURCES = st.lists(
    st.builds(
        lambda name, amount, kinds, excludes, share, sure: source(
            name, amount, *sorted(kinds), share=share, excludes=tuple(excludes), certainty=sure
        ),
        NAMES,
        st.integers(0, 30),
        st.frozensets(st.sampled_from(KINDS)),
        st.frozensets(NAMES, max_size=2),
        st.sampled_from((100, 100, 50, 33)),
        st.sampled_from(tuple(Certainty)),
    ),
    max_size=5,
    unique_by=lambda each: each.source,
)


@given(COSTS, SOURCES)
def test_never_more_than_costs_caps_and_kinds(
    costs: list[CostLine], verdicts: list[SourceVerdict]
) -> None:
    stack = best_stack(CASE, costs, verdicts)
    by_kind = costs_by_kind(costs)
    for kind, amount in by_kind:
        assert sum(dict(line.pays).get(kind, 0) for line in stack.used) <= amount
    for line in stack.used:
        assert 0 < line.amount <= limit(line.verdict, by_kind) <= line.verdict.amount
        assert line.amount == sum(amount for _, amount in line.pays)
        assert all(pays_for(line.verdict, kind) for kind, _ in line.pays)
    pairs = combinations([line.verdict for line in stack.used], 2)
    assert not any(shut_out(one, other) for one, other in pairs)
    assert stack.uncovered == sum(amount for _, amount in stack.open_by_kind) >= 0
    assert len(stack.used) + len(stack.left_out) == len(verdicts)


@given(COSTS, SOURCES, st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(
    costs: list[CostLine], verdicts: list[SourceVerdict], dice: object
) -> None:
    before = best_stack(CASE, costs, verdicts)
    dice.shuffle(costs)  # type: ignore[attr-defined]
    dice.shuffle(verdicts)  # type: ignore[attr-defined]
    assert best_stack(CASE, costs, verdicts) == before


@given(COSTS, SOURCES, SOURCES.filter(len))
def test_more_money_never_leaves_more_uncovered(
    costs: list[CostLine], verdicts: list[SourceVerdict], more: list[SourceVerdict]
) -> None:
    taken = {each.source for each in verdicts}
    both = verdicts + [each for each in more if each.source not in taken]
    assert best_stack(CASE, costs, both).uncovered <= best_stack(CASE, costs, verdicts).uncovered


def most_covered(costs: list[CostLine], verdicts: list[SourceVerdict]) -> Decimal:
    """Try every lawful set of sources; what a set can pay follows from its tightest cut."""
    by_kind = costs_by_kind(costs)
    kinds = [kind for kind, _ in by_kind]
    best = Decimal(0)
    for size in range(len(verdicts) + 1):
        for group in combinations(verdicts, size):
            if any(shut_out(one, other) for one, other in combinations(group, 2)):
                continue
            cuts = []
            for count in range(len(kinds) + 1):
                for kept in combinations(kinds, count):
                    paid_in_full = sum(amount for kind, amount in by_kind if kind not in kept)
                    reach = [v for v in group if any(pays_for(v, kind) for kind in kept)]
                    cuts.append(paid_in_full + sum(limit(v, by_kind) for v in reach))
            best = max(best, min(cuts))
    return best


@settings(max_examples=200)
@given(COSTS, SOURCES)
def test_brute_force_twin_covers_no_more(
    costs: list[CostLine], verdicts: list[SourceVerdict]
) -> None:
    assert best_stack(CASE, costs, verdicts).covered == most_covered(costs, verdicts)
