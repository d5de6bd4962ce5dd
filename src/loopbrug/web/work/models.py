"""Long work that somebody asked for: what of, how far it is, and who has it in hand."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Run(models.Model):
    """One piece of long work; asked twice it is the same row, by ``kind`` and ``key``.

    ``key`` is a fingerprint of what is asked. As long as ``outcome`` is empty somebody waits for
    it. Who works on it holds it by ``token`` until ``lease_until`` and moves that on; after that
    it may be taken up anew, and what the first brings is refused. ``queued`` is the name under
    which the queue knows it. The result itself stands in a row of the room that asked.
    """

    class Outcome(models.TextChoices):
        """What became of it; empty as long as it is waited for."""

        DONE = "done", "done"
        FAILED = "failed", "failed"
        STOPPED = "stopped", "stopped"

    MOST_TRIES = 3
    """After so many workers that died over it, it waits until somebody asks again."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    queued = models.CharField(max_length=64, blank=True)
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stopping = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    problem = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("kind", "key"), name="one_run_per_request")
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.key[:8]}"
