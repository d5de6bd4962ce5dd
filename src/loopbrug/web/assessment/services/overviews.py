"""Taking the overview for the inspectorate: it is written down who took which half year."""

from django.db import transaction

from loopbrug.core.assessment.overview import Half, Overview
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.overviews import overview_for
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation


@transaction.atomic
def take_overview(*, actor: User, institute: Organisation, half: Half) -> Overview:
    """Return the overview of a half year, with a line in the record of who took it."""
    record_act(
        actor=actor,
        name="assessment.take-overview",
        subject=f"organisation:{institute.code}",
        half=f"{half.year}-{half.number}",
    )
    return overview_for(institute, half)
