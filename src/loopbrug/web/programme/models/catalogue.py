"""What an institute offers: rows it works on, and versions as they were published."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from loopbrug.core.terms.words import Bilingual, Weekday
from loopbrug.web.audit.models import AppendOnly

_INSTITUTE = "organisations.Organisation"


class UnitRow(models.Model):
    """A learning unit as its institute works on it; nobody plans with it before it is published.

    ``covers`` holds pairs of outcome and hours, ``needs_outcomes``, ``needs_units`` and
    ``sectors`` codes. ``unresolved`` are texts of outcomes that nobody matched yet: they came
    with a file that knows no codes. ``national`` is the code of the national test it ends with.
    """

    institute = models.ForeignKey(_INSTITUTE, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(max_length=40)
    title_nl = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    form = models.CharField(max_length=20)
    covers = models.JSONField(default=list)
    fixed_hours = models.PositiveSmallIntegerField(default=0)
    exemptible = models.BooleanField(default=True)
    needs_outcomes = models.JSONField(default=list)
    needs_units = models.JSONField(default=list)
    sectors = models.JSONField(default=list)
    national = models.CharField(max_length=20, blank=True)
    unresolved = models.JSONField(default=list)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("institute", "code"), name="one_unit_per_code")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title.text(get_language() or 'nl')}"

    @property
    def title(self) -> Bilingual:
        """What it is called."""
        return Bilingual(self.title_nl, self.title_en)


class OfferingRow(models.Model):
    """An offering as its institute works on it; ``weekday`` None is at one's own pace.

    Without a postcode it is online, or at one's own school. One that was cancelled stays, with
    the day and the reason.
    """

    institute = models.ForeignKey(_INSTITUTE, on_delete=models.PROTECT, related_name="offerings")
    unit = models.ForeignKey(UnitRow, on_delete=models.PROTECT, related_name="offerings")
    code = models.CharField(max_length=120)
    first = models.DateField()
    last = models.DateField()
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    every = models.PositiveSmallIntegerField(default=1)
    postcode = models.CharField(max_length=4, blank=True)
    place_name = models.CharField(max_length=120, blank=True)
    capacity = models.PositiveIntegerField(default=20)
    smallest = models.PositiveIntegerField(default=1)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("institute", "code"), name="one_offering_per_code")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def day_code(self) -> str:
        """The day of its sessions as in "tue", "" at one's own pace."""
        return "" if self.weekday is None else Weekday(self.weekday).name.lower()


class CatalogueVersion(AppendOnly):
    """What an institute published: frozen, under the next number of its region.

    The catalogue of a region under a number is, of each institute, its last version up to it.
    ``mark`` is the SHA-256 of ``document`` and of the mark before, so that it stands for the
    whole catalogue of the region. ``why`` is "published" or "cancelled".
    """

    region = models.SlugField()
    number = models.PositiveIntegerField()
    institute = models.ForeignKey(_INSTITUTE, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField()
    mark = models.CharField(max_length=64)
    why = models.CharField(max_length=20)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("region", "number"), name="one_catalogue_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.region} · {self.number}"


class CatalogueFile(models.Model):
    """A file that was read without errors and waits for somebody to take it over.

    ``document`` is the listing in it; ``parts`` says which of units and offerings it holds.
    """

    institute = models.ForeignKey(_INSTITUTE, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    document = models.JSONField()
    parts = models.JSONField(default=list)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    read_on = models.DateField()

    def __str__(self) -> str:
        return self.name
