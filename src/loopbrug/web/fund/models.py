"""What a foundation keeps: places in its pool, its conditions, and claims with what was decided.

A place is a job at a board. Nothing here says who has it: no name, no dossier, no pay.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from loopbrug.web.audit.models import AppendOnly

ORGANISATION = "organisations.Organisation"


class PlaceRow(models.Model):
    """A place in the pool: a job at a board, from a day, for two years at most."""

    class Contract(models.TextChoices):
        """What somebody is appointed for."""

        TEMPORARY = "temporary", _("Tijdelijk")
        PERMANENT = "permanent", _("Vast")

    foundation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    board = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=8)
    starts_on = models.DateField()
    guidance_hours = models.PositiveIntegerField()
    contract = models.CharField(max_length=12, choices=Contract.choices)
    effort_made = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("board__name", "starts_on", "pk")

    def __str__(self) -> str:
        return f"{self.board_id} · {self.sector} · {self.starts_on}"


class TermsRow(AppendOnly):
    """The conditions of a pool from a day; a change is a new row, the last one holds."""

    class Principle(models.TextChoices):
        """On which principle premiums are loaded."""

        EXPECTED = "expected", _("Een vast percentage bovenop het verwachte verlies")
        VARIANCE = "variance", _("Meer naarmate het verlies sterker wisselt (variantie)")
        DEVIATION = "deviation", _("Een deel van de gewone afwijking (standaardafwijking)")
        QUANTILE = "quantile", _("Genoeg voor een gekozen deel van de jaren (kwantiel)")

    class Split(models.TextChoices):
        """On which principle the premium is divided."""

        BY_EXPECTED = "by-expected", _("Ieder bestuur naar zijn verwachte verlies")
        BY_RISK = "by-risk", _("De opslag naar wat een bestuur aan risico toevoegt")
        BY_HEADS = "by-heads", _("Voor iedere plaats hetzelfde")

    foundation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    kept_on = models.DateField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    covers = models.JSONField()
    reserve = models.DecimalField(max_digits=10, decimal_places=2)
    principle = models.CharField(max_length=12, choices=Principle.choices)
    split = models.CharField(max_length=12, choices=Split.choices)
    loading = models.DecimalField(max_digits=6, decimal_places=2)
    deviations = models.DecimalField(max_digits=6, decimal_places=3)
    variance = models.DecimalField(max_digits=8, decimal_places=4)
    quantile = models.DecimalField(max_digits=5, decimal_places=2)
    costs = models.DecimalField(max_digits=8, decimal_places=2)
    own_share = models.DecimalField(max_digits=5, decimal_places=2)
    stop_months = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.foundation_id} · {self.kept_on}"


class ClaimRow(AppendOnly):
    """A claim a board made on the pool, as registered; what follows are acts."""

    class Kind(models.TextChoices):
        """What the claim is for."""

        BENEFIT = "benefit", _("WW")
        SICKNESS = "sickness", _("Vervanging bij lange ziekte")
        TRAINING = "training", _("Verloren opleiding")
        SEVERANCE = "severance", _("Transitievergoeding")

    place = models.ForeignKey(PlaceRow, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    happened_on = models.DateField()
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    reference = models.CharField(max_length=60, blank=True)
    registered_on = models.DateField()
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-registered_on", "-pk")

    def __str__(self) -> str:
        return f"{self.place_id} · {self.kind} · {self.amount}"


class ClaimActRow(AppendOnly):
    """What a person did with a claim: granted, declined, or paid. Each once, in that order."""

    class Act(models.TextChoices):
        """What was done."""

        GRANT = "grant", _("Toegekend")
        DECLINE = "decline", _("Afgewezen")
        PAY = "pay", _("Betaald")

    claim = models.ForeignKey(ClaimRow, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=8, choices=Act.choices)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    reason = models.CharField(max_length=400, blank=True)
    done_on = models.DateField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("claim",), condition=~models.Q(act="pay"), name="one_decision_per_claim"
            ),
            models.UniqueConstraint(
                fields=("claim",), condition=models.Q(act="pay"), name="one_payment_per_claim"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} · {self.act}"
