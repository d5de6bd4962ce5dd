"""What a reader notices in a dossier that it can use: nothing lost, something to look at."""

from collections import Counter
from collections.abc import Iterable, Iterator

from loopbrug.core.bridge.model import Dossier
from loopbrug.core.terms.finding import Finding, Weight

MUCH_EVIDENCE = 100
"""More items than two assessors can weigh one by one; a reminder, not a limit."""


def notices(dossier: Dossier) -> tuple[Finding, ...]:
    """Return what is worth a look in a dossier, besides what orientation says of the person."""
    rules = (
        undated_evidence,
        evidence_codes_twice,
        much_evidence,
        no_study_hours,
    )
    return tuple(finding for rule in rules for finding in rule(dossier))


def undated_evidence(dossier: Dossier) -> Iterator[Finding]:
    """Evidence without a date: assessors want to know how recent it is."""
    codes = tuple(each.code for each in dossier.evidence if each.dated is None)
    if codes:
        yield Finding.of("bridge.evidence-undated", "evidence", weight=Weight.WARNS, codes=codes)


def evidence_codes_twice(dossier: Dossier) -> Iterator[Finding]:
    """Two pieces of evidence with one code cannot be told apart in a judgement."""
    twice = _twice(each.code for each in dossier.evidence)
    if twice:
        yield Finding.of("bridge.evidence-twice", "evidence", weight=Weight.WARNS, codes=twice)


def _twice(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code, count in Counter(codes).items() if count > 1)


def much_evidence(dossier: Dossier) -> Iterator[Finding]:
    """So much evidence that a choice would help the assessors."""
    count = len(dossier.evidence)
    if count > MUCH_EVIDENCE:
        yield Finding.of("bridge.evidence-much", "evidence", weight=Weight.INFORMS, count=count)


def no_study_hours(dossier: Dossier) -> Iterator[Finding]:
    """Without an hour to study there is no programme, only the gap."""
    if dossier.wishes.study_hours == 0:
        yield Finding.of("bridge.no-study-hours", "week.study_hours", weight=Weight.WARNS)
