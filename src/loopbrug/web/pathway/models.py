"""The dossier: one row per candidate's pathway, and what was entered in it over time."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from loopbrug.core.pathway.model import State
from loopbrug.web.audit.models import AppendOnly

ENDED = (State.SETTLED.value, State.STOPPED.value, State.TRANSFERRED.value)
"""States after which the same candidate may open another dossier."""


class Dossier(models.Model):
    """One candidate's way into teaching, shared by everybody who helps.

    ``state`` only changes through ``pathway.services``; ``came_from`` is the state a pause will
    return to. ``school`` and ``institute`` are empty until somebody is matched.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True)
    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dossiers"
    )
    region = models.SlugField(default="midden")
    state = models.CharField(
        max_length=24,
        choices=[(state.value, state.value) for state in State],
        default=State.OPENED.value,
    )
    came_from = models.CharField(max_length=24, blank=True)
    started_on = models.DateField()
    desk = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    school = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dossiers",
    )
    institute = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ("-started_on", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("candidate",),
                condition=~models.Q(state__in=ENDED),
                name="one_living_dossier_per_candidate",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def subject_key(self) -> str:
        """How the record of acts names this dossier."""
        return f"dossier:{self.pk}"


class Record(AppendOnly):
    """What the candidate told, whole, as the dossier format has it; the latest row counts.

    ``document`` follows ``docs/dossier.schema.json``: facts about the person, evidence, wishes.
    A change is a new row, so that every plan can be traced to the facts it was made from.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="records")
    document = models.JSONField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)


class Participation(models.Model):
    """A person who helps with one dossier: an assessor of a side, a guide or a coach."""

    class Role(models.TextChoices):
        """In what capacity."""

        GUIDE = "guide", _("Vaste begeleider")
        ASSESSOR = "assessor", _("Assessor")
        COACH = "coach", _("Begeleider")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="participations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations"
    )
    role = models.CharField(max_length=12, choices=Role.choices)
    side = models.CharField(max_length=12, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("dossier", "user", "role"),
                condition=models.Q(ended_on=None),
                name="one_current_participation_per_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class ClockRow(models.Model):
    """A clock of a dossier that runs: see ``core.pathway.model.Clock``."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=60)
    started_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    parameter = models.CharField(max_length=60)
    stopped_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("started_on", "pk")

    def __str__(self) -> str:
        return f"{self.name} · {self.started_on}"


class PauseRow(AppendOnly):
    """A pause of a dossier and so of its clocks, or (``ends`` set) the end of an earlier pause.

    ``first`` is the first day that does not count; ``last`` the last one, known when it ends.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="pauses")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    waiting_for = models.CharField(max_length=12)
    reason = models.CharField(max_length=200)
    ends = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="ended_by"
    )

    class Meta:
        ordering = ("pk",)
