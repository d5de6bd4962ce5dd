"""The organisations of a region."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A board, school, institute, municipality, regional desk or joint foundation."""

    class Kind(models.TextChoices):
        """What sort of organisation it is."""

        DESK = "desk", _("Regioloket")
        BOARD = "board", _("Schoolbestuur")
        SCHOOL = "school", _("School")
        INSTITUTE = "institute", _("Opleider")
        MUNICIPALITY = "municipality", _("Gemeente")
        FOUNDATION = "foundation", _("Gezamenlijke stichting")
        MINISTRY = "ministry", _("Ministerie")

    code = models.SlugField(unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    region = models.SlugField()
    sector = models.CharField(max_length=8, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    town = models.CharField(max_length=60, blank=True)
    board = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="schools"
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
