"""Calibration: the same invented cases judged by every assessor, to learn to judge alike."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from loopbrug.core.outcomes.model import Verdict
from loopbrug.web.audit.models import AppendOnly


class CalibrationSet(models.Model):
    """A set of invented cases (*ijkset*) that assessors of a region judge apart."""

    region = models.SlugField(default="midden")
    title = models.CharField(max_length=120)
    framework = models.CharField(max_length=40)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-opened_on", "pk")

    def __str__(self) -> str:
        return self.title


class CalibrationItem(models.Model):
    """One case of a set: an outcome, and the evidence as a text."""

    set = models.ForeignKey(CalibrationSet, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12)
    text = models.TextField()

    class Meta:
        ordering = ("place",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("set", "place"), name="one_item_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.set_id} · {self.place}"


class CalibrationAnswer(AppendOnly):
    """What one assessor finds of one case."""

    item = models.ForeignKey(CalibrationItem, on_delete=models.PROTECT, related_name="answers")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.CharField(
        max_length=10, choices=[(verdict.value, verdict.value) for verdict in Verdict]
    )
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("item", "assessor"), name="one_answer_per_assessor")
        ]
