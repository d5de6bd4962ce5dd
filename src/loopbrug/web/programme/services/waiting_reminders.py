"""Who keeps somebody waiting for an answer on an assignment, or for the agreement."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse

from loopbrug.core.programme.agreement import Signer
from loopbrug.web.accounts.queries import Role, User
from loopbrug.web.assessment.queries.reminders import people_by_place
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.post.services import line_of
from loopbrug.web.post.services.reminding import Reminder
from loopbrug.web.programme.facts.waiting import PAGES, Wait, waits_in
from loopbrug.web.programme.queries.waiting import living

People = Mapping[int, tuple[User, ...]]


def waiting_reminders(day: date) -> Iterator[Reminder]:
    """Return whom to remind of what waited for them until its day."""
    late = [one for one in waits_in(living()) if one.due_on <= day]
    dossiers = [one.dossier for one in late]
    schools, institutes = speakers_of(dossiers)
    for one in late:
        for user in people_of(one.dossier, one.side, schools, institutes):
            yield _reminder(one, user)


def speakers_of(dossiers: list[Dossier]) -> tuple[People, People]:
    """Return who speaks for the schools (or their boards) and for the institutes."""
    places = [place for one in dossiers for place in _places(one)]
    institutes = [one.institute_id for one in dossiers]
    return people_by_place(Role.SCHOOL, places), people_by_place(Role.INSTITUTE, institutes)


def people_of(
    dossier: Dossier, side: Signer, schools: People, institutes: People
) -> tuple[User, ...]:
    """Return who can do what waits for a party; the board where nobody speaks for the school."""
    if side is Signer.CANDIDATE:
        return (dossier.candidate,)
    if side is Signer.INSTITUTE:
        return institutes.get(dossier.institute_id or 0, ())
    return next((schools[place] for place in _places(dossier) if schools.get(place)), ())


def _places(dossier: Dossier) -> tuple[int, ...]:
    school = dossier.school
    return tuple(key for key in (school.pk, school.board_id) if key) if school else ()


def _reminder(one: Wait, user: User) -> Reminder:
    own = one.dossier.candidate_id == user.pk
    return Reminder(
        to=user,
        key=one.key,
        template=f"waiting_{one.kind}",
        values={
            "candidate": "" if own else line_of(one.dossier.candidate),
            "title": line_of(one.title),
            "since": one.since,
        },
        link=reverse(PAGES[one.kind], args=[one.dossier.pk]),
        about=one.dossier.subject_key,
    )
