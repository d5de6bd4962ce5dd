"""Letters the house sends by e-mail: written first, sent after, and never lost out of sight."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One e-mail to one person, as it was written; ``once`` keeps a reminder from going twice.

    ``subject_key`` names what it is about, as the record of acts does ("dossier:<id>").
    """

    class State(models.TextChoices):
        """Whether it left."""

        WAITING = "waiting", _("Wacht op verzending")
        SENT = "sent", _("Verstuurd")
        FAILED = "failed", _("Niet gelukt")

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.EmailField()
    language = models.CharField(max_length=2, default="nl")
    template = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    body = models.TextField()
    subject_key = models.CharField(max_length=80, blank=True, db_index=True)
    once = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-written_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("once",), condition=~models.Q(once=""), name="one_letter_per_occasion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} · {self.address}"
