"""The letter to who was planned together with others: one per person and publication."""

from collections.abc import Sequence

from django.urls import reverse

from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.post.services import write_letter
from loopbrug.web.programme.models import CohortRun, LearningTeam


def tell_candidate(
    row: CohortRun, dossier: Dossier, teams: Sequence[LearningTeam], *, changes: bool
) -> None:
    """Write what is proposed, and that it is up to the candidate."""
    write_letter(
        template="cohort_proposal",
        values={
            "name": str(dossier.candidate),
            "teams": len(teams),
            "changes": changes,
            "link": reverse("programme:programme", args=[dossier.pk]),
        },
        to=dossier.candidate,
        about=dossier.subject_key,
        once=f"cohort:{row.pk}:{dossier.pk}",
    )
