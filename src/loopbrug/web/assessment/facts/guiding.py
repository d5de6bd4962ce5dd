"""Guidance as pages show it: whom somebody guides, who can guide, and where the minutes went."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from loopbrug.core.assessment.steps import load_steps
from loopbrug.core.terms.words import Bilingual, Profile
from loopbrug.web.accounts.queries import Membership, User
from loopbrug.web.assessment.models import AppointmentRow, Assessment, TimeSpent
from loopbrug.web.assessment.queries.guides import guide_counts, guides_of, may_guide_in
from loopbrug.web.assessment.queries.threads import (
    coming_talks,
    guide_talks,
    guided_dossiers,
    minutes_spent_by,
    newest_assessments,
    open_threads,
)
from loopbrug.web.outcomes.facts.worth import Best, best_known
from loopbrug.web.pathway.permissions import Role
from loopbrug.web.pathway.queries import Dossier

LITTLE_LEFT = 30
"""With this many minutes left, or fewer, it is time to ask for more."""


@dataclass(frozen=True, slots=True)
class NextTalk:
    """The next talk, with what it is called."""

    row: AppointmentRow
    title: Bilingual


@dataclass(frozen=True, slots=True)
class Guided:
    """One candidate as their guide sees them in the list.

    ``mine`` and ``theirs`` count the open questions that wait for the guide and for another;
    ``left`` are the minutes that are left, None without an assessment; ``best`` is the evidence
    worth most, as far as that was computed.
    """

    dossier: Dossier
    talk: NextTalk | None
    mine: int
    theirs: int
    left: int | None
    best: Best | None

    @property
    def tight(self) -> bool:
        """Whether little time is left, or none."""
        return self.left is not None and self.left <= LITTLE_LEFT


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who can guide: from nearby (institute or school), and how many they guide now."""

    user: User
    near: bool
    cases: int


@dataclass(frozen=True, slots=True)
class TalkTime:
    """One talk with the minutes that are planned and that were spent on it."""

    step: str
    title: Bilingual
    starts: datetime | None
    planned: int
    spent: int


def guided_by(user: User, day: date) -> list[Guided]:
    """Return whom somebody guides, in a constant number of questions."""
    dossiers = guided_dossiers(user)
    assessments = newest_assessments(dossiers)
    start = timezone.make_aware(datetime.combine(day, time()))
    talks = coming_talks(user, start)
    spent = minutes_spent_by(assessments.values())
    waiting = Counter(
        (one.thread.dossier_id, one.turn == Role.GUIDE)
        for one in open_threads(dossiers)
        if one.turn
    )
    best = best_known(dossiers)
    found = []
    for dossier in dossiers:
        row = assessments.get(dossier.pk)
        talk = talks.get(row.pk) if row else None
        found.append(
            Guided(
                dossier=dossier,
                talk=NextTalk(talk, step_title(talk.assessment, talk.step)) if talk else None,
                mine=waiting[dossier.pk, True],
                theirs=waiting[dossier.pk, False],
                left=row.guide_minutes - spent.get(row.pk, 0) if row else None,
                best=best.get(dossier.pk),
            )
        )
    return sorted(found, key=_most_pressing)


def guide_of(dossier: Dossier) -> User | None:
    """Return who guides in a dossier now, or None."""
    return next(iter(guides_of(dossier)), None)


def choices_for(dossier: Dossier) -> list[Choice]:
    """Return who can guide in a dossier: who is near first, then who guides fewest."""
    near = {dossier.institute_id, dossier.school_id}
    near |= {dossier.school.board_id} if dossier.school else set()
    by_user: dict[int, list[Membership]] = {}
    for membership in may_guide_in(dossier):
        by_user.setdefault(membership.user_id, []).append(membership)
    cases = guide_counts(by_user)
    found = [
        Choice(
            rows[0].user,
            any(row.organisation_id in near - {None} for row in rows),
            cases.get(pk, 0),
        )
        for pk, rows in by_user.items()
    ]
    return sorted(found, key=lambda one: (not one.near, one.cases, str(one.user)))


def time_per_talk(assessment: Assessment, rows: Iterable[TimeSpent]) -> list[TalkTime]:
    """Return the talks of a guide, planned or not, with where the minutes went."""
    spent: Counter[str] = Counter()
    for row in rows:
        spent[row.step] += row.minutes
    planned = {row.step: row for row in guide_talks(assessment)}
    found = []
    for plan in load_steps().profiles[Profile(assessment.profile)]:
        appointment = planned.get(plan.code)
        if "guide" not in plan.parts or not (appointment or spent[plan.code] or plan.at_once):
            continue
        starts = timezone.localtime(appointment.starts_at) if appointment else None
        found.append(TalkTime(plan.code, plan.title, starts, plan.minutes, spent[plan.code]))
    return found


def step_title(assessment: Assessment, step: str) -> Bilingual:
    """Return what a step is called in an assessment."""
    plans = load_steps().profiles[Profile(assessment.profile)]
    found = {plan.code: plan.title for plan in plans}
    return found.get(step, Bilingual(step, step))


def _most_pressing(one: Guided) -> tuple[bool, bool, datetime, str]:
    """Sort what waits for the guide first, then by the next talk."""
    far = timezone.make_aware(datetime(9999, 1, 1))  # noqa: DTZ001
    starts = one.talk.row.starts_at if one.talk else far
    return not one.mine, not one.tight, starts, str(one.dossier.candidate)
