"""What became of a programme: results of units, and who was at which session. Only ever added."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class UnitResultRow(AppendOnly):
    """What became of a unit at an offering; of rows on one offering the latest counts.

    ``fate`` is a ``Fate``, or ``TAKEN_BACK`` when nothing counts after all (``note`` says why).
    A test has a row per attempt, dated. ``shows`` are the outcomes a passed unit shows, as the
    catalogue had them on the day it was recorded: what is kept later never changes them.
    """

    TAKEN_BACK: ClassVar[str] = "taken-back"

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="unit_results"
    )
    unit = models.CharField(max_length=40)
    offering = models.CharField(max_length=60)
    fate = models.CharField(max_length=12)
    on = models.DateField()
    title = models.JSONField(default=dict)
    shows = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unit} · {self.fate} · {self.on}"


class AttendanceRow(AppendOnly):
    """Whether somebody was at a session, or worked in a week; the latest word of a side counts.

    ``side`` is who says so (``core.programme.progress.Side``): the candidate's own word is shown
    as that. ``day`` is the day of a session, or the Monday of a week without sessions; then
    ``hours`` says how many.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="attendance"
    )
    unit = models.CharField(max_length=40)
    offering = models.CharField(max_length=60)
    day = models.DateField()
    side = models.CharField(max_length=10)
    attended = models.BooleanField()
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    said_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.offering} · {self.day} · {self.attended}"
