"""Who guides, with how many minutes, and where those went."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.terms.finding import Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.guiding import choices_for
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.facts.tracks import Track, track_on
from loopbrug.web.assessment.models import Assessment, TimeSpent
from loopbrug.web.assessment.queries.guides import guides_of
from loopbrug.web.assessment.queries.planning import latest_of
from loopbrug.web.assessment.services.moves import lock_planning
from loopbrug.web.assessment.services.planning import plan_missing
from loopbrug.web.assessment.services.telling import tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.services import NotAllowedError, NotReadyError, end_help, name_helper
from loopbrug.web.post.services import write_letter

ROLE = "guide"
ANOTHER = "Er begeleidt iemand anders."


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes of guidance: when, how many, for what; ``step`` is the talk, "" for no talk."""

    on: date
    minutes: int
    what: str
    step: str = ""


@transaction.atomic
def name_guide(*, actor: User, dossier: Dossier, user: User, day: date) -> bool:
    """Have somebody guide a candidate, and plan the talks with them; return whether that is new.

    Who guided before is thanked, and talks that are to come move to where the new guide can.
    Raises ``NotAllowedError``; ``NotReadyError`` for somebody who cannot guide here, or when the
    promise would not be kept: then nothing has changed.
    """
    row: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    _ask(actor, Act.NAME_GUIDE, row)
    if user.pk not in {one.user.pk for one in choices_for(row)}:
        raise NotReadyError((Finding.of("assessment.guide-not-possible"),))
    former = [one for one in guides_of(row) if one.pk != user.pk]
    if not former and user in guides_of(row):
        return False
    for one in former:
        end_help(actor=actor, dossier=row, user=one, role=ROLE, reason=ANOTHER, day=day)
    name_helper(actor=actor, dossier=row, user=user, role=ROLE, side="", day=day)
    _plan_with(actor, row, day)
    tell_guide(row, user, former)
    return True


@transaction.atomic
def set_guide_minutes(*, actor: User, assessment: Assessment, minutes: int) -> None:
    """Say how many minutes there are for the guidance of a case."""
    _ask(actor, Act.NAME_GUIDE, assessment.dossier)
    changed = Assessment.objects.filter(pk=assessment.pk).exclude(guide_minutes=minutes)
    if changed.update(guide_minutes=minutes):
        record_act(
            actor=actor,
            name="assessment.set-guide-time",
            subject=assessment.dossier.subject_key,
            minutes=minutes,
        )


@transaction.atomic
def spend_time(*, actor: User, assessment: Assessment, spent: Spent) -> TimeSpent:
    """Write down minutes of guidance."""
    _ask(actor, Act.SPEND_TIME, assessment.dossier)
    return _keep(actor, assessment, spent)


@transaction.atomic
def set_time_right(*, actor: User, row: TimeSpent, day: date) -> TimeSpent | None:
    """Take an entry back by one that undoes it; twice is once, and None."""
    Assessment.objects.select_for_update().get(pk=row.assessment_id)
    _ask(actor, Act.SPEND_TIME, row.assessment.dossier)
    if row.sets_right_id or TimeSpent.objects.filter(sets_right=row).exists():
        return None
    spent = Spent(day, -row.minutes, row.what, row.step)
    return _keep(actor, row.assessment, spent, sets_right=row)


def tell_guide(dossier: Dossier, user: User, former: list[User]) -> None:
    """Tell candidate, guide, and who guided before."""
    assessment = latest_of(dossier)
    threads = reverse("assessment:threads", args=[dossier.pk])
    guided = reverse("assessment:guided")
    common = {
        "guide": str(user),
        "candidate": str(dossier.candidate),
        "minutes": assessment.guide_minutes if assessment else 0,
    }
    readers = [(dossier.candidate, threads, {"own": True}), (user, threads, {})]
    readers += [(one, guided, {"ended": True}) for one in former]
    for reader, link, facts in readers:
        if reader.is_active and reader.email:
            values = {**common, "name": str(reader), "link": link, **facts}
            write_letter(template="guide", values=values, to=reader, about=dossier.subject_key)


def _plan_with(actor: User, dossier: Dossier, day: date) -> None:
    """Plan what is to come with who guides now; raises ``NotReadyError`` when that cannot be."""
    row = latest_of(dossier)
    if row is None or row.ended_on is not None:
        return
    lock_planning(dossier.region)
    kept = _keeps(track_on(row, day))
    picture, key = picture_of(dossier.region, day), str(row.pk)
    if key not in picture.lacking or picture.tracks[key].promise is None:
        return
    if lacking := picture.lacking[key]:
        raise NotReadyError(tuple(lacking))
    tell(plan_missing(actor, picture, key))
    fresh = latest_of(dossier)
    if kept and fresh and not _keeps(track_on(fresh, day)):
        raise NotReadyError((Finding.of("assessment.guide-breaks-promise"),))


def _keeps(track: Track) -> bool:
    standing = track.standing
    if standing.due_on is None or standing.done_on is None:
        return False
    return standing.stand is not Stand.LATE and standing.done_on <= standing.due_on


def _keep(
    actor: User, assessment: Assessment, spent: Spent, sets_right: TimeSpent | None = None
) -> TimeSpent:
    row: TimeSpent = TimeSpent.objects.create(
        assessment=assessment,
        guide=actor,
        on=spent.on,
        minutes=spent.minutes,
        what=spent.what,
        step=spent.step,
        sets_right=sets_right,
    )
    record_act(
        actor=actor,
        name="assessment.spend-time",
        subject=assessment.dossier.subject_key,
        minutes=spent.minutes,
        day=spent.on.isoformat(),
    )
    return row


def _ask(actor: User, act: Act, dossier: Dossier) -> None:
    if not may(actor, act, dossier):
        raise NotAllowedError
