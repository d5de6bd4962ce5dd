"""From what lacks to what opens: the key to each door, and the first thing to do."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from loopbrug.core.orientation.case import told
from loopbrug.core.orientation.model import RouteStatus
from loopbrug.core.orientation.routes import Route
from loopbrug.core.terms.finding import Finding, Weight

_ROOM = "orientation."
_STAND_STILL = (Weight.BLOCKS, Weight.CONDITION)
KEYS: Mapping[str, str] = {
    "already-qualified": "open-by-other-wish",
    "recognition-first": "open-by-recognition",
    "qualification-needed": "open-by-first-qualification",
    "diploma-valuation-needed": "open-by-valuation",
    "degree-missing": "open-by-degree",
    "profile-asks-degree": "open-by-other-profile",
    "wiscat-too-low": "open-by-wiscat-later",
    "wiscat-tries-used": "open-by-wiscat-later",
    "trade-too-short": "open-by-experience",
    "support-post-needed": "open-by-support-post",
    "subject-to-choose": "open-by-subject",
    "no-such-degree": "open-by-asking-which",
    "hbo-level-to-show": "open-by-hbo-evidence",
    "hbo-level-stated": "open-by-hbo-evidence",
    "ad-to-judge": "open-by-hbo-evidence",
    "appointment-needed": "open-by-school",
    "school-needed": "open-by-school",
    "board-to-ask": "open-by-own-board",
    "board-decision": "open-by-own-board-decision",
    "kinship-likely": "open-by-kinship-evidence",
    "kinship-to-judge": "open-by-kinship-evidence",
    "master-to-judge": "open-by-kinship-evidence",
    "subject-focus": "open-by-subject-evidence",
    "sector-focus": "open-by-subject-evidence",
    "profile-to-judge": "open-by-trade-evidence",
    "profile-unknown": "open-by-trade-evidence",
    "trade-likely": "open-by-trade-evidence",
    "trade-to-judge": "open-by-trade-evidence",
    "experience-to-show": "open-by-experience-evidence",
    "wiscat-needed": "open-by-wiscat",
    "wiscat-resit": "open-by-wiscat",
    "hours-too-few": "open-by-more-hours",
    "lessons-too-few": "open-by-more-lessons",
    "dutch-unknown": "open-by-dutch",
    "dutch-to-show": "open-by-dutch",
    "entrance-exam": "open-by-entrance-exam",
}
"""The key for each finding that blocks or sets a condition, what comes first on top."""
_ORDER = tuple(dict.fromkeys(KEYS.values()))


def opens_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what would open or ease a route, the first thing to do on top."""
    keys = {
        KEYS[short]: replace(finding, code=_ROOM + KEYS[short], weight=Weight.INFORMS)
        for finding in findings
        if finding.weight in _STAND_STILL and (short := finding.code.removeprefix(_ROOM))
    }
    return tuple(keys[key] for key in _ORDER if key in keys)


def status_of(findings: Iterable[Finding]) -> RouteStatus:
    """Return whether findings leave a route open, open under conditions, or closed."""
    weights = {finding.weight for finding in findings}
    if Weight.BLOCKS in weights:
        return RouteStatus.CLOSED
    return RouteStatus.CONDITIONAL if Weight.CONDITION in weights else RouteStatus.OPEN


def next_step_of(
    route: Route, status: RouteStatus, opens: tuple[Finding, ...], nearest: tuple[str, ...]
) -> Finding:
    """Return the first thing to do on a route: another door, a key, or simply to begin."""
    if status is RouteStatus.CLOSED and nearest:
        return told("next-see-other-door", route.code, route=nearest[0])
    return opens[0] if opens else told(route.next_step, route.code)
