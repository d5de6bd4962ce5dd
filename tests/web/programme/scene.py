"""A dossier of which most is validated, so that its programme is short and planned fast."""

from dataclasses import replace
from typing import Any

from tests.web.pathway.stage import TODAY, Cast, matched

from loopbrug.core.outcomes.model import Judgement, Verdict
from loopbrug.core.programme.model import Wishes
from loopbrug.web.outcomes.facts import gap_for
from loopbrug.web.outcomes.services.recording import record_judgements
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts import dossier_value

BOTH = ("institute", "field")


def prepared(people: Cast, missing: int = 7) -> Dossier:
    """Return Amina's dossier with all but the last ``missing`` outcomes validated."""
    dossier = matched(people)
    validate(dossier, missing)
    return dossier


def validate(dossier: Dossier, missing: int) -> None:
    """Validate outcomes until ``missing`` are left."""
    gap = gap_for(dossier, TODAY)
    assert gap is not None
    codes = gap.missing[: len(gap.missing) - missing]
    record_judgements(
        actor=None,
        dossier=dossier,
        judgements=[Judgement(code, Verdict.VALIDATED, TODAY, BOTH) for code in codes],
    )


def wishes_of(dossier: Dossier, **other: Any) -> Wishes:
    """Return the wishes of a dossier, some of them changed."""
    return replace(dossier_value(dossier).wishes, **other)
