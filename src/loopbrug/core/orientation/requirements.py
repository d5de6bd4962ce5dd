"""Every requirement by name: what `checks` in routes.yaml may say."""

from collections.abc import Callable, Iterator, Mapping

from loopbrug.core.orientation.case import Case
from loopbrug.core.orientation.class_rules import (
    board_decision,
    grant_support,
    guest_limit,
    new_wish,
    qualified,
    school_wants,
    support_post,
    written_duty,
)
from loopbrug.core.orientation.conditions import (
    appointment,
    dutch,
    experience,
    hours,
    own_way,
    subsidy,
    vog,
    wiscat,
)
from loopbrug.core.orientation.diplomas import (
    admission,
    degree,
    degree_or_experience,
    master,
    profile_entry,
)
from loopbrug.core.orientation.kinship import (
    exists,
    kinship,
    profile_field,
    subject_focus,
    trade,
)
from loopbrug.core.orientation.routes import Route
from loopbrug.core.terms.finding import Finding

Check = Callable[[Case, Route], Iterator[Finding]]

_ALL: tuple[Check, ...] = (
    admission,
    appointment,
    board_decision,
    degree,
    degree_or_experience,
    dutch,
    exists,
    experience,
    grant_support,
    guest_limit,
    hours,
    kinship,
    master,
    new_wish,
    own_way,
    profile_entry,
    profile_field,
    qualified,
    school_wants,
    subject_focus,
    subsidy,
    support_post,
    trade,
    vog,
    wiscat,
    written_duty,
)
CHECKS: Mapping[str, Check] = {check.__name__: check for check in _ALL}


def findings_for(case: Case, route: Route) -> tuple[Finding, ...]:
    """Return everything the requirements of a route find, in the order of the route."""
    return tuple(finding for name in route.checks for finding in CHECKS[name](case, route))
