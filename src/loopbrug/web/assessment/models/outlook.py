"""What a region expects, laid down on a day, and forecasts that were reckoned from it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from loopbrug.core.assessment.region_load import Grade
from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL
_GRADES = [(grade.value, grade.value) for grade in Grade]


class Estimate(AppendOnly):
    """Who a region expects from a day on, whole; the newest that is valid on a day counts.

    ``months`` are twelve numbers, January first: how busy a month is beside the others.
    """

    region = models.SlugField()
    valid_from = models.DateField()
    months = models.JSONField()
    months_told_by = models.CharField(max_length=300)
    months_grade = models.CharField(max_length=1, choices=_GRADES)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-valid_from", "-pk")

    def __str__(self) -> str:
        return f"{self.region} · {self.valid_from}"


class EstimateLine(AppendOnly):
    """How many people a year with one profile for one subject, and who says so."""

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="lines")
    profile = models.CharField(max_length=24)
    sector = models.CharField(max_length=8)
    subject = models.CharField(max_length=40)
    per_year = models.PositiveSmallIntegerField()
    told_by = models.CharField(max_length=300)
    grade = models.CharField(max_length=1, choices=_GRADES)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("estimate", "profile", "sector", "subject"), name="one_line_per_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sector} · {self.subject} · {self.profile}: {self.per_year}"


class ForecastRow(models.Model):
    """One question about the months to come, and the last answer to it.

    ``key`` is a fingerprint of the question, ``mark`` of the facts the answer was made from.
    ``run`` says whether somebody waits for it, and how far it is. ``result`` are the tallies of
    every replay; it is written at once, or not.
    """

    region = models.SlugField()
    key = models.CharField(max_length=64)
    question = models.JSONField()
    run = models.OneToOneField(
        "work.Run", null=True, on_delete=models.SET_NULL, related_name="forecast"
    )
    result = models.JSONField(null=True, blank=True)
    mark = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("region", "key"), name="one_row_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.region} · {self.key[:8]}"
