"""Somebody's own appointments, of every dossier, with what they can do."""

from dataclasses import dataclass
from datetime import date, datetime

from loopbrug.core.terms.words import Bilingual
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.plan_page import names_of, plans_of
from loopbrug.web.assessment.facts.tracks import fixed_until, local
from loopbrug.web.assessment.permissions import part_of, school_places
from loopbrug.web.assessment.queries import AppointmentRow
from loopbrug.web.assessment.queries.desk import appointments_of, declines_of


@dataclass(frozen=True, slots=True)
class Own:
    """An appointment of somebody, on a page of theirs.

    ``over``: its day has come, and nobody said yet what became of it.
    """

    row: AppointmentRow
    title: Bilingual
    starts: datetime
    people: tuple[str, ...]
    fixed: bool
    over: bool
    school: bool
    declined: bool


def own_appointments(user: User, day: date) -> list[Own]:
    """Return what somebody takes part in and is not marked yet: what is over first, then by time.

    A class of a school is its school's; it marks nothing.
    """
    rows = list(appointments_of(user))
    places, known = school_places(user), declines_of(rows)
    limits: dict[str, date] = {}
    found = []
    for row in rows:
        region = row.assessment.dossier.region
        limits.setdefault(region, fixed_until(day, region))
        part = part_of(user, row.people.all(), places)
        starts = local(row.starts_at)
        plan = plans_of(row.assessment.profile).get(row.step)
        found.append(
            Own(
                row=row,
                title=plan.title if plan else Bilingual(row.step, row.step),
                starts=starts,
                people=names_of(row.people.all()),
                fixed=row.fixed_at is not None or starts.date() < limits[region],
                over=starts.date() < day,
                school=part is not None and part.user_id is None,
                declined=any(
                    each.dropped_at is None for each in known.get((row.assessment_id, row.step), ())
                ),
            )
        )
    return sorted(
        (one for one in found if not (one.over and one.school)),
        key=lambda one: (not one.over, one.starts),
    )
