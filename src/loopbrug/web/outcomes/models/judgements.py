"""The decision on an outcome: only ever added."""

from django.conf import settings
from django.db import models

from loopbrug.core.outcomes.judging import Rule
from loopbrug.core.outcomes.model import Verdict
from loopbrug.web.audit.models import AppendOnly


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
    rule = models.CharField(
        max_length=14,
        choices=[(rule.value, rule.value) for rule in Rule],
        default=Rule.TWO_JUDGES.value,
    )
    round = models.ForeignKey(
        "outcomes.Round", null=True, blank=True, on_delete=models.PROTECT, related_name="judgements"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("judged_on", "pk")

    def __str__(self) -> str:
        return f"{self.outcome} · {self.verdict} · {self.judged_on}"
