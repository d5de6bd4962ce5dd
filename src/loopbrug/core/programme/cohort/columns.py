"""The programmes known so far: one column per person and programme."""

from dataclasses import dataclass

from loopbrug.core.programme.cohort.group import Group, Person, cost
from loopbrug.core.programme.compiled import Ints


@dataclass(frozen=True, slots=True)
class Column:
    """One programme of one person: what it costs, and what it takes of what is shared."""

    person: int
    plan: tuple[int, ...]
    cost: int
    shared: tuple[int, ...]

    def at(self, prices: Ints) -> int:
        """Return what it costs at these prices."""
        return self.cost + int(prices[list(self.shared)].sum())


def column_of(group: Group, n: int, plan: tuple[int, ...]) -> Column:
    """Return the column of a programme."""
    person = group.people[n]
    shared = person.shared[list(plan)]
    return Column(n, plan, cost(person, plan), tuple(sorted(shared[shared >= 0].tolist())))


class Pool:
    """All columns, each once, per person and in order of arrival."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.columns: list[Column] = []
        self.of: dict[int, list[Column]] = {}
        self._known: set[tuple[int, tuple[int, ...]]] = set()

    def add(self, n: int, plan: tuple[int, ...]) -> Column | None:
        """Return the new column; None when it is there already."""
        if (n, plan) in self._known:
            return None
        self._known.add((n, plan))
        column = column_of(self.group, n, plan)
        self.columns.append(column)
        self.of.setdefault(n, []).append(column)
        return column

    def least(self, n: int, prices: Ints) -> int:
        """Return the least that a person's columns cost at these prices."""
        return min(column.at(prices) for column in self.of[n])


def without_programme(group: Group, person: Person) -> int:
    """Return what it counts for when this person has no programme.

    Somebody on their way counts for ten, more than the places that they hold: nobody loses a
    programme so that others may have one.
    """
    return group.unplanned * (1 if person.keeps is None else 10)
