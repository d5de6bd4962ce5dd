"""From a line of the record to a finding, so that the book of sentences can tell it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from loopbrug.core.terms.finding import Finding, Value, Weight
from loopbrug.web.audit.queries import Act


@dataclass(frozen=True, slots=True)
class Line:
    """One act as people read it: what was done, by whom, and on which day.

    ``day`` is the day it holds from; ``entered`` is when it was written down.
    """

    finding: Finding
    who: str
    day: date
    entered: date


def line_of(act: Act) -> Line:
    """Return an act as a line; its finding is ``audit.room-verb`` with the details it has."""
    values: dict[str, Value] = {
        name: value for name, value in act.details.items() if isinstance(value, str | int)
    }
    code = "audit." + act.name.replace(".", "-")
    finding = Finding(code, act.subject, tuple(sorted(values.items())), None, Weight.INFORMS)
    entered = timezone.localtime(act.at).date()
    day = date.fromisoformat(act.details["day"]) if "day" in act.details else entered
    return Line(finding, str(act.actor or "Loopbrug"), day, entered)
