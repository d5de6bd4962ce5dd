"""What a school offers, what earlier work counts, and what others add."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class CareerRow(AppendOnly):
    """Earlier work as far as placement on a scale asks, whole; the latest row counts.

    ``stretches`` is a list of frozen ``core.finance.model.Experience``: kind, days, size and a
    name, and never what it paid.
    """

    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="+")
    stretches: models.JSONField[Any, Any] = models.JSONField(default=list)
    entered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.entered_on}"


class TermsOffer(AppendOnly):
    """An offer of the school, whole; a change is a next offer.

    ``terms`` is the frozen ``core.finance.model.Terms`` without ``last_salary_step``, which is
    not the school's to fill in. ``sector`` is where the job is, to find like offers by.
    """

    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=8, default="")
    terms: models.JSONField[Any, Any] = models.JSONField()
    why = models.CharField(max_length=300, blank=True)
    offered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    offered_on = models.DateField()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("dossier", "number"), name="one_offer_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.number}"


class ContributionRow(AppendOnly):
    """Money somebody gives, as entered: ``core.finance.model.Contribution``.

    A later row ``replaces`` an earlier one; one that is ``withdrawn`` counts for nothing.
    """

    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="+")
    payer = models.CharField(max_length=16)
    ground = models.CharField(max_length=200)
    once = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    monthly = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    certainty = models.CharField(max_length=12)
    for_kinds: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    withdrawn = models.BooleanField(default=False)
    entered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()

    class Meta:
        ordering = ("since", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(once=None, monthly__isnull=False)
                | models.Q(once__isnull=False, monthly=None),
                name="contribution_once_or_monthly",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.payer}"
