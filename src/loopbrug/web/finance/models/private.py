"""What only the candidate sees: the old pay, and a wage supplement computed from it.

No other room, page, file or letter reads these rows. They are no append-only rows: the candidate
takes them away whenever they like, and then nothing is left.
"""

from typing import ClassVar

from django.db import models

from loopbrug.core.finance.model import Certainty, EndedBy, Payer


class PrivatePay(models.Model):
    """The old job and its pay, as the candidate told it: one row per dossier, or none.

    The fields are those of ``core.finance.model.OldJob``. A change overwrites: what somebody
    earned before a correction is nobody's business.
    """

    dossier = models.OneToOneField("pathway.Dossier", on_delete=models.CASCADE, related_name="+")
    monthly = models.DecimalField(max_digits=10, decimal_places=2)
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    full_time_hours = models.DecimalField(max_digits=4, decimal_places=2)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_by = models.CharField(max_length=12, default=EndedBy.UNKNOWN.value)
    holiday = models.DecimalField(max_digits=5, decimal_places=2)
    year_end = models.DecimalField(max_digits=5, decimal_places=2)
    fixed_monthly = models.DecimalField(max_digits=10, decimal_places=2)
    variable_yearly = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    rate = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    changed_on = models.DateField()

    def __str__(self) -> str:
        """Never name an amount: what is printed may end up in a log."""
        return f"{self.dossier_id}"


class SupplementRow(models.Model):
    """A wage supplement as the candidate knows it: a share of the gap in each year, by whom.

    It is as private as the old pay: from shares and sums together the old pay can be computed.
    What a school may know of it is a sum (``terms.ContributionRow``).
    """

    dossier = models.OneToOneField("pathway.Dossier", on_delete=models.CASCADE, related_name="+")
    payer = models.CharField(max_length=16, default=Payer.OLD_EMPLOYER.value)
    percentages: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    cap = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    certainty = models.CharField(max_length=12, default=Certainty.OFFER.value)
    changed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.dossier_id}"


class SharedStep(models.Model):
    """The step that follows from the last salary in mbo, because the candidate chose to tell it.

    Taking it back removes the row; an offer the school made with it stays as it was.
    """

    dossier = models.OneToOneField("pathway.Dossier", on_delete=models.CASCADE, related_name="+")
    scale = models.CharField(max_length=2)
    step = models.PositiveSmallIntegerField()
    shared_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(step__gte=1, step__lte=12), name="shared_step_on_the_scale"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}"
