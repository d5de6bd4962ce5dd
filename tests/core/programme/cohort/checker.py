"""A second look at a cohort's plan that trusts nothing of the engine."""

from collections.abc import Iterator

import numpy as np

from loopbrug.core.programme.check import check_programme
from loopbrug.core.programme.cohort.group import Group, GroupPlan, Person, cost
from loopbrug.core.programme.cohort.model import CohortPlan, CohortProblem


def wrongs(group: Group, plan: GroupPlan) -> list[str]:
    """Everything in which a group's plan is not what it claims to be."""
    return [*_places(group, plan), *_teams(group, plan), *_people(group, plan), *_sums(group, plan)]


def _taken(group: Group, plan: GroupPlan) -> dict[int, list[int]]:
    taken: dict[int, list[int]] = {}
    for n, chosen in enumerate(plan.chosen):
        for shared in group.people[n].shared[list(chosen or ())].tolist():
            if shared >= 0:
                taken.setdefault(shared, []).append(n)
    return taken


def _places(group: Group, plan: GroupPlan) -> Iterator[str]:
    for shared, people in _taken(group, plan).items():
        if shared < len(group.capacity) and len(people) > group.capacity[shared]:
            yield f"offering {shared} has {len(people)} of {group.capacity[shared]}"


def _teams(group: Group, plan: GroupPlan) -> Iterator[str]:
    first, taken = len(group.capacity), _taken(group, plan)
    formed = {shared - first: people for shared, people in taken.items() if shared >= first}
    if sorted(formed) != list(plan.formed):
        yield "other teams are formed than told"
    for k, people in formed.items():
        team, schools = group.teams[k], [group.people[n].school for n in people]
        if not team.smallest <= len(people) <= team.largest:
            yield f"team {k} has {len(people)} members"
        if len(set(schools)) < 2 and -1 not in schools:
            yield f"team {k} is of one school"
    for week in {group.teams[k].start for k in formed}:
        meet = [group.teams[k] for k in formed]
        hours = sum(team.coach_hours for team in meet if team.start <= week < team.end)
        if group.coach_hours is not None and hours > group.coach_hours:
            yield f"coaches have {hours} hours in week {week}"


def _people(group: Group, plan: GroupPlan) -> Iterator[str]:
    for n, chosen in enumerate(plan.chosen):
        if chosen is not None:
            yield from (f"person {n}: {wrong}" for wrong in _person(group.people[n], chosen))


def _person(person: Person, chosen: tuple[int, ...]) -> Iterator[str]:  # noqa: C901 - a list of rules
    kernel, offerings = person.kernel, list(chosen)
    units = kernel.unit[offerings].tolist()
    if len(set(units)) != len(units):
        yield "a unit twice"
    closed = np.full(len(kernel.needed), 1 << 30)
    for offering, unit in zip(offerings, units, strict=True):
        covered = kernel.covers[unit] == 1
        closed[covered] = np.minimum(closed[covered], kernel.end[offering])
    if (closed[kernel.needed == 1] == 1 << 30).any():
        yield "something is still open"
    load = np.zeros(int(kernel.end.max(initial=0)) + 1)
    for at, (offering, unit) in enumerate(zip(offerings, units, strict=True)):
        weeks = range(kernel.start[offering], kernel.end[offering])
        load[weeks.start : weeks.stop] += kernel.load[offering]
        if (closed[kernel.needs[unit] == 1] > weeks.start).any():
            yield "before its prerequisite"
        for other in offerings[:at]:
            both = max(weeks.start, kernel.start[other]) < min(weeks.stop, kernel.end[other])
            one, two = kernel.pattern[offering], kernel.pattern[other]
            if both and one >= 0 and two >= 0 and kernel.clash[one, two]:
                yield "two at once"
    if load.max() > kernel.ceiling:
        yield "above the ceiling"
    if person.keeps is not None and not set(person.keeps) <= set(chosen):
        own = person.beside[kernel.unit] == 0
        kept = kernel.hours[kernel.unit[list(person.keeps)]].sum()
        now = sum(kernel.hours[kernel.unit[o]] for o in chosen if own[o])
        if now >= kept:
            yield "lost what was kept without a gain"


def _sums(group: Group, plan: GroupPlan) -> Iterator[str]:
    total = 0
    for n, (person, chosen) in enumerate(zip(group.people, plan.chosen, strict=True)):
        if chosen is not None:
            total += cost(person, chosen)
        elif n not in plan.unmeetable | plan.undecided:
            total += group.unplanned * (1 if person.keeps is None else 10)
    if total != plan.objective:
        yield f"the objective is {total}, not {plan.objective}"
    if plan.bound > plan.objective + 1e-6:
        yield f"the bound {plan.bound} is above the objective {plan.objective}"


def wrongs_in_words(problem: CohortProblem, plan: CohortPlan) -> list[str]:
    """Everything in which a cohort's plan is not what it claims to be, by people's words."""
    found = []
    members = {member.code: member for member in problem.members}
    told = [one.member for one in (*plan.placed, *plan.unplaced)]
    if sorted(told) != sorted(members):
        found.append("not everybody once")
    room = {offering.code: offering.capacity for offering in problem.catalogue.offerings}
    for placed in plan.placed:
        wrong = check_programme(members[placed.member].problem, placed.programme)
        found += [finding.code for finding in wrong]
        for planned in placed.programme.units:
            room[planned.offering] -= 1
    found += [f"{code} is too full" for code, left in room.items() if left < 0]
    for team in plan.teams:
        if not team.option.smallest <= len(team.members) <= team.option.largest:
            found.append(f"{team.option.code} has {len(team.members)} members")
        schools = [members[code].school for code in team.members]
        if len(set(schools)) < 2 and "" not in schools:
            found.append(f"{team.option.code} is of one school")
    return found
