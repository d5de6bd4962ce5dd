"""The statement of suitability: its number, how it stands today, and its terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from re import compile as pattern

from loopbrug.core.law.kinds import codes_in
from loopbrug.core.law.model import Law
from loopbrug.core.pathway.deadlines import term_of
from loopbrug.core.terms.finding import Finding, LegalSource, Value, Weight
from loopbrug.core.terms.words import Sector

_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
"""Twenty-three letters, a prime number: one digit wrong, or two neighbours that changed places,
always give another letter. I, O and U are left out: they are read as 1, 0 and V."""
_NUMBER = pattern(r"GV-([0-9]{4})-([0-9]{5}|[1-9][0-9]{5,})-([A-Z])")
_DIGITS = 5


class Validity(StrEnum):
    """How a statement stands today."""

    VALID = "valid"
    REPLACED = "replaced"
    """A later statement took its place."""


def number_of(year: int, sequence: int) -> str:
    """Return the number of the ``sequence``-th statement of a year, with its check letter.

    Raises ``ValueError`` for a year that has no four digits, or a sequence below 1.

    Examples
    --------
    >>> number_of(2026, 42)
    'GV-2026-00042-M'
    """
    if not 1000 <= year <= 9999 or sequence < 1:  # noqa: PLR2004
        raise ValueError(f"no statement has number {sequence} of {year}")
    digits = f"{sequence:0{_DIGITS}}"
    return f"GV-{year}-{digits}-{_letter(year, digits)}"


def sequence_in(number: str) -> int:
    """Return the place in its year of a number; raises ``ValueError`` when it is none.

    Examples
    --------
    >>> sequence_in("GV-2026-00042-M")
    42
    """
    if not is_number(number):
        raise ValueError(f"{number!r} is the number of no statement")
    return int(number.split("-")[2])


def is_number(text: str) -> bool:
    """Return whether ``text`` can be the number of a statement: its check letter fits.

    Examples
    --------
    >>> is_number("GV-2026-00042-M"), is_number("GV-2026-00024-M")
    (True, False)
    """
    found = _NUMBER.fullmatch(text)
    return found is not None and _letter(int(found[1]), found[2]) == found[3]


def _letter(year: int, digits: str) -> str:
    return _LETTERS[int(f"{year}{digits}") % len(_LETTERS)]


@dataclass(frozen=True, slots=True)
class Ground:
    """On which rule a statement is issued, and by whom: "institute" or "board"."""

    issuer: str
    source: LegalSource


def ground_of(law: Law, day: date, sector: Sector) -> Ground:
    """Return who issues a statement in ``sector`` and on which ground.

    Raises ``NoLawInForceError`` for a day before the rules that were read.
    """
    dated = law.on(f"statement_{sector}.issued_by", day)
    return Ground(codes_in(dated)[0], dated.source)


def terms_of(law: Law, day: date, sector: Sector) -> tuple[Finding, ...]:
    """Return what follows from a statement, each with its source.

    The clock of the law is the appointment: how long an unused statement stays valid was found
    nowhere, and that is said.
    """
    return tuple(_terms(law, day, sector))


def _terms(law: Law, day: date, sector: Sector) -> Iterator[Finding]:
    within = "pdg.qualified_within" if sector is Sector.MBO else "zib.qualified_within"
    for name, rule in (("appointment", "zib_max"), ("extension", "zib_extension")):
        yield _counted(law, day, name, term_of(f"appointment.{rule}", sector, day, law).name)
    yield _counted(law, day, "qualified", within)
    if sector is not Sector.MBO:
        yield _told(law, day, "board-writes", "statement.board_writes_appointment")
    yield _told(law, day, "unused-unknown", "statement.unused_term_known")


def _counted(law: Law, day: date, name: str, parameter: str) -> Finding:
    value = law.on(parameter, day).value
    if not isinstance(value, int):
        raise TypeError(f"{parameter} counts no years")
    return _told(law, day, name, parameter, years=value)


def _told(law: Law, day: date, name: str, parameter: str, **values: Value) -> Finding:
    code = f"assessment.terms-{name}"
    return Finding(
        code, "", tuple(sorted(values.items())), law.on(parameter, day).source, Weight.INFORMS
    )
