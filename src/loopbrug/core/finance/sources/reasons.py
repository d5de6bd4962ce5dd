"""What a reason does to a source, and how all reasons together make its status."""

from collections.abc import Iterable
from dataclasses import dataclass

from loopbrug.core.finance.model import SourceStatus
from loopbrug.core.terms.finding import Finding

_HARDEST_FIRST = (
    SourceStatus.NOT_ELIGIBLE,
    SourceStatus.UNKNOWN,
    SourceStatus.NOT_YET,
    SourceStatus.ELIGIBLE,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, and the status it would give if it stood alone."""

    status: SourceStatus
    finding: Finding


def closed(finding: Finding) -> Reason:
    """Return a reason that rules a source out."""
    return Reason(SourceStatus.NOT_ELIGIBLE, finding)


def undecided(finding: Finding) -> Reason:
    """Return a reason why nobody can tell: a fact or a rule that decides is not known."""
    return Reason(SourceStatus.UNKNOWN, finding)


def waits(finding: Finding) -> Reason:
    """Return a reason why it is too early: something has to happen first."""
    return Reason(SourceStatus.NOT_YET, finding)


def open_to(finding: Finding) -> Reason:
    """Return a reason that stands in nobody's way: information, a warning."""
    return Reason(SourceStatus.ELIGIBLE, finding)


def ruled(reasons: Iterable[Reason]) -> SourceStatus:
    """Return the hardest status among reasons; without any a source is open."""
    given = {reason.status for reason in reasons}
    return next((each for each in _HARDEST_FIRST if each in given), SourceStatus.ELIGIBLE)


def findings_of(reasons: Iterable[Reason]) -> tuple[Finding, ...]:
    """Return what is told, the hardest reasons first, else in their order.

    Of a source that is shut only what shuts it, and what is not known: what else would have to
    happen does not matter then.
    """
    given = sorted(reasons, key=lambda reason: _HARDEST_FIRST.index(reason.status))
    if ruled(given) is SourceStatus.NOT_ELIGIBLE:
        given = [reason for reason in given if reason.status in _HARDEST_FIRST[:2]]
    return tuple(reason.finding for reason in given)
