"""Letters the house sends by e-mail: written first, sent after, and never lost out of sight."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

_USER = settings.AUTH_USER_MODEL


class Letter(models.Model):
    """One e-mail to one person, as it was written; ``once`` keeps a reminder from going twice.

    ``subject_key`` names what it is about, as the record of acts does ("dossier:<id>").
    ``secret`` stands for a mark in ``body`` and is gone once the letter has left.
    ``calendar`` is the text of an .ics file that goes with it.
    """

    class State(models.TextChoices):
        """Whether it left."""

        WAITING = "waiting", _("Wacht op verzending")
        SENT = "sent", _("Verstuurd")
        FAILED = "failed", _("Niet gelukt")
        RETURNED = "returned", _("Kwam terug")

    to = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField()
    language = models.CharField(max_length=2, default="nl")
    template = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    body = models.TextField()
    secret = models.CharField(max_length=300, blank=True)
    calendar = models.TextField(blank=True)
    subject_key = models.CharField(max_length=80, blank=True, db_index=True)
    once = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-written_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("once",), condition=~models.Q(once=""), name="one_letter_per_occasion"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=("state",), condition=~models.Q(state="sent"), name="letters_not_sent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} · {self.address}"


class Mention(models.Model):
    """Another dossier that a letter is about, besides its ``subject_key``."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="mentions")
    subject_key = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        return f"{self.letter_id} · {self.subject_key}"


class Reminded(models.Model):
    """Something somebody was reminded of, in a letter; ``over_on`` once it is so no longer.

    What comes back after that is told anew.
    """

    to = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="reminded")
    over_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("to", "key"),
                condition=models.Q(over_on=None),
                name="reminded_once_while_it_is_so",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} · {self.to_id}"


class Wish(models.Model):
    """Which e-mails somebody wants; who said nothing wants reminders."""

    user = models.OneToOneField(_USER, on_delete=models.CASCADE, related_name="+")
    reminders = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.user_id} · {self.reminders}"
