"""Changing when somebody is there, without breaking what is planned with them behind their back.

What no longer fits is named first. Whoever goes on all the same lets the desk know: a proposal
to mend it lies there at once, and the brokers get a letter. The appointment itself stays until a
person moves it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from loopbrug.core.assessment.repair import broken_in
from loopbrug.web.accounts.queries import Role, User, people_with_role
from loopbrug.web.assessment.facts.calendars import class_key, rooms_key, user_key
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.models import AppointmentRow
from loopbrug.web.assessment.services.moves import lock_planning
from loopbrug.web.assessment.services.proposals import Loss, propose
from loopbrug.web.organisations.queries import Organisation, desk_of
from loopbrug.web.post.services import write_letter

Broken = frozenset[tuple[str, str]]
"""Case and step of appointments that do not fit."""


class WouldHitError(ValueError):
    """A change was not carried out: planned appointments would no longer fit, and nobody agreed."""

    def __init__(self, hit: Iterable[AppointmentRow]) -> None:
        self.hit = tuple(hit)
        super().__init__(f"{len(self.hit)} appointments")


@dataclass(frozen=True, slots=True)
class Guard:
    """Who changes when ``who`` is there, in which regions; ``sure`` when they agreed to the hits.

    ``actor`` None: another calendar changed by itself.
    """

    actor: User | None
    who: User | Organisation
    regions: tuple[str, ...]
    day: date
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether anything changed, and which planned appointments no longer fit since."""

    changed: bool
    hit: tuple[AppointmentRow, ...] = ()


@transaction.atomic
def guarded(guard: Guard, change: Callable[[], bool]) -> Outcome:
    """Carry out a change of a calendar or profile; it says whether it changed anything.

    Raises ``WouldHitError``, and nothing is changed, when appointments would no longer fit and
    the guard is not ``sure``.
    """
    for region in guard.regions:
        lock_planning(region)
    before = {region: _broken(region, guard.day) for region in guard.regions}
    if not change():
        return Outcome(changed=False)
    after = {region: _broken(region, guard.day) for region in guard.regions}
    new = {region: after[region] - before[region] for region in guard.regions}
    hit = _rows(frozenset().union(*new.values()))
    if hit and not guard.sure:
        raise WouldHitError(hit)
    for region, broken in new.items():
        if broken:
            _pass_on(guard, region, _rows(broken))
    return Outcome(changed=True, hit=hit)


def _broken(region: str, day: date) -> Broken:
    if not AppointmentRow.objects.filter(
        state=AppointmentRow.State.PLANNED,
        assessment__ended_on=None,
        assessment__dossier__region=region,
        starts_at__date__gte=day,
    ).exists():
        return frozenset()
    problem = picture_of(region, day, takeover=True).problem
    return frozenset((each.case, each.step) for each in broken_in(problem))


def _rows(broken: Broken) -> tuple[AppointmentRow, ...]:
    found = AppointmentRow.objects.filter(
        state=AppointmentRow.State.PLANNED, assessment__in={int(case) for case, _step in broken}
    ).select_related("assessment__dossier__candidate")
    return tuple(row for row in found if (str(row.assessment_id), row.step) in broken)


def _pass_on(guard: Guard, region: str, hit: tuple[AppointmentRow, ...]) -> None:
    """Lay a proposal ready at the desk of a region, and write to its brokers."""
    with override("nl"):
        reason = _("Kan niet meer op het moment dat gepland was.")
    loss = Loss("calendar", str(guard.who), reason, owner=_key(guard.who))
    propose(actor=guard.actor, region=region, loss=loss, day=guard.day)
    desk = desk_of(region)
    readers = {one.user for one in people_with_role([Role.BROKER], [desk.pk] if desk else [])}
    if guard.actor is None and isinstance(guard.who, User):
        readers.add(guard.who)
    for person in sorted(readers - {guard.actor}, key=lambda one: one.pk):
        own = person == guard.who
        values = {
            "name": str(person),
            "who": str(guard.who),
            "hit": hit,
            "own": own,
            "link": reverse("assessment:agenda" if own else "assessment:desk"),
        }
        write_letter(template="calendar_hit", values=values, to=person)


def _key(who: User | Organisation) -> str:
    if isinstance(who, User):
        return user_key(who.pk)
    at_school = who.kind == Organisation.Kind.SCHOOL
    return class_key(who.pk) if at_school else rooms_key(who.pk)
