"""Funds of a region or municipality, as their manager keeps them: only ever a next version."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class FundVersion(AppendOnly):
    """A fund as it stands from a version on; ``core.finance.model.LocalFund`` with its budget.

    ``budget`` is what the fund holds in all (None: not known); what is left is computed from
    what was agreed. ``closed`` is the version that ends it. Earlier versions stay: a proposal
    keeps the one it was made on.
    """

    code = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    manager = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    region = models.SlugField()
    name = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    share = models.DecimalField(max_digits=5, decimal_places=2, default=100)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    apply_by = models.DateField(null=True)
    account_by = models.DateField(null=True)
    sectors: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    for_kinds: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    excludes: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    needs: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    source = models.CharField(max_length=200, blank=True)
    closed = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ("name", "-number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("code", "number"), name="one_fund_per_number"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, share__gt=0, share__lte=100),
                name="fund_gives_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.number}"
