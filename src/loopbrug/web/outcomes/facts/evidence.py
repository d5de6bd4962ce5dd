"""Rows of evidence as values of the core: pieces, claims, findings, and VRAAK."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from loopbrug.core.outcomes.evidence import (
    Authorship,
    Carrier,
    Claim,
    EvidencePiece,
    Kind,
    Shown,
)
from loopbrug.core.outcomes.suggest import Index
from loopbrug.core.outcomes.vraak import Criterion, Look, look_at, look_at_piece
from loopbrug.core.terms.finding import Finding
from loopbrug.web.outcomes.queries import ClaimRow, EvidenceItem, StoredFile
from loopbrug.web.pathway.facts import framework_of, law


def piece_value(row: EvidenceItem) -> EvidencePiece:
    """Return one piece as the core knows it."""
    return EvidencePiece(
        key=row.code,
        title=row.title,
        kind=Kind(row.kind),
        carrier=Carrier(row.carrier),
        made_from=row.made_from,
        made_until=row.dated,
        still_practised=row.still_practised,
        authorship=authorship_of(row),
        amount=row.amount,
        shows=shown_by(row),
    )


def shown_by(row: EvidenceItem) -> tuple[Shown, ...]:
    """Return the links of a piece, in the order they were made."""
    return tuple(Shown(link.outcome, link.what, link.where) for link in row.shown.all())


def authorship_of(row: EvidenceItem) -> Authorship:
    """Return how sure it is whose a piece is; somebody who denies it takes a confirmation away."""
    said = [one.confirms for one in row.confirmations.all()]
    if False in said:
        return Authorship.UNSAID
    if row.given_by or said:
        return Authorship.CONFIRMED
    return Authorship.DECLARED if row.own_work else Authorship.UNSAID


def claim_value(row: ClaimRow) -> Claim:
    """Return one claim as the core knows it."""
    return Claim(
        kind=row.kind,
        title=row.title,
        organisation=row.organisation,
        since=row.since,
        until=row.until,
        ongoing=row.ongoing,
        level=row.level,
        text=row.text,
    )


def freeze(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return findings as JSON keeps them; their values are text and numbers."""
    return [{"code": one.code, "values": dict(one.values)} for one in findings]


def refusal_of(row: StoredFile) -> tuple[Finding, ...]:
    """Return why a file was refused; empty when it was not."""
    return tuple(_thawed(one) for one in row.refusal)


def _thawed(kept: Mapping[str, Mapping[str, str]]) -> Finding:
    return Finding(str(kept["code"]), values=tuple(sorted(kept["values"].items())))


@dataclass(frozen=True, slots=True)
class OutcomeLooks:
    """VRAAK for one outcome: over all its pieces, and per piece by code."""

    together: tuple[Look, ...]
    apart: Mapping[str, tuple[Look, ...]]

    @property
    def variety(self) -> Look:
        """The one look that needs all pieces together."""
        return next(look for look in self.together if look.criterion is Criterion.VARIETY)


def looks_of(pieces: Iterable[EvidencePiece], day: date) -> dict[str, OutcomeLooks]:
    """Return VRAAK on ``day`` by outcome, for every outcome that a piece is linked to."""
    kept = tuple(pieces)
    codes = dict.fromkeys(shown.outcome for piece in kept for shown in piece.shows)
    return {code: _looks(code, kept, day) for code in codes}


def _looks(code: str, pieces: tuple[EvidencePiece, ...], day: date) -> OutcomeLooks:
    linked = [piece for piece in pieces if code in {shown.outcome for shown in piece.shows}]
    return OutcomeLooks(
        look_at(code, pieces, law(), day),
        {piece.key: look_at_piece(code, piece, law(), day) for piece in linked},
    )


@cache
def index_of(region: str) -> Index:
    """Return the words of every outcome of a region's framework, read once."""
    return Index.of(framework_of(region))
