"""What the plan asks attention for: an appointment soon, a promise in danger, a waiting plan."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.urls import reverse

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.assessment.grids import working_days_after
from loopbrug.core.assessment.model import Part, Where
from loopbrug.web.accounts.queries import Role, User
from loopbrug.web.assessment.facts.calendars import closed_days
from loopbrug.web.assessment.facts.tracks import Track, local, region_tracks
from loopbrug.web.assessment.models import AppointmentRow
from loopbrug.web.assessment.queries.planning import PLANNED, running_in
from loopbrug.web.assessment.queries.reminders import (
    people_by_place,
    proposals_since_before,
    regions_with_assessments,
)
from loopbrug.web.assessment.services.tiding_lines import place_of, title_in
from loopbrug.web.organisations.queries import desk_of
from loopbrug.web.post.services import line_of
from loopbrug.web.post.services.reminding import Reminder

MOST_FINDINGS = 3
_MARK = (Part.GUIDE, Part.INSTITUTE, Part.FIELD)
_ESCALATES = (Stand.AT_RISK, Stand.LATE)
Speakers = Mapping[int, tuple[User, ...]]
"""Who speaks for an organisation, by its key."""


def planning_reminders(day: date) -> Iterator[Reminder]:
    """Return what people should know of the plans of every region on a day."""
    for region in regions_with_assessments():
        tracks = region_tracks(running_in(region), region, day)
        yield from _appointments(tracks, working_days_after(day, 1, closed_days(region)[1]))
        yield from _unmarked(tracks)
        yield from _stands(tracks)
    yield from _proposals(day)


def _appointments(tracks: Iterable[Track], day: date) -> Iterator[Reminder]:
    """Remind of what is planned on ``day``, each who takes part."""
    soon = [
        (track, row)
        for track in tracks
        for row in track.appointments.values()
        if row.state == PLANNED and local(row.starts_at).date() == day
    ]
    schools = [
        place
        for _, row in soon
        for one in row.people.all()
        if one.part == "school" and one.organisation
        for place in (one.organisation_id, one.organisation.board_id)
    ]
    speak = people_by_place(Role.SCHOOL, schools)
    for track, row in soon:
        for user in _readers(row, speak):
            yield _appointment(track, row, user)


def _readers(row: AppointmentRow, speak: Speakers) -> tuple[User, ...]:
    found = {one.user.pk: one.user for one in row.people.all() if one.user}
    for one in row.people.all():
        if one.part == "school" and one.organisation:
            place = one.organisation
            users = speak.get(place.pk) or speak.get(place.board_id or 0) or ()
            found |= {user.pk: user for user in users}
    return tuple(found.values())


def _appointment(track: Track, row: AppointmentRow, user: User) -> Reminder:
    dossier = track.row.dossier
    own = dossier.candidate_id == user.pk
    return Reminder(
        to=user,
        key=f"appointment:{row.pk}:{row.sequence}",
        template="appointment",
        values={
            "step": title_in(track.row, row.step),
            "starts": local(row.starts_at),
            "online": row.where == Where.ONLINE,
            "place": place_of(row, list(row.people.all())),
            "candidate": "" if own else line_of(dossier.candidate),
        },
        # Who is planned without a part in the dossier (yet) finds it in their own calendar.
        link=reverse("assessment:plan", args=[dossier.pk]) if own else reverse("assessment:agenda"),
        about=dossier.subject_key,
    )


def _unmarked(tracks: Iterable[Track]) -> Iterator[Reminder]:
    """Ask who guided or judged whether a step that is over took place."""
    for track in tracks:
        for row in track.appointments.values() if track.in_hand else ():
            if row.state != PLANNED or local(row.starts_at).date() >= track.day:
                continue
            for one in row.people.all():
                if one.user is not None and one.part in _MARK:
                    yield _unmarked_one(track, row, one.user)


def _unmarked_one(track: Track, row: AppointmentRow, user: User) -> Reminder:
    dossier = track.row.dossier
    return Reminder(
        to=user,
        key=f"unmarked:{row.pk}:{row.sequence}",
        template="unmarked",
        values={
            "step": title_in(track.row, row.step),
            "day": local(row.starts_at),
            "candidate": line_of(dossier.candidate),
        },
        link=reverse("assessment:plan", args=[dossier.pk]),
        about=dossier.subject_key,
    )


def _stands(tracks: Iterable[Track]) -> Iterator[Reminder]:
    """Let the clock escalate to the broker, each time the stand changes; it does nothing else."""
    worrying = [track for track in tracks if track.standing.stand in _ESCALATES]
    brokers = people_by_place(Role.BROKER, (track.row.dossier.desk_id for track in worrying))
    for track in worrying:
        standing, dossier = track.standing, track.row.dossier
        promised = standing.due_on is not None
        for user in brokers.get(dossier.desk_id or 0, ()):
            yield Reminder(
                to=user,
                key=f"{standing.stand if promised else 'no-promise'}:{track.row.pk}",
                template="stand" if promised else "no_promise",
                values={
                    "candidate": line_of(dossier.candidate),
                    "late": standing.stand is Stand.LATE,
                    "due_on": standing.due_on,
                    "findings": standing.findings[:MOST_FINDINGS],
                    "more": len(standing.findings[MOST_FINDINGS:]),
                },
                link=reverse("assessment:plan", args=[dossier.pk]),
                about=dossier.subject_key,
                always=True,
            )


def _proposals(day: date) -> Iterator[Reminder]:
    """Tell the desk of plans that wait for somebody since yesterday or longer."""
    waiting = list(proposals_since_before(day))
    desks = {region: desk_of(region) for region in {row.region for row in waiting}}
    brokers = people_by_place(Role.BROKER, (desk.pk for desk in desks.values() if desk))
    for row in waiting:
        desk = desks[row.region]
        for user in brokers.get(desk.pk, ()) if desk else ():
            link = reverse("assessment:desk")
            yield Reminder(user, f"proposal:{row.pk}", "proposal", link=link, always=True)
