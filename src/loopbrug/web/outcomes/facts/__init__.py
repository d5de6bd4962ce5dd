"""Rows of evidence and judgements as values of the core, and the gap that follows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loopbrug.core.bridge.build import gap_in, qualification_of
from loopbrug.core.bridge.model import Evidence, Region
from loopbrug.core.orientation.judge import orient
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.outcomes.model import Gap, Judgement, Qualification, Remainder, Verdict
from loopbrug.web.outcomes.queries import (
    EvidenceItem,
    JudgementRow,
    evidence_items,
    judgement_rows,
    judgements_in,
)
from loopbrug.web.outcomes.shown_elsewhere import shown_elsewhere
from loopbrug.web.pathway.facts import ground_of, law, told_of
from loopbrug.web.pathway.queries import Dossier


@dataclass(frozen=True, slots=True)
class Standing:
    """What a dossier's gap is made of.

    ``gap`` and ``qualification`` are None when the wanted qualification has no set of outcomes.
    A gap does not rest on what is offered: the catalogue in ``region`` is not the published one.
    """

    region: Region
    judgements: tuple[Judgement, ...]
    evidence: tuple[Evidence, ...]
    qualification: Qualification | None = None
    gap: Gap | None = None


def judgement_of(row: JudgementRow) -> Judgement:
    """Return one judgement as the core knows it."""
    partly = row.verdict == Verdict.PARTLY
    left = Remainder(tuple(row.left_outcomes), row.left_hours) if partly else None
    by, rule = tuple(row.by), row.rule
    return Judgement(row.outcome, Verdict(row.verdict), row.judged_on, by, left, row.reason, rule)


def judgements_of(dossier: Dossier) -> tuple[Judgement, ...]:
    """Return every judgement in a dossier, the oldest first, then what finished units show.

    Of one day and one outcome the last counts: a unit is finished after what was judged.
    """
    judged = (judgement_of(row) for row in judgement_rows(dossier))
    return (*judged, *shown_elsewhere(dossier))


def recorded_judgements(dossiers: Iterable[Dossier]) -> dict[UUID, list[Judgement]]:
    """Return what assessors judged in many dossiers, the oldest first, read once."""
    found: defaultdict[UUID, list[Judgement]] = defaultdict(list)
    for row in judgements_in(dossiers):
        found[row.dossier_id].append(judgement_of(row))
    return dict(found)


def evidence_value(row: EvidenceItem) -> Evidence:
    """Return one piece of evidence as the core knows it."""
    shows = tuple(link.outcome for link in row.shown.all())
    return Evidence(row.code, row.title, Kind(row.kind), row.dated, shows)


def evidence_of(dossier: Dossier) -> tuple[Evidence, ...]:
    """Return what the candidate brought."""
    return tuple(evidence_value(row) for row in evidence_items(dossier))


def standing_of(dossier: Dossier, day: date) -> Standing:
    """Return evidence, judgements and gap together, read once."""
    region = ground_of(dossier.region)
    judgements, evidence = judgements_of(dossier), evidence_of(dossier)
    told = told_of(dossier, judgements)
    qualification = qualification_of(told, region, orient(told.person, law(), day))
    gap = gap_in(told, region, qualification) if qualification else None
    return Standing(region, judgements, evidence, qualification, gap)


def gap_for(dossier: Dossier, day: date) -> Gap | None:
    """Return what stands between the candidate and the wanted qualification.

    None when the region has no set of outcomes for what the candidate wants.
    """
    return standing_of(dossier, day).gap
