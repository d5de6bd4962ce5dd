"""Workplace assignments of a dossier: proposed by the school, answered by the institute."""

from django.conf import settings
from django.db import models

from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class AssignmentRow(AppendOnly):
    """An assignment as a school proposed it; a change is a new row that replaces this one.

    ``number`` stays the same through changes, and so does the code of the unit it becomes.
    ``covers`` holds pairs of outcome and hours. ``guide`` and ``observer`` are people of the
    school; ``library`` is the assignment of the library it began from, "" for an own one.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="assignments"
    )
    number = models.PositiveSmallIntegerField()
    library = models.SlugField(blank=True)
    title = models.CharField(max_length=120)
    what = models.TextField()
    evidence = models.TextField()
    covers = models.JSONField()
    first = models.DateField()
    last = models.DateField()
    guide = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    observer = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        ordering = ("number", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The code of the unit it becomes once it is accepted."""
        return f"WPO-{self.number}"


class CoverageRow(AppendOnly):
    """What the institute answered on every outcome of an assignment; the latest answer counts.

    ``verdicts`` is a frozen list of ``CoverageVerdict``.
    """

    assignment = models.ForeignKey(
        AssignmentRow, on_delete=models.PROTECT, related_name="coverages"
    )
    verdicts = models.JSONField()
    decided_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.assignment_id} · {self.decided_on}"


class CoverageConsent(AppendOnly):
    """The school agrees with an answer that covers an assignment only in part.

    It spends its own hours on it, so what the institute asks on top is not settled by the
    institute alone.
    """

    answer = models.OneToOneField(CoverageRow, on_delete=models.PROTECT, related_name="consent")
    agreed_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.answer_id} · {self.agreed_on}"


class AssignmentWithdrawal(AppendOnly):
    """The school takes an assignment back, with its reason."""

    assignment = models.OneToOneField(
        AssignmentRow, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.CharField(max_length=300)
    withdrawn_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.assignment_id} · {self.withdrawn_on}"
