"""An appointment: where it is on the pages, when it is, who receives."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from tests.web.pathway.stage import TODAY, somebody

from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.models import (
    AppointmentRow,
    Assessment,
)

DAY = [TODAY]
OWN = reverse("assessment:own")


def at(name: str, one: AppointmentRow) -> str:
    return reverse(f"assessment:{name}", args=[one.pk])


def of(row: Assessment, step: str) -> AppointmentRow:
    return row.appointments.get(step=step, state="planned")


def day_of(one: AppointmentRow) -> date:
    return timezone.localtime(one.starts_at).date()


def seen(one: AppointmentRow, **more: object) -> dict[str, object]:
    return {"seen": one.sequence, **more}


def host(row: Assessment) -> User:
    """Return somebody of the school in whose class the lesson is seen."""
    school = of(row, "lesson").people.get(part="school").organisation
    assert school is not None
    return somebody("Hanna", "school", school.code)
