"""The tripartite agreement of a dossier: what was filled in, versions as frozen, signatures."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class AgreementAnswers(AppendOnly):
    """What one side filled in for the agreement, whole; the latest row of a side counts."""

    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10)
    answers = models.JSONField()
    filled_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    filled_on = models.DateField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.side}"


class AgreementVersion(AppendOnly):
    """A version of the agreement, frozen to be signed.

    ``document`` is the frozen ``AgreementText``, ``mark`` the SHA-256 of it: who signs, signs
    this very text. ``secret`` is in the address where anybody can verify it.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="agreements"
    )
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    mark = models.CharField(max_length=64)
    secret = models.CharField(max_length=48, unique=True)
    why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("dossier", "number"), name="one_agreement_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.number}"


class AgreementSignature(AppendOnly):
    """One of the three signatures under a version, with the mark of the text that was read."""

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    side = models.CharField(max_length=10)
    user = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)
    signed_on = models.DateField()
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("version", "side"), name="one_side_per_agreement"),
            models.UniqueConstraint(fields=("version", "user"), name="one_person_per_agreement"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.side}"
