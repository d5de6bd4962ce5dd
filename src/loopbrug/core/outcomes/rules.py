"""What a sound framework of learning outcomes keeps to."""

import re
from collections import Counter
from collections.abc import Iterable

from loopbrug.core.outcomes.model import Area, Framework, Outcome
from loopbrug.core.outcomes.rings import rings
from loopbrug.core.terms.finding import Finding

IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
"""What CASE takes for an identifier: a lower-case UUID of version 1 to 5."""


def framework_findings(framework: Framework) -> tuple[Finding, ...]:
    """Return everything that is wrong with a framework, in a fixed order; ``about`` is a code."""
    return (
        *_twice(framework),
        *_bad_identifiers(framework),
        *_unknown_areas(framework),
        *_no_hours(framework),
        *_unknown_next(framework),
        *_rings_of_areas(framework),
        *_rings_of_outcomes(framework),
    )


def items_of(framework: Framework) -> tuple[Area | Outcome, ...]:
    """Return everything in the tree: the areas, then the outcomes."""
    return (*framework.areas, *framework.outcomes)


def _twice(framework: Framework) -> Iterable[Finding]:
    """No code and no identifier stands twice, over areas and outcomes together."""
    items = items_of(framework)
    for code, times in Counter(item.code for item in items).items():
        if times > 1:
            yield Finding.of("outcomes.framework-code-twice", code, outcome=code, times=times)
    identifiers = [framework.identifier, *(item.identifier for item in items)]
    for identifier, times in Counter(identifiers).items():
        if times > 1:
            first = next((item.code for item in items if item.identifier == identifier), "")
            code = "outcomes.framework-identifier-twice"
            yield Finding.of(code, first, identifier=identifier, times=times)


def _bad_identifiers(framework: Framework) -> Iterable[Finding]:
    """Every identifier is one that CASE accepts."""
    named = [("", framework.identifier)]
    named += [(item.code, item.identifier) for item in items_of(framework)]
    for code, identifier in named:
        if not IDENTIFIER.fullmatch(identifier):
            yield Finding.of("outcomes.identifier-wrong", code, found=identifier)


def _unknown_areas(framework: Framework) -> Iterable[Finding]:
    """Every outcome and every area lies in an area of the framework, or right under it."""
    known = {"", *(area.code for area in framework.areas)}
    inside = [(area.code, area.parent) for area in framework.areas]
    inside += [(outcome.code, outcome.area) for outcome in framework.outcomes]
    for code, area in inside:
        if area not in known:
            yield Finding.of("outcomes.framework-area-unknown", code, outcome=code, area=area)


def _no_hours(framework: Framework) -> Iterable[Finding]:
    """An outcome asks at least one hour of study."""
    for outcome in framework.outcomes:
        if outcome.hours < 1:
            yield Finding.of("outcomes.framework-no-hours", outcome.code, outcome=outcome.code)


def _unknown_next(framework: Framework) -> Iterable[Finding]:
    """An outcome precedes outcomes of the same framework."""
    known = {outcome.code for outcome in framework.outcomes}
    for outcome in framework.outcomes:
        for code in outcome.precedes:
            if code not in known:
                name = "outcomes.framework-outcome-unknown"
                yield Finding.of(name, outcome.code, outcome=outcome.code, unknown=code)


def _rings_of_areas(framework: Framework) -> Iterable[Finding]:
    """No area lies inside itself."""
    for ring in rings({area.code: [area.parent] for area in framework.areas}):
        yield Finding.of("outcomes.framework-cycle", ring[0], ring=" → ".join(ring))


def _rings_of_outcomes(framework: Framework) -> Iterable[Finding]:
    """No outcome comes, by way of others, before itself."""
    for ring in rings({outcome.code: outcome.precedes for outcome in framework.outcomes}):
        yield Finding.of("outcomes.framework-cycle", ring[0], ring=" → ".join(ring))
