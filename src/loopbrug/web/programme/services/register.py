"""Acts on the register: keep an offer, say that it is still right, withdraw it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from loopbrug.core.programme.register.offer import offer_findings
from loopbrug.core.terms.finding import BadDataError, Finding, Weight
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.programme.facts.register import offer_of
from loopbrug.web.programme.models.register import OfferRow


@dataclass(frozen=True, slots=True)
class Draft:
    """An offer as an institute fills it in; None is unknown."""

    qualification: str
    starts_on: date
    source: str
    contact: str = ""
    assessments: tuple[date, ...] = ()
    closes_on: date | None = None
    price: Decimal | None = None
    places: int | None = None


@transaction.atomic
def keep_offer(
    *,
    actor: User | None,
    institute: Organisation,
    draft: Draft,
    day: date,
    row: OfferRow | None = None,
) -> OfferRow:
    """Add an offer, or bring ``row`` up to date; what is kept counts as checked on ``day``.

    An institute has one offer per qualification and start: the same again changes that one.
    Raises ``BadDataError`` with everything that cannot be right, also when ``row`` was withdrawn
    meanwhile or would become another offer that is there already.
    """
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=institute.pk))
    same = _same(institute, draft)
    row = _open(row, same) if row else same or OfferRow(institute=institute)
    row.qualification, row.starts_on = draft.qualification, draft.starts_on
    row.assessments = sorted({each.isoformat() for each in draft.assessments})
    row.closes_on, row.price, row.places = draft.closes_on, draft.price, draft.places
    row.contact, row.source = draft.contact, draft.source
    row.checked_on, row.kept_by = day, actor
    findings = offer_findings(offer_of(row), day)
    if wrong := [one for one in findings if one.weight is Weight.BLOCKS]:
        raise BadDataError(wrong)
    row.save()
    record_act(
        actor=actor, name="programme.keep-offer", subject=f"offer:{row.pk}",
        institute=institute.name, qualification=draft.qualification, day=day.isoformat(),
    )  # fmt: skip
    return row


@transaction.atomic
def confirm_offer(*, actor: User, row: OfferRow, day: date) -> None:
    """Say that an offer is still right as it stands; twice on a day is once."""
    kept = OfferRow.objects.select_for_update().get(pk=row.pk)
    if kept.checked_on == day or kept.withdrawn_on:
        return
    kept.checked_on = day
    kept.save(update_fields=["checked_on"])
    record_act(actor=actor, name="programme.check-offer", subject=f"offer:{row.pk}")


@transaction.atomic
def withdraw_offer(*, actor: User, row: OfferRow, day: date) -> None:
    """Take an offer out of the register; twice is once."""
    kept = OfferRow.objects.select_for_update().get(pk=row.pk)
    if kept.withdrawn_on:
        return
    kept.withdrawn_on = day
    kept.save(update_fields=["withdrawn_on"])
    record_act(actor=actor, name="programme.withdraw-offer", subject=f"offer:{row.pk}")


def _open(row: OfferRow, same: OfferRow | None) -> OfferRow:
    """Return the row as it is now: somebody else may have withdrawn it since it was read."""
    rows = OfferRow.objects.select_for_update(of=("self",)).select_related("institute")
    now: OfferRow = rows.get(pk=row.pk)
    if now.withdrawn_on:
        raise BadDataError([Finding.of("programme.offer-withdrawn", day=now.withdrawn_on)])
    if same is not None and same.pk != now.pk:
        raise BadDataError([Finding.of("programme.offer-twice", "starts_on", day=same.starts_on)])
    return now


def _same(institute: Organisation, draft: Draft) -> OfferRow | None:
    found: OfferRow | None = OfferRow.objects.filter(
        institute=institute,
        qualification=draft.qualification,
        starts_on=draft.starts_on,
        withdrawn_on=None,
    ).first()
    return found
