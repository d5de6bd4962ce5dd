"""Programmes of a dossier: each version frozen with the wishes it was made from."""

from django.conf import settings
from django.db import models

from loopbrug.web.audit.models import AppendOnly


class ProgrammeVersion(AppendOnly):
    """A programme as it was computed; accepting one is an act of its own.

    ``wishes`` and ``result`` are frozen documents: what was asked, and what came out.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="programmes"
    )
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    wishes = models.JSONField()
    result = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("dossier", "number"), name="one_programme_per_number"),
        )


class Acceptance(AppendOnly):
    """The candidate took this version; the latest acceptance counts."""

    version = models.ForeignKey(
        ProgrammeVersion, on_delete=models.PROTECT, related_name="acceptances"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_on = models.DateField()

    class Meta:
        ordering = ("-pk",)
