"""Evidence and judgements of a dossier. Judgements are only ever added."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from loopbrug.core.outcomes.model import Verdict
from loopbrug.web.audit.models import AppendOnly


class EvidenceItem(models.Model):
    """Something a candidate brings; ``shows`` lists the outcome codes it is said to show."""

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="evidence"
    )
    code = models.CharField(max_length=40)
    title = models.TextField()
    kind = models.CharField(max_length=80)
    dated = models.DateField(null=True, blank=True)
    shows = models.JSONField(default=list)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("dossier", "code"), name="one_evidence_per_code")
        ]

    def __str__(self) -> str:
        return self.title


class JudgementRow(AppendOnly):
    """A decision on one outcome, signed by the sides in ``by``; see ``core.outcomes``.

    ``framework`` is the version of the framework that was judged against.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="judgements"
    )
    framework = models.CharField(max_length=40)
    outcome = models.CharField(max_length=12)
    verdict = models.CharField(
        max_length=10, choices=[(verdict.value, verdict.value) for verdict in Verdict]
    )
    judged_on = models.DateField()
    by = models.JSONField(default=list)
    left_outcomes = models.JSONField(default=list)
    left_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("judged_on", "pk")

    def __str__(self) -> str:
        return f"{self.outcome} · {self.verdict} · {self.judged_on}"
