"""Reading what a region expects, what is taken in the months to come, and forecasts."""

from datetime import date, datetime

from django.db.models import QuerySet

from loopbrug.web.assessment.models import (
    AppointmentPerson,
    Assessment,
    Estimate,
    ForecastRow,
)
from loopbrug.web.assessment.queries.planning import CANCELLED


def estimate_on(region: str, day: date) -> Estimate | None:
    """Return what a region expects on a day, with its lines; None when nobody ever said."""
    found = estimates_of(region).filter(valid_from__lte=day)
    return found.prefetch_related("lines").first()


def latest_estimate(region: str) -> Estimate | None:
    """Return what was laid down last, also when it holds from a later day, with its lines."""
    found = Estimate.objects.filter(region=region).order_by("-pk")
    return found.prefetch_related("lines").first()


def estimates_of(region: str) -> QuerySet[Estimate]:
    """Return everything that was laid down for a region, the last valid first."""
    return Estimate.objects.filter(region=region).select_related("made_by")


def taken_from(region: str, moment: datetime) -> QuerySet[AppointmentPerson]:
    """Return who takes part in an appointment in a region that begins from ``moment`` on."""
    found = AppointmentPerson.objects.exclude(appointment__state=CANCELLED).filter(
        appointment__starts_at__gte=moment, appointment__assessment__dossier__region=region
    )
    return found.select_related("appointment").order_by("appointment__starts_at", "pk")


def in_hand(region: str) -> int:
    """Return how many assessments run in a region."""
    return Assessment.objects.filter(dossier__region=region, ended_on=None).count()


def forecast_with_key(region: str, key: str) -> ForecastRow | None:
    """Return the row of a question, or None when it was never asked."""
    found = ForecastRow.objects.filter(region=region, key=key)
    return found.select_related("run").first()
