"""How somebody can object to a decision, and how sure we are of that."""

from collections.abc import Iterator
from datetime import date

from loopbrug.core.law.model import Law
from loopbrug.core.pathway.deadlines import after
from loopbrug.core.terms.finding import Finding, Value, Weight
from loopbrug.core.terms.words import Sector


def objection_findings(
    law: Law, decided_on: date, sector: Sector, institute: str, board: str = ""
) -> tuple[Finding, ...]:
    """Return to whom and by when one can object, each with its source; nothing here blocks.

    The law that was read names no way to object to a refused statement, so the institute's own
    rules come first; the terms after it hold for verdicts of examiners. In mbo the board itself
    decides, and nothing more is known.
    """
    if sector is Sector.MBO:
        return (_told(law, decided_on, "board", "statement_mbo.issued_by", board=board),)
    return (
        _told(law, decided_on, "institute", "cbe.statement_named", institute=institute),
        *_appeal(law, decided_on),
    )


def _appeal(law: Law, day: date) -> Iterator[Finding]:
    last = after(day, law.on("cbe.appeal_term", day))
    yield _told(law, day, "appeal", "cbe.appeal_term", weeks=_weeks(law, day, "appeal_term"),
                last=last)  # fmt: skip
    for name in ("settlement", "decide"):
        yield _told(law, day, name, f"cbe.{name}", weeks=_weeks(law, day, name))
    if law.knows("cbe.higher_appeal", day):
        yield _told(law, day, "higher", "cbe.higher_appeal")


def _weeks(law: Law, day: date, name: str) -> int:
    value = law.on(f"cbe.{name}", day).value
    if not isinstance(value, int):
        raise TypeError(f"cbe.{name} counts no weeks")
    return value


def _told(law: Law, day: date, name: str, parameter: str, **values: Value) -> Finding:
    code = f"assessment.objection-{name}"
    source = law.on(parameter, day).source
    return Finding(code, "", tuple(sorted(values.items())), source, Weight.INFORMS)
