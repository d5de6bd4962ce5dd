"""Laying down who a region expects: always the whole of it, from a day on; the old stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from loopbrug.core.assessment.region_load import Grade
from loopbrug.core.terms.words import Profile, Sector
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.models import Estimate, EstimateLine
from loopbrug.web.assessment.queries.outlook import latest_estimate
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation

Who = tuple[Profile, Sector, str]
"""Profile, sector and subject of people who are expected."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where a figure comes from: in words, with the grade of its evidence."""

    by: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Draft:
    """What a region expects from a day on: people a year by kind, and how busy each month is.

    ``told`` is where the figures that changed come from; ``base`` the estimate they were
    changed on (None: there was none).
    """

    valid_from: date
    per_year: Mapping[Who, int]
    months: tuple[int, ...]
    told: Told
    base: int | None


class OvertakenError(ValueError):
    """Somebody else laid down figures since these were read."""


@transaction.atomic
def lay_down_estimate(*, actor: User | None, region: str, draft: Draft) -> Estimate | None:
    """Lay down what a region expects; None when nothing would change, and nothing is written.

    What stays the same keeps its own source. Raises ``OvertakenError`` when somebody else was
    first.
    """
    desk = Organisation.objects.filter(region=region, kind=Organisation.Kind.DESK)
    list(desk.select_for_update(no_key=True).order_by("pk"))
    before = latest_estimate(region)
    if (before.pk if before else None) != draft.base:
        raise OvertakenError(region)
    known = {_who(line): line for line in before.lines.all()} if before else {}
    changed = [who for who, count in draft.per_year.items() if count != _count(known.get(who))]
    same_months = before is not None and tuple(before.months) == draft.months
    if not changed and same_months:
        return None
    months = Told(before.months_told_by, Grade(before.months_grade)) if before else draft.told
    made = _keep(actor, region, draft, months if same_months else draft.told)
    EstimateLine.objects.bulk_create(
        _line(made, who, count, known.get(who), draft.told)
        for who, count in draft.per_year.items()
        if count or who in known
    )
    record_act(
        actor=actor, name="assessment.estimate", subject=f"region:{region}",
        count=sum(draft.per_year.values()), changed=len(changed),
        day=draft.valid_from.isoformat(),
    )  # fmt: skip
    return made


def _keep(actor: User | None, region: str, draft: Draft, months: Told) -> Estimate:
    made: Estimate = Estimate.objects.create(
        region=region,
        valid_from=draft.valid_from,
        months=list(draft.months),
        months_told_by=months.by,
        months_grade=months.grade.value,
        made_by=actor,
    )
    return made


def _line(
    made: Estimate, who: Who, count: int, known: EstimateLine | None, told: Told
) -> EstimateLine:
    same = known is not None and known.per_year == count
    return EstimateLine(
        estimate=made,
        profile=who[0].value,
        sector=who[1].value,
        subject=who[2],
        per_year=count,
        told_by=known.told_by if known and same else told.by,
        grade=known.grade if known and same else told.grade.value,
    )


def _who(line: EstimateLine) -> Who:
    return Profile(line.profile), Sector(line.sector), line.subject


def _count(line: EstimateLine | None) -> int:
    return line.per_year if line else 0
