"""On what day somebody took a step, as it stands in the record of acts."""

from collections.abc import Iterable
from datetime import date

from loopbrug.core.pathway.states import Event
from loopbrug.web.audit.models import Act
from loopbrug.web.pathway.queries import Dossier


def stopped_days(
    dossiers: Iterable[Dossier], by: Iterable[Event] = (Event.STOP,)
) -> dict[object, date]:
    """Return on which day each of these dossiers was stopped, in one question."""
    keys, names = {row.subject_key: row.pk for row in dossiers}, [f"pathway.{each}" for each in by]
    acts = Act.objects.filter(subject__in=keys, name__in=names).order_by("pk")
    told = acts.values_list("subject", "details__day")
    return {keys[subject]: date.fromisoformat(day) for subject, day in told if day}


def days_of(dossier: Dossier) -> dict[Event, date]:
    """Return the last day on which each step was taken."""
    names = {f"pathway.{event.value}": event for event in Event}
    acts = Act.objects.filter(subject=dossier.subject_key, name__in=names).order_by("pk")
    told = acts.values_list("name", "details__day")
    return {names[name]: date.fromisoformat(day) for name, day in told if day}
