"""From a line of the record to a finding, so that the book of sentences can tell it."""

from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.web.audit.queries import Act


def finding_of(act: Act) -> Finding:
    """Return an act as a finding ``audit.room-verb`` with the details that are words or numbers."""
    values = {
        name: value for name, value in act.details.items() if isinstance(value, str | int)
    }
    code = "audit." + act.name.replace(".", "-")
    return Finding.of(code, act.subject, weight=Weight.INFORMS, **values)
