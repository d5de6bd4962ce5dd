"""Claims as plain values: to tell one from another, and to let them travel with a page."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from loopbrug.core.outcomes.evidence import Claim
from loopbrug.web.outcomes.queries import ClaimRow

Mark = tuple[str, str, str, date | None, date | None]
LONGEST = {"title": 300, "organisation": 200, "level": 40}
DAYS = ("since", "until")


def mark_of(claim: Claim | ClaimRow) -> Mark:
    """Return what tells one claim from another, as far as it is kept."""
    title, organisation = claim.title[: LONGEST["title"]], claim.organisation
    return claim.kind, title, organisation[: LONGEST["organisation"]], claim.since, claim.until


def marks_of(claims: Iterable[Claim | ClaimRow]) -> frozenset[Mark]:
    """Return the marks of some claims."""
    return frozenset(mark_of(claim) for claim in claims)


def plain_claims(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Return claims as JSON has them."""
    return [
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(claim).items()
        }
        for claim in claims
    ]


def claims_from(plain: Iterable[Mapping[str, Any]]) -> list[Claim]:
    """Return the claims that ``plain_claims`` wrote."""
    return [Claim(**{name: _value(name, value) for name, value in one.items()}) for one in plain]


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in DAYS and value else value
