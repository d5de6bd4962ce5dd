"""Programmes of a dossier: each version frozen with the wishes it was made from."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from loopbrug.web.audit.models import AppendOnly
from loopbrug.web.programme.models.agreements import (
    AgreementAnswers,
    AgreementSignature,
    AgreementVersion,
)
from loopbrug.web.programme.models.assignments import (
    AssignmentRow,
    AssignmentWithdrawal,
    CoverageConsent,
    CoverageRow,
)
from loopbrug.web.programme.models.calendar import CalendarFeed
from loopbrug.web.programme.models.catalogue import (
    CatalogueFile,
    CatalogueVersion,
    OfferingRow,
    UnitRow,
)
from loopbrug.web.programme.models.cohort import (
    CohortRun,
    LearningTeam,
    TeamMember,
    TeamMoment,
)
from loopbrug.web.programme.models.progress import AttendanceRow, UnitResultRow
from loopbrug.web.programme.models.register import OfferRow

__all__ = [
    "Acceptance",
    "AgreementAnswers",
    "AgreementSignature",
    "AgreementVersion",
    "AssignmentRow",
    "AssignmentWithdrawal",
    "AttendanceRow",
    "CalendarFeed",
    "CatalogueFile",
    "CatalogueVersion",
    "CohortRun",
    "CoverageConsent",
    "CoverageRow",
    "LearningTeam",
    "OfferRow",
    "OfferingRow",
    "ProgrammeVersion",
    "TeamMember",
    "TeamMoment",
    "UnitResultRow",
    "UnitRow",
]


class ProgrammeVersion(AppendOnly):
    """A programme as it was computed; accepting one is an act of its own.

    ``wishes`` and ``result`` are frozen documents (``frozen.py``): what was asked, what came out.
    ``catalogue`` is the number of the catalogue it was planned on, 0 for that of the files.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="programmes"
    )
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    wishes = models.JSONField()
    result = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)
    catalogue = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("dossier", "number"), name="one_programme_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.number}"


class Acceptance(AppendOnly):
    """The candidate took this version; of several versions taken, the latest counts."""

    version = models.OneToOneField(
        ProgrammeVersion, on_delete=models.PROTECT, related_name="acceptance"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    accepted_on = models.DateField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.version_id} · {self.accepted_on}"
