"""The candidate's own rows as values. Whoever calls this asked ``SEE_OWN_MONEY`` first."""

from dataclasses import fields
from decimal import Decimal

from loopbrug.core.finance.model import Certainty, EndedBy, OldJob, Payer, SupplementPlan
from loopbrug.web.finance.queries.private import private_pay, private_supplement
from loopbrug.web.pathway.queries import Dossier


def old_job_of(dossier: Dossier) -> OldJob | None:
    """Return the old job, or None when it was not told or was taken away."""
    row = private_pay(dossier)
    if row is None:
        return None
    told = {field.name: getattr(row, field.name) for field in fields(OldJob)}
    return OldJob(**{**told, "ended_by": EndedBy(row.ended_by)})


def supplement_of(dossier: Dossier) -> SupplementPlan | None:
    """Return the wage supplement, or None."""
    row = private_supplement(dossier)
    if row is None:
        return None
    return SupplementPlan(
        payer=Payer(row.payer),
        percentages=tuple(Decimal(share) for share in row.percentages),
        cap=row.cap,
        certainty=Certainty(row.certainty),
    )
