"""Applications for grants, what happened to them, what was spent, and samples to check."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class Application(AppendOnly):
    """An application as it was prepared from the dossier.

    ``document`` is what goes to the desk of the source, name by name; ``verdict`` the frozen
    ``core.finance.model.SourceVerdict`` it rests on.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="applications"
    )
    source = models.CharField(max_length=80, db_index=True)
    title = models.CharField(max_length=200)
    qualification = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    apply_by = models.DateField(null=True)
    account_by = models.DateField(null=True)
    document: models.JSONField[Any, Any] = models.JSONField(default=dict)
    verdict: models.JSONField[Any, Any] = models.JSONField(default=dict)
    prepared_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.source}"


class Undoable(AppendOnly):
    """A row with who entered it; a row that ``undoes`` another takes that one away."""

    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    entered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()

    class Meta:
        abstract = True


class ApplicationStep(Undoable):
    """Something that happened to an application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=12)
    day = models.DateField()
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.application_id} · {self.stage}"


class SpentLine(Undoable):
    """One payment out of a grant, with its proof."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    day = models.DateField()
    proof = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.application_id} · {self.kind}"


class SampleDraw(AppendOnly):
    """A sample of lines to check, drawn with a seed: the same seed draws the same lines."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=80)
    seed = models.PositiveIntegerField()
    size = models.PositiveSmallIntegerField()
    drawn: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    drawn_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    drawn_on = models.DateField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.source} · {self.seed}"


class SampleCheck(AppendOnly):
    """What checking one line of a sample brought; the latest row of a line counts."""

    draw = models.ForeignKey(SampleDraw, on_delete=models.PROTECT, related_name="checks")
    line = models.ForeignKey(SpentLine, on_delete=models.PROTECT, related_name="+")
    right = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField()

    class Meta:
        ordering: ClassVar[tuple[str, ...]] = ("pk",)

    def __str__(self) -> str:
        return f"{self.draw_id} · {self.line_id}"
