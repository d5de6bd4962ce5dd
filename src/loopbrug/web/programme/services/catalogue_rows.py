"""Acts on what an institute works on: units, offerings, or a whole listing at once."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.model import Offering, Unit
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.programme.models import OfferingRow, UnitRow
from loopbrug.web.programme.permissions.catalogue import may_keep_catalogue
from loopbrug.web.programme.queries.catalogue import offering_with_key, unit_with_code

UNITS, OFFERINGS = "units", "offerings"
_BATCH = 500
_UNIT = (
    "title_nl", "title_en", "form", "covers", "fixed_hours", "exemptible", "needs_outcomes",
    "needs_units", "sectors", "national", "unresolved",
)  # fmt: skip
_OFFERING = (
    "unit_id", "first", "last", "weekday", "starts_at", "ends_at", "every", "postcode",
    "place_name", "capacity", "smallest",
)  # fmt: skip


def lock_catalogue(actor: User | None, institute: Organisation) -> None:
    """Let nobody else change or publish in the region meanwhile; refuse who may not.

    ``actor`` None is the installation itself. Raises ``BadDataError``.
    """
    rows = Organisation.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(region=institute.region, kind=Organisation.Kind.INSTITUTE))
    if actor is not None and not may_keep_catalogue(actor, institute):
        raise BadDataError([Finding.of("programme.catalogue-not-yours")])


@transaction.atomic
def keep_unit(
    *, actor: User, institute: Organisation, unit: Unit, unresolved: Iterable[str] = ()
) -> UnitRow:
    """Add a unit, or bring the one with its code up to date."""
    lock_catalogue(actor, institute)
    facts = _unit_facts(unit) | {"unresolved": list(unresolved)}
    row, _made = UnitRow.objects.update_or_create(
        institute=institute, code=unit.code, defaults=facts
    )
    _write(actor, institute, "programme.keep-unit", unit=unit.code)
    return row


@transaction.atomic
def remove_unit(*, actor: User, institute: Organisation, code: str) -> None:
    """Take a unit out, with the offerings of it; earlier versions keep them."""
    lock_catalogue(actor, institute)
    row = unit_with_code(institute, code)
    if row is None:
        return
    OfferingRow.objects.filter(unit=row).delete()
    UnitRow.objects.filter(pk=row.pk).delete()
    _write(actor, institute, "programme.remove-unit", unit=code)


@transaction.atomic
def keep_offering(
    *, actor: User, institute: Organisation, offering: Offering, key: int | None = None
) -> OfferingRow:
    """Add an offering, or bring the one with ``key`` up to date.

    Raises ``BadDataError`` when its code is in use already, or its unit is not there.
    """
    lock_catalogue(actor, institute)
    unit = unit_with_code(institute, offering.unit)
    if unit is None:
        raise BadDataError([_homeless(offering)])
    row = (offering_with_key(institute, key) if key else None) or OfferingRow(institute=institute)
    same = OfferingRow.objects.filter(institute=institute, code=offering.code).exclude(pk=row.pk)
    if same.exists():
        raise BadDataError([Finding.of("programme.code-twice", "code", thing=offering.code)])
    for name, value in {"code": offering.code, **_offering_facts(offering, unit.pk)}.items():
        setattr(row, name, value)
    row.save()
    _write(actor, institute, "programme.keep-offering", offering=row.code)
    return row


@transaction.atomic
def remove_offering(*, actor: User, institute: Organisation, key: int) -> None:
    """Take an offering out; earlier versions keep it."""
    lock_catalogue(actor, institute)
    row = offering_with_key(institute, key)
    if row is not None:
        OfferingRow.objects.filter(pk=row.pk).delete()
        _write(actor, institute, "programme.remove-offering", offering=row.code)


@transaction.atomic
def take_listing(
    institute: Organisation,
    listing: Listing,
    parts: Collection[str] = (UNITS, OFFERINGS),
) -> None:
    """Make what an institute works on the same as ``listing``: all of its ``parts``.

    What is the same stays as it is, and so do cancelled offerings. The number of questions to
    the database grows with the size of the listing by batches only. Raises ``BadDataError`` for
    offerings of units that are not there (any more).
    """
    if UNITS in parts:
        _take_units(institute, listing)
    if OFFERINGS in parts:
        _take_offerings(institute, listing)
    if UNITS in parts:
        codes = {unit.code for unit in listing.units}
        gone = UnitRow.objects.filter(institute=institute).exclude(code__in=codes)
        OfferingRow.objects.filter(unit__in=gone).delete()
        gone.delete()


def _homeless(offering: Offering) -> Finding:
    code, of = "programme.offering-of-unknown-unit", offering.unit
    return Finding.of(code, "unit", offering=offering.code, unit=of)


def _take_units(institute: Organisation, listing: Listing) -> None:
    known = {row.code: row for row in UnitRow.objects.filter(institute=institute)}
    new, changed = [], []
    for unit in listing.units:
        facts, row = _unit_facts(unit), known.get(unit.code)
        if row is None:
            new.append(UnitRow(institute=institute, code=unit.code, **facts))
        elif _differs(row, facts):
            changed.append(row)
    UnitRow.objects.bulk_create(new, batch_size=_BATCH)
    UnitRow.objects.bulk_update(changed, _UNIT, batch_size=_BATCH)


def _take_offerings(institute: Organisation, listing: Listing) -> None:
    units = dict(UnitRow.objects.filter(institute=institute).values_list("code", "pk"))
    if homeless := [_homeless(one) for one in listing.offerings if one.unit not in units]:
        raise BadDataError(homeless)
    known = {row.code: row for row in OfferingRow.objects.filter(institute=institute)}
    new, changed = [], []
    for offering in listing.offerings:
        facts, row = _offering_facts(offering, units[offering.unit]), known.pop(offering.code, None)
        if row is None:
            new.append(OfferingRow(institute=institute, code=offering.code, **facts))
        elif _differs(row, facts):
            changed.append(row)
    gone = [row.pk for row in known.values() if row.cancelled_on is None]
    for start in range(0, len(gone), _BATCH):
        OfferingRow.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    OfferingRow.objects.bulk_create(new, batch_size=_BATCH)
    OfferingRow.objects.bulk_update(changed, _OFFERING, batch_size=_BATCH)


def _differs(row: UnitRow | OfferingRow, facts: dict[str, Any]) -> bool:
    """Bring a row up to date; return whether anything changed."""
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _unit_facts(unit: Unit) -> dict[str, Any]:
    return {
        "title_nl": unit.title.nl,
        "title_en": unit.title.en,
        "form": unit.form.value,
        "covers": [list(pair) for pair in unit.covers],
        "fixed_hours": unit.fixed_hours,
        "exemptible": unit.exemptible,
        "needs_outcomes": list(unit.needs_outcomes),
        "needs_units": list(unit.needs_units),
        "sectors": [sector.value for sector in unit.sectors],
        "national": unit.national,
    }


def _offering_facts(offering: Offering, unit: int) -> dict[str, Any]:
    slot, place = offering.slot, offering.place
    return {
        "unit_id": unit,
        "first": offering.period.first,
        "last": offering.period.last or offering.period.first,
        "weekday": int(slot.day) if slot else None,
        "starts_at": slot.start if slot else None,
        "ends_at": slot.end if slot else None,
        "every": offering.every,
        "postcode": place.postcode if place else "",
        "place_name": place.name if place else "",
        "capacity": offering.capacity,
        "smallest": offering.smallest,
    }


def _write(actor: User, institute: Organisation, name: str, **details: str) -> None:
    subject = f"institute:{institute.code}"
    record_act(actor=actor, name=name, subject=subject, institute=institute.name, **details)
