"""Guidance within the five weeks: questions with a turn, and the guide's time."""

from django.conf import settings
from django.db import models

from loopbrug.web.audit.models import AppendOnly

_USER = settings.AUTH_USER_MODEL


class Thread(models.Model):
    """A question in the dossier, with its answers (*vraag*)."""

    dossier = models.ForeignKey("pathway.Dossier", on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(max_length=160)
    opened_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        _USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.title


class Message(AppendOnly):
    """One message; ``turn`` is the role that is to answer, "" when nobody is."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12)
    text = models.TextField()
    turn = models.CharField(max_length=12, blank=True)
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)


class TimeSpent(AppendOnly):
    """Minutes the guide spent on a case; a wrong entry is set right by one below zero.

    ``step`` is the talk it went into, "" for anything else; ``sets_right`` is the entry that
    this one takes back.
    """

    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, related_name="time_spent"
    )
    guide = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    minutes = models.SmallIntegerField()
    what = models.CharField(max_length=200)
    step = models.CharField(max_length=40, blank=True, default="")
    sets_right = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="set_right_by"
    )

    class Meta:
        ordering = ("on", "pk")
