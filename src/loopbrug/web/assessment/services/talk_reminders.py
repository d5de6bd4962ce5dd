"""Who keeps somebody waiting for an answer or a signature, and guidance that has run out."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse

from loopbrug.web.accounts.queries import Role, User
from loopbrug.web.assessment.facts.calendars import answer_by
from loopbrug.web.assessment.facts.tracks import local
from loopbrug.web.assessment.queries.reminders import (
    over_budget,
    people_by_place,
    unsigned_decisions,
    waiting_threads,
)
from loopbrug.web.pathway.permissions import Role as Part
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.post.services import line_of
from loopbrug.web.post.services.reminding import Reminder


def talk_reminders(day: date) -> Iterator[Reminder]:
    """Return whom to remind of a question, a signature, or guidance that has run out."""
    yield from _threads(day)
    yield from _signatures(day)
    yield from _budgets()


def _threads(day: date) -> Iterator[Reminder]:
    waiting = [row for row in waiting_threads() if _long(row.dossier, row.said_at, day)]
    dossiers = [row.dossier for row in waiting]
    brokers = people_by_place(Role.BROKER, (one.desk_id for one in dossiers))
    institutes = people_by_place(Role.INSTITUTE, (one.institute_id for one in dossiers))
    for row in waiting:
        dossier = row.dossier
        answering: dict[str, Iterable[User]] = {
            Part.CANDIDATE: (dossier.candidate,),
            Part.GUIDE: [part.user for part in dossier.participations.all()],
            Part.BROKER: brokers.get(dossier.desk_id or 0, ()),
            Part.INSTITUTE: institutes.get(dossier.institute_id or 0, ()),
        }
        for user in answering.get(row.turn, ()):
            yield Reminder(
                to=user,
                key=f"thread:{row.pk}:{row.said_at.isoformat()}",
                template="thread",
                values={"since": local(row.said_at), **_of(dossier, user)},
                link=reverse("assessment:threads", args=[dossier.pk]) + f"#vraag-{row.pk}",
                about=dossier.subject_key,
            )


def _long(dossier: Dossier, said_at: object, day: date) -> bool:
    said = local(said_at).date()  # type: ignore[arg-type]
    return answer_by(said, dossier.region) <= day


def _signatures(day: date) -> Iterator[Reminder]:
    for row in unsigned_decisions(day):
        dossier = row.report.assessment.dossier
        sides = {each.side for each in row.signatures.all()}
        for part in dossier.participations.all():
            if part.side in sides:
                continue
            yield Reminder(
                to=part.user,
                key=f"sign:{row.pk}",
                template="sign",
                values=_of(dossier, part.user),
                link=reverse("assessment:decision", args=[dossier.pk]),
                about=dossier.subject_key,
            )


def _budgets() -> Iterator[Reminder]:
    rows = list(over_budget())
    brokers = people_by_place(Role.BROKER, (row.dossier.desk_id for row in rows))
    for row in rows:
        for user in brokers.get(row.dossier.desk_id or 0, ()):
            yield Reminder(
                to=user,
                key=f"guide-time:{row.pk}:{row.guide_minutes}",
                template="guide_time",
                values={"over": row.spent - row.guide_minutes, **_of(row.dossier, user)},
                link=reverse("assessment:guide-time", args=[row.dossier_id]),
                about=row.dossier.subject_key,
            )


def _of(dossier: Dossier, user: User) -> dict[str, object]:
    own = dossier.candidate_id == user.pk
    return {"candidate": "" if own else line_of(dossier.candidate)}
