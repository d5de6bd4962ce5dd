"""What a candidate brings: pieces, files, what they show, and who else vouches for them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.evidence import Carrier, Kind
from loopbrug.web.audit.models import AppendOnly


class StoredFile(models.Model):
    """A file that comes in, piece by piece, and is kept under its own random name.

    ``size`` is what the sender announced, ``received`` what is here; both in bytes. Only a kept
    file has a hash and a media type; those come from its content, never from its name.
    """

    class State(models.TextChoices):
        """How far it is."""

        RECEIVING = "receiving", _("Wordt verstuurd")
        KEPT = "kept", _("Bewaard")
        REFUSED = "refused", _("Geweigerd")

    class Scan(models.TextChoices):
        """What the scanner said."""

        NOT_SCANNED = "not-scanned", _("Niet gescand")
        CLEAN = "clean", _("Schoon")
        INFECTED = "infected", _("Besmet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="files")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVING)
    refusal = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=80, blank=True)
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_SCANNED)
    scanned_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("started_at",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("dossier", "sha256"),
                condition=models.Q(state="kept"),
                name="one_kept_file_per_content",
            )
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceItem(models.Model):
    """Something a candidate brings (*bewijsstuk*); see ``core.outcomes.evidence``.

    ``dated`` is the day it was made, or the last day of the period it is about, which began on
    ``made_from``. ``given_by`` names the third party that wrote it, "" when the candidate did.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="evidence"
    )
    code = models.CharField(max_length=40)
    title = models.TextField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    carrier = models.CharField(
        max_length=8,
        choices=[(carrier.value, carrier.value) for carrier in Carrier],
        default=Carrier.TEXT.value,
    )
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    file = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="item"
    )
    made_from = models.DateField(null=True, blank=True)
    dated = models.DateField(null=True, blank=True)
    still_practised = models.CharField(max_length=300, blank=True)
    own_work = models.BooleanField(default=False)
    amount = models.CharField(max_length=120, blank=True)
    given_by = models.CharField(max_length=160, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("dossier", "code"), name="one_evidence_per_code")
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceShown(models.Model):
    """One link from a piece to an outcome: what it shows, and where in it."""

    item = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, related_name="shown")
    outcome = models.CharField(max_length=12)
    what = models.CharField(max_length=300, blank=True)
    where = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("item", "outcome"), name="one_link_per_outcome")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.outcome}"


class Invitation(models.Model):
    """A secret link for a third party, to add a piece of evidence or to confirm one.

    Only the hash of the secret is kept; the link stops on ``expires_on``, when used, or when
    taken back.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="invitations"
    )
    item = models.ForeignKey(
        EvidenceItem, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    used_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.name


class Confirmation(AppendOnly):
    """What a third party says of a piece: it is the candidate's own, or not, and why."""

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="confirmations")
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, related_name="confirmation"
    )
    confirms = models.BooleanField()
    text = models.TextField(blank=True)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)


class ClaimRow(models.Model):
    """Something a CV says: a claim that evidence can be brought for; never evidence itself."""

    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    organisation = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    ongoing = models.BooleanField(default=False)
    level = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    imported_at = models.DateTimeField(auto_now_add=True)
    evidence = models.ForeignKey(
        EvidenceItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="claims"
    )

    class Meta:
        ordering = ("kind", "-since", "pk")

    def __str__(self) -> str:
        return self.title
