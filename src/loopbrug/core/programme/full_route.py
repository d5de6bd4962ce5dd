"""The hours of somebody who has shown nothing yet: what validation saves is measured from it."""

from loopbrug.core.outcomes.model import Need
from loopbrug.core.programme.model import ProgrammeProblem
from loopbrug.core.programme.optimise import Search
from loopbrug.core.programme.scope import scope_of
from loopbrug.core.programme.translate import kernel_of


def full_route_hours(problem: ProgrammeProblem, nodes: int) -> int:
    """Return the least hours that cover the whole required set, the weeks left aside.

    An outcome that nobody teaches cannot count. When ``nodes`` run out: a proved lower bound.
    """
    whole = problem.required or (*(need.outcome for need in problem.needs), *problem.held)
    taught = {code for unit in problem.catalogue.units for code, _ in unit.covers}
    needs = tuple(Need(code) for code in sorted(taught.intersection(whole)))
    scope = scope_of(problem.catalogue, needs, frozenset())
    return Search(kernel_of(scope, (), 0), nodes).least_cover()
