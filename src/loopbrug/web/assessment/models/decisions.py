"""Report, decision, signatures, statement: every correction is a new version."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.judging import Side
from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class ReportRow(AppendOnly):
    """The report on one assessment as it was made: whole, as plain data."""

    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, related_name="reports"
    )
    version = models.PositiveSmallIntegerField()
    document = models.JSONField()
    made_on = models.DateField()
    made_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("assessment", "version"), name="one_report_per_version")
        ]


class DecisionRow(AppendOnly):
    """A decision that people put forward and sign; it counts once both sides have signed.

    ``areas`` is a list of {area, training_hours, guidance_hours}: what is still needed.
    """

    class Verdict(models.TextChoices):
        """What is decided."""

        SUITABLE = "suitable", _("Geschikt")
        PARTLY = "partly", _("Deels geschikt")
        NOT_YET = "not-yet", _("Nog niet geschikt")

    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reasons = models.TextField()
    areas = models.JSONField(default=list)
    next_doors = models.TextField(blank=True)
    put_forward_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    put_forward_on = models.DateField()
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        ordering = ("pk",)


class SignatureRow(AppendOnly):
    """One signature under a decision; a decision has one of each side.

    ``signed_on`` is the day it holds from, ``signed_at`` when it was written down.
    """

    decision = models.ForeignKey(DecisionRow, on_delete=models.PROTECT, related_name="signatures")
    user = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=[(side.value, side.value) for side in Side])
    signed_on = models.DateField(default=timezone.localdate)
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("decision", "side"), name="one_signature_per_side"),
            models.UniqueConstraint(fields=("decision", "user"), name="one_signature_per_person"),
        ]


class StatementRow(AppendOnly):
    """The statement of suitability (*geschiktheidsverklaring*), with its number and secret code.

    It is replaced once a later one names it in ``replaces``.
    """

    decision = models.OneToOneField(DecisionRow, on_delete=models.PROTECT, related_name="statement")
    number = models.CharField(max_length=24, unique=True)
    secret = models.CharField(max_length=48, unique=True)
    issued_on = models.DateField()
    document = models.JSONField()
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        ordering = ("pk",)
