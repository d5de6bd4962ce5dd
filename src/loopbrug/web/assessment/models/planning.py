"""An assessment with its promise and its appointments, and plans that wait for a person."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from loopbrug.core.assessment.model import Part, Where
from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class Assessment(models.Model):
    """One suitability assessment (*geschiktheidsonderzoek*) of one dossier.

    A second try is another row with the next ``number``. ``profile`` decided the steps when it
    began. ``guide_minutes`` is what the named guide may spend on it.
    """

    dossier = models.ForeignKey(
        "pathway.Dossier", on_delete=models.PROTECT, related_name="assessments"
    )
    number = models.PositiveSmallIntegerField(default=1)
    profile = models.CharField(max_length=24)
    subject = models.CharField(max_length=40)
    started_on = models.DateField()
    goal_on = models.DateField()
    guide_minutes = models.PositiveSmallIntegerField(default=240)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("dossier", "number"), name="one_assessment_per_number"),
            models.UniqueConstraint(
                fields=("dossier",),
                condition=models.Q(ended_on=None),
                name="one_running_assessment_per_dossier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.number}"


class PromiseRow(AppendOnly):
    """A day that was promised, when, and why then (codes of findings with values).

    The first one stands; a later one is there only because the clock was paused, or because a
    person moved it after illness or the like, never because of somebody else's arrival.
    """

    class Why(models.TextChoices):
        """What made it."""

        START = "start", _("Bij de start")
        PAUSE = "pause", _("Na een pauze")
        PERSON = "person", _("Door een mens verzet")

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="promises")
    promised_on = models.DateField(null=True)
    made_on = models.DateField()
    why = models.CharField(max_length=8, choices=Why.choices, default=Why.START)
    reason = models.CharField(max_length=300, blank=True)
    findings = models.JSONField(default=list)
    made_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)


class AppointmentRow(models.Model):
    """One step of an assessment at a moment; see ``core.assessment.model.Appointment``.

    ``fixed_by`` with ``fixed_at``: a person fixed it before its notice period. ``sequence``
    counts its moves. A cancelled one stays, and says why.
    """

    class State(models.TextChoices):
        """What became of it."""

        PLANNED = "planned", _("Gepland")
        HELD = "held", _("Geweest")
        CANCELLED = "cancelled", _("Vervallen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="appointments"
    )
    step = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=10, choices=[(where.value, where.value) for where in Where])
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_by = models.ForeignKey(
        _USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sequence = models.PositiveSmallIntegerField(default=0)
    why_cancelled = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("starts_at", "step")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("assessment", "step"),
                condition=~models.Q(state="cancelled"),
                name="one_appointment_per_step",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} · {self.starts_at}"


class AppointmentPerson(models.Model):
    """Who takes a part in an appointment: a person, or a school's class or institute's rooms.

    ``group`` is the subject of the class, "" when it does for every subject.
    """

    appointment = models.ForeignKey(AppointmentRow, on_delete=models.CASCADE, related_name="people")
    part = models.CharField(max_length=10, choices=[(part.value, part.value) for part in Part])
    user = models.ForeignKey(
        _USER, null=True, blank=True, on_delete=models.PROTECT, related_name="appointment_parts"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    group = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("appointment", "part"), name="one_person_per_part")
        ]

    def __str__(self) -> str:
        return f"{self.part} · {self.user or self.organisation}"


class Proposal(models.Model):
    """A plan that waits for a person: what would change, and who would be told.

    ``changes`` is the plan as plain data; ``mark`` is a fingerprint of the appointments it was
    made on: when those have changed since, it must be made anew before it can be confirmed, and
    ``replaced_by`` is the one that was made then.
    """

    region = models.SlugField(default="midden")
    cause = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    mark = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        _USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(
        _USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.cause} · {self.made_at}"
