"""The proposal in the triangle: versions as frozen, who agreed to which, what funds promised."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class ProposalVersion(AppendOnly):
    """A version of the proposal, frozen; a change is a next version that asks everybody again.

    ``document`` is the frozen ``core.finance.proposal.Proposal``: inputs without any old pay,
    costs, parts, and every figure with its version. ``mark`` is the SHA-256 of it. ``parties``
    are the corners that have to agree.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="proposals"
    )
    number = models.PositiveSmallIntegerField()
    municipality = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    document: models.JSONField[Any, Any] = models.JSONField()
    mark = models.CharField(max_length=64)
    side = models.CharField(max_length=12)
    why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("dossier", "number"), name="one_proposal_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.number}"


class ProposalAgreement(AppendOnly):
    """One corner agreed to a version, with the mark of what was read."""

    version = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, related_name="agreements"
    )
    side = models.CharField(max_length=12)
    user = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)
    agreed_on = models.DateField()
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("version", "side"), name="one_side_per_proposal"),
            models.UniqueConstraint(fields=("version", "user"), name="one_person_per_proposal"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.side}"


class AgreedProposal(AppendOnly):
    """The moment everybody had agreed to a version: from then on it counts."""

    version = models.OneToOneField(ProposalVersion, on_delete=models.PROTECT, related_name="agreed")
    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.number}"


class WithdrawnProposal(AppendOnly):
    """A corner took back what everybody had agreed to: from then on nothing is agreed."""

    agreed = models.OneToOneField(
        AgreedProposal, on_delete=models.PROTECT, related_name="withdrawn"
    )
    side = models.CharField(max_length=12)
    why = models.CharField(max_length=300)
    withdrawn_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.agreed_id} · {self.side}"


class FundPromise(AppendOnly):
    """What an agreed proposal takes from a fund.

    Only that of the last agreed version counts, until it is withdrawn or the dossier ends without
    a teacher: ``facts.promises`` says what is left of it then.
    """

    agreed = models.ForeignKey(AgreedProposal, on_delete=models.PROTECT, related_name="promises")
    fund_code = models.SlugField(max_length=40, db_index=True)
    fund_version = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=10, decimal_places=2)

    def __str__(self) -> str:
        return f"{self.agreed_id} · {self.fund_code}"
