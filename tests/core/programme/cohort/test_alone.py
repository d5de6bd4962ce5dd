"""One person alone: what is proved of hours and finish holds, and the plans are plans."""

import numpy as np
import pytest
from benchmarks.cohort_instances import make_group

from loopbrug.core.programme.cohort.alone import Alone, plan_alone
from loopbrug.core.programme.cohort.generate import never_formed, pricers_of
from loopbrug.core.programme.cohort.group import Group, Person, cost, kinds_of
from loopbrug.core.programme.cohort.pricing import Pricer
from loopbrug.core.programme.kernel import lay_out
from loopbrug.core.programme.optimise import Search
from loopbrug.core.programme.sweep import new_line

NODES = 60_000
PEAK = 100
"""More than the heaviest week of anybody: the bound leaves that aside."""


def pricer_of(group: Group, person: Person) -> Pricer:
    return pricers_of(person, never_formed(group))[-1]


def alone(group: Group, person: Person) -> Alone:
    return plan_alone(person, never_formed(group), NODES, pricer_of(group, person).at_once)


@pytest.mark.parametrize("teams", [False, True])
def test_no_plan_is_below_the_bound(*, teams: bool) -> None:
    group, near = make_group(40, 3, 1.0, teams=teams), 0
    zero = np.zeros(len(group.capacity) + len(group.teams) + 1, np.int64)
    for person in group.people[:12]:
        found = alone(group, person)
        if not found.possible:
            continue
        best = min(cost(person, plan) for plan in found.plans)
        assert found.bound <= best
        priced = pricer_of(group, person).price(zero, best - 1, NODES, 1)
        cheaper = min((cost(person, plan) for plan in priced.plans), default=best)
        assert found.bound <= cheaper
        near += cheaper - found.bound <= PEAK
    assert near > 0


def test_being_in_a_team_that_nobody_forms_is_not_planned() -> None:
    group = make_group(40, 3, 1.0, teams=True)
    first = len(group.capacity)
    every = frozenset(range(first, first + len(group.teams)))
    person = next(person for person in group.people if len(kinds_of(person)) == 2)
    found = plan_alone(person, every, NODES, 0)
    assert found.possible
    assert all(person.shared[list(plan)].max() < first for plan in found.plans)


def test_who_can_do_nothing_is_proved_to_have_nothing() -> None:
    group = make_group(8, 3, 1.0, teams=True)
    person = group.people[0]
    never = person.kernel._replace(ceiling=0, load=person.kernel.load + 1)
    found = plan_alone(Person(never, person.shared, person.beside), (), NODES, 0)
    assert found.possible is False
    assert not found.plans


def test_the_soonest_is_as_soon_as_the_best() -> None:
    group = make_group(30, 5, 1.0)
    for person in group.people[:8]:
        best = Search(person.kernel).best()
        soonest = Search(person.kernel).soonest()
        assert (soonest.found, soonest.hours, soonest.finish) == (
            best.found, best.hours, best.finish,
        )  # fmt: skip
        if not best.found:
            continue
        told = Search(person.kernel).soonest(best.hours, no_sooner=best.finish)
        assert told.earliest
        assert told.finish == best.finish
        assert told.nodes <= soonest.nodes


def test_nothing_is_sought_above_the_most() -> None:
    person = make_group(8, 5, 1.0).people[0]
    least = Search(person.kernel).least().hours
    none = Search(person.kernel).least(0, least - 1)
    assert none.proved
    assert not none.found
    assert none.bound == least


def test_a_search_in_the_memory_of_others_takes_the_same_steps() -> None:
    """What is learned of lighter weeks is in the memory, and does not count: it holds for those."""
    group, steps = make_group(40, 3, 1.0, teams=True), 0
    for person in group.people[:8]:
        kernel = person.kernel
        for lighter in (1, 3, 5):
            done = Search(kernel._replace(ceiling=kernel.ceiling - lighter), NODES, or_any=False)
            done.least()
            fresh = Search(kernel, NODES, or_any=False)
            again = Search(kernel, NODES, or_any=False, done=done)
            assert again.soonest() == fresh.soonest()
            steps += fresh.nodes
    assert steps > NODES


def test_a_line_in_the_memory_of_another_remembers_no_state() -> None:
    tables = lay_out(make_group(2, 3, 1.0).people[0].kernel)
    done = new_line(tables)
    done.failed[:] = 7
    line = new_line(tables, done)
    assert line.failed is done.failed
    assert not line.failed.any()
