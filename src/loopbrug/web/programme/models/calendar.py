"""The secret address at which a calendar reads somebody's programme."""

from typing import ClassVar

from django.conf import settings
from django.db import models

_USER = settings.AUTH_USER_MODEL


class CalendarFeed(models.Model):
    """A feed of one dossier. Of the secret in its address only the SHA-256 is kept.

    Revoked, it stays: so that the page can say until when somebody could read.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="calendar_feeds"
    )
    mark = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)
    last_read_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("dossier",),
                condition=models.Q(revoked_on=None),
                name="one_open_feed_per_dossier",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.made_on}"
