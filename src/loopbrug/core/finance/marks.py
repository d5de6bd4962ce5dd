"""What must be said beside an amount: taken out of the steps it was made with."""

from collections.abc import Iterable

from loopbrug.core.law.trace import Step
from loopbrug.core.terms.finding import Finding, Weight


def marks(steps: Iterable[Step]) -> tuple[Finding, ...]:
    """Return what the steps warn of, each once: what is not known, assumed or out of the common.

    Figures that are provisional or only remembered are not among them: see ``uncertain`` in
    ``core/law/trace.py``.
    """
    found: dict[Finding, None] = {}
    for step in steps:
        for each in step.walk():
            if each.said.weight is Weight.WARNS:
                found[each.said] = None
    return tuple(found)
