"""The regional register of second-career offers, kept by the institutes."""

from django.conf import settings
from django.db import models


class OfferRow(models.Model):
    """One start of a training for people from another career; what is empty is unknown.

    Every change leaves a line in the record of acts; a withdrawn offer stays as a row.
    """

    institute = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    qualification = models.CharField(max_length=40)
    starts_on = models.DateField()
    assessments = models.JSONField(default=list)
    closes_on = models.DateField(null=True, blank=True)
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300)
    checked_on = models.DateField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("starts_on", "institute__name", "qualification", "pk")

    def __str__(self) -> str:
        return f"{self.institute_id} · {self.qualification} · {self.starts_on}"
