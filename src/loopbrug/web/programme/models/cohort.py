"""Everybody planned together: what was asked, the frozen answer, and the teams that came of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from loopbrug.core.programme.cohort.model import TeamKind

_USER = settings.AUTH_USER_MODEL
_KINDS = [(kind.value, kind.value) for kind in TeamKind]


class Meets(models.Model):
    """When and where a learning team meets: ``place`` is one of the region's, "" is online."""

    kind = models.CharField(max_length=8, choices=_KINDS)
    subject = models.CharField(max_length=40, blank=True)
    weekday = models.PositiveSmallIntegerField()
    start = models.TimeField()
    end = models.TimeField()
    first = models.DateField()
    last = models.DateField()
    place = models.CharField(max_length=60, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(default=1)
    coach_hours = models.PositiveSmallIntegerField(default=2)

    class Meta:
        abstract = True


class TeamMoment(Meets):
    """A moment at which an institute could let a team meet, and how small and large it may be."""

    institute = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    smallest = models.PositiveSmallIntegerField(default=6)
    largest = models.PositiveSmallIntegerField(default=10)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("kind", "subject", "first", "weekday", "start", "pk")

    def __str__(self) -> str:
        return f"M{self.pk}"


class CohortRun(models.Model):
    """A planning of everybody of a region, or of one institute, for one month of intake.

    ``key`` is a fingerprint of what was asked and of the facts then, ``mark`` of the facts alone.
    ``drawn`` is how many made-up candidates it is tried on, 0 for real ones. ``result`` is a
    frozen ``CohortPlan``, ``told`` what else was found of it; both are written at once, or not.
    """

    region = models.SlugField()
    institute = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    month = models.DateField()
    coach_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    drawn = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=64, unique=True)
    mark = models.CharField(max_length=64)
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    run = models.OneToOneField(
        "work.Run", null=True, on_delete=models.SET_NULL, related_name="cohort"
    )
    result = models.JSONField(null=True, blank=True)
    told = models.JSONField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.region} · {self.month:%Y-%m} · {self.key[:8]}"

    @property
    def subject_key(self) -> str:
        """How the record of acts names this planning."""
        return f"cohort:{self.pk}"


class LearningTeam(Meets):
    """A learning team that was published."""

    cohort = models.ForeignKey(CohortRun, on_delete=models.PROTECT, related_name="teams")
    moment = models.OneToOneField(
        TeamMoment, null=True, on_delete=models.PROTECT, related_name="team"
    )

    class Meta:
        ordering = ("first", "weekday", "start", "pk")

    def __str__(self) -> str:
        return f"T{self.pk}"


class TeamMember(models.Model):
    """Somebody in a team: a proposal until they take it, or the ``version`` it came with."""

    team = models.ForeignKey(LearningTeam, on_delete=models.PROTECT, related_name="members")
    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="teams")
    version = models.ForeignKey(
        "programme.ProgrammeVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("team", "dossier"), name="once_in_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.team_id} · {self.dossier_id}"
