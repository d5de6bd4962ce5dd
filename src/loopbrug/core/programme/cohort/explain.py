"""Why a cohort's plan is as it is: who has no programme, what is full, what a place would save."""

import numpy as np

from loopbrug.core.programme.cohort.group import PER_HOUR, GroupPlan
from loopbrug.core.programme.cohort.model import Demand, TeamKind, Unplaced
from loopbrug.core.programme.cohort.translate import TEAM, Entry, Words, may_join
from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.explain import conflicts
from loopbrug.core.programme.model import Conflict
from loopbrug.core.terms.finding import Finding, Weight


def taken_of(words: Words, plan: GroupPlan) -> Ints:
    """Return per shared offering, and after those per team, how many are in it."""
    taken = np.zeros(len(words.offerings) + len(words.teams), dtype=np.int64)
    for entry, chosen in zip(words.entries, plan.chosen, strict=True):
        shared = entry.person.shared[list(chosen or ())]
        np.add.at(taken, shared[shared >= 0], 1)
    return taken


def demand_of(words: Words, plan: GroupPlan) -> tuple[Demand, ...]:
    """Return how each offering does, in order of code; one that nobody could use is left out."""
    taken = taken_of(words, plan)
    found = []
    for n, offering in enumerate(words.offerings):
        price = round(plan.prices[n] / PER_HOUR, 1) if plan.prices else 0.0
        count = int(taken[n])
        if count or price > 0:
            few = 0 < count < offering.smallest
            found.append(Demand(offering.code, count, max(0, offering.capacity), price, few))
    return tuple(found)


def reason_for(words: Words, plan: GroupPlan, n: int) -> Unplaced:
    """Return why a member has no programme."""
    entry = words.entries[n]
    if n in plan.undecided:
        return Unplaced(entry.member.code, _about(entry, "programme.cohort-undecided"))
    if n in plan.unmeetable:
        found = _alone(entry)
        return Unplaced(entry.member.code, _about(entry, "programme.cohort-alone"), found)
    return Unplaced(entry.member.code, _full(words, plan, n))


def team_findings(words: Words, plan: GroupPlan) -> tuple[Finding, ...]:
    """Return who is without a team that they could be in, and why."""
    formed = {words.teams[number].code for number in plan.formed}
    found = list[Finding]()
    for entry, chosen in zip(words.entries, plan.chosen, strict=True):
        units = {entry.seats[number].unit.code for number in chosen or ()}
        lacking = (kind for kind in TeamKind if f"{TEAM}{kind}:without" in units)
        found += [_without(words, entry, kind, formed) for kind in lacking]
    return tuple(found)


def _about(entry: Entry, code: str) -> Finding:
    return Finding.of(code, entry.member.code, member=entry.member.code)


def _alone(entry: Entry) -> tuple[Conflict, ...]:
    if entry.member.problem.wishes.study_hours <= 0:
        return (Conflict((Finding.of("programme.no-study-hours"),)),)
    return conflicts(entry.translation)


def _full(words: Words, plan: GroupPlan, n: int) -> Finding:
    """Return the outcome that no group with a place gives, or else which groups are full."""
    entry, taken = words.entries[n], taken_of(words, plan)
    full = {
        offering.code
        for number, offering in enumerate(words.offerings)
        if taken[number] >= offering.capacity
    }
    member, scope = entry.member.code, entry.translation.scope
    own = [seat for seat in entry.seats if not seat.unit.code.startswith(TEAM)]
    for outcome in scope.needed:
        given = sorted(s.offering.code for s in own if outcome in scope.closes(s.unit))
        if full.issuperset(given):
            return Finding.of(
                "programme.cohort-outcome-full", member,
                member=member, outcome=outcome, offerings=tuple(given),
            )  # fmt: skip
    alone = entry.own(plan.alone[n] or ())
    given = sorted({entry.seats[number].offering.code for number in alone} & full)
    return Finding.of("programme.cohort-full", member, member=member, offerings=tuple(given))


def _without(words: Words, entry: Entry, kind: TeamKind, formed: set[str]) -> Finding:
    options = [
        team.code
        for team in words.teams
        if team.kind is kind and may_join(entry.member, team)
        and any(seat.offering.code == TEAM + team.code for seat in entry.seats)
    ]  # fmt: skip
    there = tuple(code for code in options if code in formed)
    code = "programme.cohort-teams-full" if there else "programme.cohort-too-few-for-team"
    return Finding.of(
        code, entry.member.code, weight=Weight.WARNS,
        member=entry.member.code, team_kind=str(kind), teams=there or tuple(options),
    )  # fmt: skip
