"""Acts on evidence and judgements: each one transaction, with its line in the record."""

from collections.abc import Iterable

from django.db import transaction

from loopbrug.core.bridge.model import Evidence
from loopbrug.core.outcomes.model import Judgement
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts import evidence_of, judgements_of
from loopbrug.web.outcomes.models import EvidenceItem, EvidenceShown, JudgementRow, Round
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.pathway.queries import Dossier


@transaction.atomic
def keep_evidence(*, actor: User | None, dossier: Dossier, items: Iterable[Evidence]) -> int:
    """Add evidence, or bring it up to date by its code; return how many items changed.

    Keeping the same evidence twice changes nothing and leaves no line in the record.
    """
    kept = {item.code: item for item in evidence_of(dossier)}
    changed = [item for item in items if kept.get(item.code) != item]
    if not changed:
        return 0
    EvidenceItem.objects.bulk_create(
        [_evidence_row(dossier, item) for item in changed],
        update_conflicts=True,
        unique_fields=["dossier", "code"],
        update_fields=["title", "kind", "dated"],
    )
    _link(dossier, changed)
    codes = [item.code for item in changed]
    record_act(
        actor=actor, name="outcomes.keep-evidence", subject=dossier.subject_key, evidence=codes
    )
    return len(changed)


@transaction.atomic
def record_judgements(
    *,
    actor: User | None,
    dossier: Dossier,
    judgements: Iterable[Judgement],
    round_: Round | None = None,
) -> tuple[Judgement, ...]:
    """Add judgements that are not there yet; return those that were added.

    ``round_`` is the round they were judged in, None when they were judged elsewhere.

    Raises ``BadDataError`` with every judgement that does not fit the framework; then none is
    added. A changed mind is a new judgement: what was recorded stays.
    """
    framework, recorded = framework_of(dossier.region), judgements_of(dossier)
    new = tuple(one for one in dict.fromkeys(judgements) if one not in recorded)
    known = {outcome.code for outcome in framework.outcomes}
    if unknown := [one.outcome for one in new if one.outcome not in known]:
        raise BadDataError(
            Finding.of("outcomes.judgement-outcome-unknown", code, outcome=code) for code in unknown
        )
    for judgement in new:
        row = _judgement_row(dossier, judgement, framework.version, actor)
        row.round = round_
        row.save()
    if new:
        codes = [judgement.outcome for judgement in new]
        record_act(actor=actor, name="outcomes.judge", subject=dossier.subject_key, outcomes=codes)
    return new


def _evidence_row(dossier: Dossier, item: Evidence) -> EvidenceItem:
    return EvidenceItem(
        dossier=dossier,
        code=item.code,
        title=item.title,
        kind=item.kind,
        dated=item.dated,
    )


def _link(dossier: Dossier, items: Iterable[Evidence]) -> None:
    """Keep what each piece shows; what was said about a link that stays is not lost."""
    shows = {item.code: item.shows for item in items}
    rows = {row.code: row for row in EvidenceItem.objects.filter(dossier=dossier, code__in=shows)}
    for code, outcomes in shows.items():
        EvidenceShown.objects.filter(item=rows[code]).exclude(outcome__in=outcomes).delete()
    EvidenceShown.objects.bulk_create(
        [
            EvidenceShown(item=rows[code], outcome=outcome)
            for code, outcomes in shows.items()
            for outcome in outcomes
        ],
        ignore_conflicts=True,
    )


def _judgement_row(
    dossier: Dossier, judgement: Judgement, framework: str, actor: User | None
) -> JudgementRow:
    left = judgement.left
    return JudgementRow(
        dossier=dossier,
        framework=framework,
        outcome=judgement.outcome,
        verdict=judgement.verdict.value,
        judged_on=judgement.judged_on,
        by=list(judgement.by),
        left_outcomes=list(left.outcomes) if left else [],
        left_hours=left.hours if left else None,
        reason=judgement.reason,
        rule=judgement.rule,
        entered_by=actor,
    )
