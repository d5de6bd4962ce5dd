"""When people, classes and rooms are free for assessments, and who can judge what."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.terms.words import Weekday

_USER = settings.AUTH_USER_MODEL
_ORGANISATION = "organisations.Organisation"
_DAYS = [(int(day), day.name.lower()) for day in Weekday]


class AssessorProfile(models.Model):
    """For which side somebody judges, which subjects, and until when they are certified."""

    user = models.OneToOneField(_USER, on_delete=models.PROTECT, related_name="assessor_profile")
    side = models.CharField(max_length=10, choices=[(side.value, side.value) for side in Side])
    subjects = models.JSONField(default=list)
    certified_until = models.DateField(null=True, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.user} · {self.side}"


class Calendar(models.Model):
    """The calendar of one person, or of one school's classes; exactly one of both is set."""

    user = models.OneToOneField(
        _USER, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar"
    )
    organisation = models.OneToOneField(
        _ORGANISATION, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(user=None) ^ models.Q(organisation=None),
                name="calendar_of_one_owner",
            )
        ]

    def __str__(self) -> str:
        return str(self.user or self.organisation)


class Hours(models.Model):
    """Hours of every week in which something can be planned, perhaps in a period only.

    Of a school: hours of a class, ``label`` says which; ``subject`` "" is a class that does for
    every subject.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=_DAYS)
    start = models.TimeField()
    end = models.TimeField()
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=40, blank=True, default="")
    label = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ("weekday", "start", "pk")

    def __str__(self) -> str:
        return f"{self.calendar} · {self.weekday}"


class CalendarChange(models.Model):
    """Days that differ from the weekly hours: away (the default), or extra hours (``free``).

    Without ``start`` and ``end`` it is about whole days. ``note`` is the owner's own;
    ``reported``: the planning desk entered it, and can say that it is over.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="changes")
    first = models.DateField()
    last = models.DateField()
    start = models.TimeField(null=True, blank=True)
    end = models.TimeField(null=True, blank=True)
    free = models.BooleanField(default=False)
    ill = models.BooleanField(default=False)
    reported = models.BooleanField(default=False)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("first", "pk")

    def __str__(self) -> str:
        return f"{self.calendar} · {self.first}"


class Feed(models.Model):
    """Another calendar (iCalendar) that says when the owner is busy; only busy times are kept.

    ``busy`` is a list of [start, end] as ISO text with a zone, up to ``covers_until``. ``problem``
    are the findings of the last reading; the busy times of the last good reading stay. Without an
    ``address`` it came from a file, which is not kept. A ``draft`` is looked at and not used yet.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="feeds")
    name = models.CharField(max_length=120, blank=True)
    address = models.URLField(max_length=500, blank=True)
    busy = models.JSONField(default=list)
    problem = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True, blank=True)
    good_at = models.DateTimeField(null=True, blank=True)
    covers_until = models.DateField(null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True, default="")
    modified = models.CharField(max_length=60, blank=True, default="")
    draft = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name or self.address


class RoomPool(models.Model):
    """How many rooms an institute has for interviews at the same time."""

    institute = models.OneToOneField(
        _ORGANISATION, on_delete=models.CASCADE, related_name="room_pool"
    )
    rooms = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.institute} · {self.rooms}"
