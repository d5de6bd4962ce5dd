"""Which further evidence is worth most to a candidate, computed once per state of the dossier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.core.cache import cache

from loopbrug.core.bridge.worth import Worth, WorthTable, worth_finding, worth_table
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.outcomes.model import EvidenceBase, Judgement, Outcome
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.outcomes.facts import Standing, standing_of
from loopbrug.web.outcomes.queries.evidence import marks_of
from loopbrug.web.pathway.facts import region_of, told_of
from loopbrug.web.pathway.queries import Dossier

KEPT_SECONDS = 60 * 60 * 24
FITTING = {
    EvidenceBase.WORKPLACE: (
        Kind.OBSERVATION,
        Kind.VIDEO,
        Kind.TEACHING_RECORD,
        Kind.STATEMENT,
        Kind.WORK_PRODUCT,
    ),
    EvidenceBase.STUDY: (Kind.DIPLOMA, Kind.CERTIFICATE, Kind.TEST_RESULT, Kind.EVC),
}
"""The kinds of evidence that usually show an outcome, by where it is mostly learned."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What evidence for one outcome could save; ``here`` are pieces linked to it already."""

    code: str
    statement: str
    worth: Worth
    told: Finding
    kinds: tuple[str, ...]
    here: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chances:
    """Every outcome that is still needed, the one that saves most first.

    ``hours`` are those of the least programme now, None when none fits. ``proved`` says that
    all of it was computed to the end.
    """

    hours: int | None
    rows: tuple[Chance, ...]
    proved: bool


def chances_of(dossier: Dossier, day: date, language: str) -> Chances | None:
    """Return the chances, or None when no set of outcomes is known for what is wanted.

    Takes seconds the first time; after that the answer is kept until something changes.
    """
    standing = standing_of(dossier, day)
    table = _table(dossier, standing)
    if table is None:
        return None
    rows = tuple(_chance(one, standing, language) for one in table.outcomes)
    return Chances(table.hours, rows, all(one.proved for one in table.outcomes))


def _table(dossier: Dossier, standing: Standing) -> WorthTable | None:
    if standing.gap is None or standing.qualification is None:
        return None
    name = _name(dossier, standing)
    known: WorthTable | None = cache.get(name)
    if known is None:
        told = told_of(dossier, standing.judgements)
        region = region_of(dossier.region)
        known = worth_table(told, region, standing.gap, standing.qualification)
        cache.set(name, known, KEPT_SECONDS)
        _keep_best(dossier, standing, known)
    return known


@dataclass(frozen=True, slots=True)
class Best:
    """The outcome for which evidence saves most hours, as it was computed last."""

    statement: Bilingual
    hours: int


def best_known(dossiers: Iterable[Dossier]) -> dict[UUID, Best]:
    """Return what is known to save most, by dossier; what was not computed is left out.

    Computes nothing, and asks twice for a whole list: for lists of dossiers.
    """
    rows = {_best_name(row.pk): row.pk for row in dossiers}
    kept = cache.get_many(list(rows)) if rows else {}
    if not kept:
        return {}
    marks = marks_of(rows[name] for name in kept)
    return {
        rows[name]: best
        for name, (mark, best) in kept.items()
        if best is not None and mark == marks[rows[name]]
    }


def _keep_best(dossier: Dossier, standing: Standing, table: WorthTable) -> None:
    saving = [one for one in table.outcomes if one.hours_saved]
    best = None
    if saving:
        outcome = standing.region.framework.outcome(saving[0].outcome)
        best = Best(outcome.statement, saving[0].hours_saved or 0)
    mark = marks_of([dossier.pk])[dossier.pk]
    cache.set(_best_name(dossier.pk), (mark, best), KEPT_SECONDS)


def _best_name(key: UUID) -> str:
    return f"outcomes.worth-best:{key}"


def _name(dossier: Dossier, standing: Standing) -> str:
    """Return a name that changes with everything the answer rests on."""
    record, framework = dossier.records.first(), standing.region.framework.version
    told = record.pk if record else 0
    wanted = standing.qualification.code if standing.qualification else ""
    judged, offered = _mark_of(standing.judgements), region_of(dossier.region).version
    return f"outcomes.worth:{dossier.pk}:{told}:{judged}:{framework}:{offered}:{wanted}"


def _mark_of(judgements: Iterable[Judgement]) -> str:
    """Return a mark of what was judged, and of what finished units show besides."""
    facts = sorted(
        (one.outcome, one.verdict.value, one.judged_on.isoformat(), str(one.left))
        for one in judgements
    )
    return sha256(repr(facts).encode()).hexdigest()[:16]


def _chance(one: Worth, standing: Standing, language: str) -> Chance:
    outcome: Outcome = standing.region.framework.outcome(one.outcome)
    return Chance(
        code=one.outcome,
        statement=outcome.statement.text(language),
        worth=one,
        told=worth_finding(one),
        kinds=tuple(kind.value for kind in FITTING[outcome.base]),
        here=tuple(item.title for item in standing.evidence if one.outcome in item.shows),
    )
