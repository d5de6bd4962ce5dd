"""Acts on programmes: make one, take one, change the week. Each is one transaction."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from loopbrug.core.bridge.dossier_file import mapping_of
from loopbrug.core.bridge.model import Dossier as DossierValue
from loopbrug.core.programme.model import Programme, Wishes
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts import gap_for
from loopbrug.web.pathway.facts import region_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.services import record_document
from loopbrug.web.programme.comparison import WITH_UNITS, Comparison, compare, is_outdated
from loopbrug.web.programme.facts import (
    document_of,
    dossier_value,
    from_today,
    programme_from,
    programme_of,
    wishes_then,
)
from loopbrug.web.programme.facts.replan import (
    bridge_on_course,
    course_of,
    occasion_of,
    over_of,
)  # fmt: skip
from loopbrug.web.programme.frozen import freeze
from loopbrug.web.programme.models import Acceptance, ProgrammeVersion
from loopbrug.web.programme.queries import (
    latest_record,
    latest_version,
    shown_version,
)
from loopbrug.web.programme.services.waiting_letters import tell_departures

AFTER_JUDGING = "judged"
AFTER_CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What other wishes would mean; nothing is kept. ``comparison`` None: nothing to plan."""

    value: DossierValue
    comparison: Comparison | None


@transaction.atomic
def make_programme(
    *, actor: User | None, dossier: Dossier, day: date, reason: str = ""
) -> ProgrammeVersion | None:
    """Plan on the facts of today and keep the result as a new version if it is another one.

    Returns the version that holds the result, or None when there is nothing to plan yet (the
    region has no set of outcomes for what the candidate wants).
    """
    _lock(dossier)
    value = dossier_value(dossier)
    programme = bridge_on_course(dossier, from_today(value, dossier, day), day).programme
    if programme is None:
        return None
    return keep_version(actor, dossier, programme, value.wishes, (day, reason))


@transaction.atomic
def accept_programme(*, actor: User, version: ProgrammeVersion, day: date) -> Acceptance:
    """Record that the candidate takes ``version``; taking it twice is taking it once.

    Raises ``BadDataError`` with what stands in the way: it is somebody else's, a newer version
    exists, or there is no programme in it.
    """
    dossier = version.dossier
    _lock(dossier)
    taken: Acceptance | None = Acceptance.objects.filter(version=version).first()
    if taken is not None:
        return taken
    if findings := _against(actor, version):
        raise BadDataError(findings)
    accepted = Acceptance(version=version, accepted_by=actor, accepted_on=day)
    accepted.save()
    record_act(
        actor=actor, name="programme.accept", subject=dossier.subject_key, version=version.number
    )
    tell_departures(dossier, actor, day)
    return accepted


def plan_after_judging(dossier: Dossier, day: date) -> None:
    """Follow a judgement: right after it, what needs no learning any more leaves the programme.

    Who has no programme yet gets none. A planner that fails never undoes a judgement: the page
    then says that the programme is behind.
    """
    latest = latest_version(dossier)
    if latest is None:
        return
    programme, course = programme_of(latest), course_of(dossier, day)
    lost = course.lost if course else frozenset()
    stands = lost.isdisjoint(planned.offering for planned in programme.units)
    outdated = is_outdated(programme, gap_for(dossier, day), over_of(dossier, day))
    if programme.status in WITH_UNITS and stands and not outdated:
        return

    def plan_again() -> None:
        make_programme(actor=None, dossier=dossier, day=day, reason=AFTER_JUDGING)

    transaction.on_commit(plan_again, robust=True)


def propose_week(*, dossier: Dossier, wishes: Wishes, day: date) -> Proposal:
    """Return what ``wishes`` would mean beside the programme that counts now; keeps nothing."""
    value = replace(dossier_value(dossier), wishes=wishes)
    new = bridge_on_course(dossier, from_today(value, dossier, day), day).programme
    shown = shown_version(dossier)
    old = programme_of(shown) if shown else None
    occasion = occasion_of(dossier, value, day)
    return Proposal(value, compare(old, new, occasion) if new else None)


@transaction.atomic
def take_week(
    *, actor: User, dossier: Dossier, wishes: Wishes, day: date, seen: int | None
) -> ProgrammeVersion | None:
    """Keep the new week, plan on it, and take the programme if there is one: all or nothing.

    ``seen`` is the key of the record the candidate looked at; raises ``BadDataError`` when the
    dossier was changed since by something else than this very week.
    """
    _lock(dossier)
    value = dossier_value(dossier)
    if value.wishes != wishes:
        _check_fresh(dossier, seen)
        document = dict(mapping_of(replace(value, wishes=wishes)))
        record_document(actor=actor, dossier=dossier, document=document)
    version = make_programme(actor=actor, dossier=dossier, day=day, reason="week")
    takes = may(actor, Act.ACCEPT_PROGRAMME, dossier)
    if version and takes and programme_of(version).status in WITH_UNITS:
        accept_programme(actor=actor, version=version, day=day)
    return version


def _lock(dossier: Dossier) -> None:
    Dossier.objects.select_for_update().get(pk=dossier.pk)


def keep_version(
    actor: User | None,
    dossier: Dossier,
    programme: Programme,
    wishes: Wishes,
    made: tuple[date, str],
) -> ProgrammeVersion:
    """Keep a programme as a new version, unless the latest one is the same; in a transaction.

    The same programme for another week is another version: pages read the week from it.
    """
    result, latest = document_of(programme), latest_version(dossier)
    # Compared as values: a row of before the core grew a field is still the same programme.
    day, reason = made
    number = region_of(dossier.region).version
    # What the catalogue changed is over once somebody looked, also when the plan stays the same.
    seen = reason != AFTER_CATALOGUE or latest is None or latest.catalogue == number
    same = latest is not None and programme_of(latest) == programme_from(result)
    if latest and same and seen and wishes_then(latest) == wishes:
        return latest
    version = ProgrammeVersion(
        dossier=dossier,
        number=latest.number + 1 if latest else 1,
        made_on=day,
        wishes=freeze(wishes),
        result=result,
        reason=reason,
        catalogue=number,
    )
    version.save()
    record_act(
        actor=actor, name="programme.make", subject=dossier.subject_key, version=version.number
    )
    return version


def _against(actor: User, version: ProgrammeVersion) -> tuple[Finding, ...]:
    latest = latest_version(version.dossier)
    if version.dossier.candidate_id != actor.pk:
        return (Finding.of("programme.accept-not-yours", str(version.number)),)
    checks = (
        ("programme.accept-not-now", not may(actor, Act.ACCEPT_PROGRAMME, version.dossier)),
        ("programme.accept-stale", latest is not None and latest.pk != version.pk),
        ("programme.accept-nothing", programme_of(version).status not in WITH_UNITS),
    )
    return tuple(Finding.of(code, str(version.number)) for code, wrong in checks if wrong)


def _check_fresh(dossier: Dossier, seen: int | None) -> None:
    record = latest_record(dossier)
    if (record.pk if record else None) != seen:
        raise BadDataError([Finding.of("programme.week-changed-meanwhile", "week")])
