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

_FOR_WHO_COMES_IN = (
    "subject-focus",
    "sector-focus",
    "subject-to-choose",
    "appointment-promised",
    "appointment-needed",
    "board-to-ask",
    "hours-asked",
    "hours-too-few",
    "lessons-too-few",
    "grant",
    "student-lately",
)
_CODE = "orientation.{}".format
PRESUPPOSES: Mapping[str, frozenset[str]] = {
    _CODE("qualification-needed"): frozenset(map(_CODE, _FOR_WHO_COMES_IN)),
    _CODE("already-qualified"): frozenset(map(_CODE, _FOR_WHO_COMES_IN)),
    _CODE("support-post-needed"): frozenset({_CODE("grant-support")}),
}
"""For each finding that says a way is not meant for somebody: what only speaks to those it is for.

Whoever cannot come in yet has nothing to do there yet: the next door is what helps.
"""


def findings_for(case: Case, route: Route) -> tuple[Finding, ...]:
    """Return what the requirements of a route find, in the order of the route.

    What presupposes the very thing that closes the route is left out.
    """
    found = [finding for name in route.checks for finding in CHECKS[name](case, route)]
    beside = {code for finding in found for code in PRESUPPOSES.get(finding.code, ())}
    return tuple(finding for finding in found if finding.code not in beside)
