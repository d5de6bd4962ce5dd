"""Judging in rounds: seats, drafts, what was handed in, differences, questions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.judging import Rule, Side
from loopbrug.core.outcomes.model import Verdict
from loopbrug.web.audit.models import AppendOnly

_VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict]
_SIDES = [(side.value, side.value) for side in Side]
_USER = settings.AUTH_USER_MODEL


class Round(models.Model):
    """One time that outcomes of a dossier are judged; ``outcomes`` are their codes.

    The first belongs to the suitability assessment; later ones are opened whenever new evidence
    can close something. Whether a round is over follows from its rows (``facts``).
    """

    class Why(models.TextChoices):
        """What it is for."""

        ASSESSMENT = "assessment", _("Geschiktheidsonderzoek")
        LATER = "later", _("Nieuw bewijs")

    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=12, choices=Why.choices, default=Why.ASSESSMENT)
    rule = models.CharField(
        max_length=14,
        choices=[(rule.value, rule.value) for rule in Rule],
        default=Rule.TWO_JUDGES.value,
    )
    framework = models.CharField(max_length=40)
    outcomes = models.JSONField(default=list)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("dossier", "number"), name="one_round_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} · {self.number}"


class Seat(models.Model):
    """Who judges for a side in a round, since when; drafts stay with the seat's side.

    ``why_anyway`` says why somebody sits there although good practice advises against it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="seats")
    side = models.CharField(max_length=10, choices=_SIDES)
    assessor = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="seats")
    since = models.DateField()
    why_anyway = models.CharField(max_length=200, blank=True)
    left_on = models.DateField(null=True, blank=True)
    left_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("round", "side"),
                condition=models.Q(left_on=None),
                name="one_assessor_per_side",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} · {self.side}"


class _Finding(models.Model):
    """The columns of what somebody finds of one outcome."""

    outcome = models.CharField(max_length=12)
    verdict = models.CharField(max_length=10, choices=_VERDICTS)
    reasons = models.JSONField(default=list)
    text = models.TextField(blank=True)
    left_outcomes = models.JSONField(default=list)
    left_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.JSONField(default=list)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.outcome} · {self.verdict}"


class Draft(_Finding):
    """What a side is about to find; seen by whoever sits on that side, and changed freely.

    ``version`` counts the savings: who saves an older one is told so, and loses nothing.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="drafts")
    side = models.CharField(max_length=10, choices=_SIDES)
    verdict = models.CharField(max_length=10, choices=_VERDICTS, blank=True)
    author = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("round", "side", "outcome"), name="one_draft_per_side_and_outcome"
            )
        ]


class SubmissionRow(AppendOnly):
    """Everything one assessor handed in; final, and the only one of its side."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions")
    side = models.CharField(max_length=10, choices=_SIDES)
    assessor = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    handed_in_on = models.DateField(default=timezone.localdate)
    handed_in_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("round", "side"), name="one_submission_per_side")
        ]


class OpinionRow(AppendOnly, _Finding):
    """What an assessor found of one outcome, as handed in."""

    submission = models.ForeignKey(SubmissionRow, on_delete=models.PROTECT, related_name="opinions")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("submission", "outcome"), name="one_opinion_per_outcome"
            )
        ]


class SettlementRow(AppendOnly, _Finding):
    """How a difference could end: put forward after a talk, or found by the third assessor.

    After a talk it counts once the other side agrees (``SettlementVoice``); by the third it
    counts at once. ``text`` is the reason.
    """

    class How(models.TextChoices):
        """By whom."""

        TALK = "talk", _("Na een gesprek")
        THIRD = "third", _("Door een derde assessor")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="settlements")
    how = models.CharField(max_length=6, choices=How.choices)
    side = models.CharField(max_length=10, choices=_SIDES)
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    settled_on = models.DateField()

    class Meta:
        ordering = ("pk",)


class SettlementVoice(AppendOnly):
    """What the other side says of a settlement that was put forward."""

    settlement = models.OneToOneField(SettlementRow, on_delete=models.PROTECT, related_name="voice")
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    text = models.TextField(blank=True)
    said_on = models.DateField()


class QuestionRow(AppendOnly):
    """One question for more evidence, with one deadline; the clock waits as long as it is open."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="questions")
    outcome = models.CharField(max_length=12, blank=True)
    to = models.CharField(max_length=12)
    text = models.TextField()
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=_SIDES)
    asked_on = models.DateField()
    due_on = models.DateField()
    pause = models.OneToOneField(
        "pathway.PauseRow", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)


class AnswerRow(AppendOnly):
    """The end of a question: answered by whom it was put to, or taken back by who asked."""

    question = models.OneToOneField(QuestionRow, on_delete=models.PROTECT, related_name="answer")
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    taken_back = models.BooleanField(default=False)
    answered_on = models.DateField()
