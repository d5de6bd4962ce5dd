"""Acts on funds: every change is a next version; what was promised on an earlier one stays."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.finance.models.funds import FundVersion
from loopbrug.web.finance.permissions import funds_kept_by
from loopbrug.web.finance.queries.funds import fund_with_code
from loopbrug.web.organisations.queries import Organisation

_CODE = 40


@transaction.atomic
def keep_fund(
    *,
    actor: User,
    manager: Organisation,
    facts: Mapping[str, Any],
    day: date,
    number: int = 0,
    code: str = "",
) -> FundVersion:
    """Keep a fund as a next version; the same as the last one is that one.

    ``number`` is the version that was read, 0 for a new fund. Raises ``BadDataError``: not the
    manager, a newer version, a name that is taken.
    """
    if manager.pk not in {one.pk for one in funds_kept_by(actor)}:
        raise BadDataError([Finding.of("finance.fund-not-yours")])
    code = code or f"{manager.code}-{slugify(facts['name'])}"[:_CODE]
    latest = fund_with_code(code)
    _ask_version(latest, manager, number)
    whole = {name: facts[name] for name in FIELDS}
    if latest is not None and all(getattr(latest, name) == whole[name] for name in FIELDS):
        return latest
    made: FundVersion = FundVersion.objects.create(
        code=code,
        number=number + 1,
        manager=manager,
        region=manager.region,
        why=facts.get("why", ""),
        made_by=actor,
        made_on=day,
        **whole,
    )
    record_act(
        actor=actor, name="finance.keep-fund", subject=f"fund:{code}", day=day.isoformat(),
        version=made.number, fund=made.name,
    )  # fmt: skip
    return made


FIELDS = (
    "name", "amount", "share", "budget", "valid_from", "valid_until", "apply_by", "account_by",
    "sectors", "for_kinds", "excludes", "needs", "source", "closed",
)  # fmt: skip
"""What makes a version differ from the one before."""


def _ask_version(latest: FundVersion | None, manager: Organisation, number: int) -> None:
    if latest is not None and latest.manager_id != manager.pk:
        raise BadDataError([Finding.of("finance.fund-not-yours")])
    if latest is not None and number == 0:
        raise BadDataError([Finding.of("finance.fund-code-taken", "name")])
    if (latest.number if latest else 0) != number:
        raise BadDataError([Finding.of("finance.fund-stale")])
