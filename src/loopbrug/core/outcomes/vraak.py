"""VRAAK: five questions about evidence, each with its test. A suggestion; assessors decide.

*Variatie, relevantie, authenticiteit, actualiteit, kwantiteit.* There is no score and no sum: each
look says which test was held, whether it is met, and what was seen.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loopbrug.core.law.kinds import codes_in
from loopbrug.core.law.model import Dated, Law
from loopbrug.core.orientation.months import months_later
from loopbrug.core.orientation.routes import months_of
from loopbrug.core.outcomes.evidence import Authorship, EvidencePiece, Kind, Shown
from loopbrug.core.terms.finding import Finding, Value, Weight


class Criterion(StrEnum):
    """A letter of VRAAK."""

    VARIETY = "variety"
    RELEVANCE = "relevance"
    AUTHENTICITY = "authenticity"
    CURRENCY = "currency"
    QUANTITY = "quantity"


class Met(StrEnum):
    """Whether a test is met, as far as can be seen from what was filled in."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    """Part of it is there, or a day is missing: somebody must look."""


@dataclass(frozen=True, slots=True)
class Look:
    """One criterion held against evidence (*blik op het bewijs*).

    ``test`` is the test in words, with its norm and where that comes from. ``findings`` say what
    was seen; ``about`` is the key of a piece, or the outcome.
    """

    criterion: Criterion
    met: Met
    test: Finding
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one test saw in one piece."""

    met: Met
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Norms:
    """The register of law and the reference day that a piece is held against."""

    law: Law
    day: date

    def max_age(self, kind: Kind | None) -> Dated:
        """Return the highest age of a kind of evidence: its own norm, else the general one."""
        own = f"evidence.max_age_{kind.value.replace('-', '_')}" if kind else ""
        known = self.law.knows(own, self.day)
        return self.law.on(own if known else "evidence.max_age", self.day)

    def never_alone(self) -> Dated:
        """Return the kinds of evidence that are never enough without another kind."""
        return self.law.on("evidence.never_alone", self.day)


_Test = Callable[[EvidencePiece, str, _Norms], _Seen]


def look_at(outcome: str, pieces: Iterable[EvidencePiece], law: Law, day: date) -> tuple[Look, ...]:
    """Return the five looks at all evidence for one outcome (by its code), on a reference day.

    Only pieces linked to the outcome count; when some say what they show, only those. The tests
    other than variety are met when one piece meets them: what the other pieces lack is told.

    Raises
    ------
    NoLawInForceError
        When no norm is known on ``day``.
    """
    linked = tuple(piece for piece in pieces if _link(piece, outcome))
    telling = tuple(piece for piece in linked if _relevance(piece, outcome).met is Met.YES)
    norms, counting = _Norms(law, day), telling or linked
    looks = [_variety(outcome, counting, norms)]
    for criterion, test in _TESTS.items():
        held = linked if criterion is Criterion.RELEVANCE else counting
        seen = [test(piece, outcome, norms) for piece in held]
        found = tuple(finding for one in seen for finding in one.findings)
        if not held:
            found = (_nothing(outcome),)
        met = _best(one.met for one in seen)
        looks.append(Look(criterion, met, _words(criterion, norms), found))
    return tuple(looks)


def look_at_piece(outcome: str, piece: EvidencePiece, law: Law, day: date) -> tuple[Look, ...]:
    """Return four looks at one piece for one outcome; variety needs all pieces together.

    Raises ``NoLawInForceError`` when no norm is known on ``day``.
    """
    norms = _Norms(law, day)
    looks = []
    for criterion, test in _TESTS.items():
        seen = test(piece, outcome, norms)
        looks.append(Look(criterion, seen.met, _words(criterion, norms, piece.kind), seen.findings))
    return tuple(looks)


def _variety(outcome: str, pieces: tuple[EvidencePiece, ...], norms: _Norms) -> Look:
    """Look at least at so many kinds; and some kinds never suffice without another."""
    least, alone = norms.law.on("evidence.min_kinds", norms.day), norms.never_alone()
    kinds = tuple(dict.fromkeys(piece.kind for piece in pieces))
    told: list[Finding] = [] if kinds else [_nothing(outcome)]
    if kinds and len(kinds) < _count(least):
        told.append(_about_kinds("outcomes.vraak-few-kinds", outcome, least, kinds))
    if kinds and set(kinds) <= _codes(alone):
        told.append(_about_kinds("outcomes.vraak-never-alone", outcome, alone, kinds))
    met = Met.NO if told else Met.YES
    return Look(Criterion.VARIETY, met, _words(Criterion.VARIETY, norms), tuple(told))


def _relevance(piece: EvidencePiece, outcome: str, _norms: _Norms | None = None) -> _Seen:
    """Look whether the link says what the piece shows, and where."""
    link = _link(piece, outcome)
    if link is None:
        return _Seen(Met.NO, (_about("outcomes.vraak-not-linked", piece),))
    if not link.what.strip():
        met = Met.UNSURE if link.where.strip() else Met.NO
        return _Seen(met, (_about("outcomes.vraak-shows-what", piece),))
    if not link.where.strip():
        whole = _about("outcomes.vraak-whole-piece", piece, Weight.INFORMS)
        return _Seen(Met.YES, (whole,))
    return _Seen(Met.YES)


def _authenticity(piece: EvidencePiece, _outcome: str, _norms: _Norms) -> _Seen:
    """Look whether somebody stands for it that this is the candidate's own."""
    if piece.authorship is Authorship.CONFIRMED:
        return _Seen(Met.YES, (_about("outcomes.vraak-confirmed", piece, Weight.INFORMS),))
    if piece.authorship is Authorship.DECLARED:
        return _Seen(Met.YES, (_about("outcomes.vraak-declared", piece, Weight.INFORMS),))
    return _Seen(Met.NO, (_about("outcomes.vraak-whose", piece),))


def _currency(piece: EvidencePiece, _outcome: str, norms: _Norms) -> _Seen:
    """Look how old it is on the reference day; what is still practised stays current."""
    first, last = piece.made_from, piece.made_until
    latest = last or first
    if latest is None:
        return _Seen(Met.UNSURE, (_about("outcomes.vraak-undated", piece),))
    if latest > norms.day:
        going_on = first is not None and first <= norms.day
        later = _about("outcomes.vraak-from-later", piece, last=latest)
        return _Seen(Met.YES) if going_on else _Seen(Met.UNSURE, (later,))
    if months_later(latest, months_of(norms.max_age(piece.kind))) >= norms.day:
        return _Seen(Met.YES)
    return _old(piece, latest)


def _old(piece: EvidencePiece, latest: date) -> _Seen:
    """Weigh a piece past its norm: a ground keeps it, a period without an end is asked after."""
    if ground := piece.still_practised.strip():
        code = "outcomes.vraak-still-practised"
        return _Seen(Met.YES, (_about(code, piece, Weight.INFORMS, last=latest, ground=ground),))
    if piece.made_until is None:
        return _Seen(Met.UNSURE, (_about("outcomes.vraak-until-when", piece, first=latest),))
    return _Seen(Met.NO, (_about("outcomes.vraak-too-old", piece, last=latest),))


def _quantity(piece: EvidencePiece, _outcome: str, _norms: _Norms) -> _Seen:
    """Look whether it says how much it is about, or over how long a time."""
    first, last = piece.made_from, piece.made_until
    if first and last and first > last:
        found = _about("outcomes.vraak-period-backwards", piece, first=first, last=last)
        return _Seen(Met.YES if piece.amount.strip() else Met.UNSURE, (found,))
    if piece.amount.strip() or (first and last and first < last):
        return _Seen(Met.YES)
    met = Met.UNSURE if first or last else Met.NO
    return _Seen(met, (_about("outcomes.vraak-how-much", piece),))


_TESTS: dict[Criterion, _Test] = {
    Criterion.RELEVANCE: _relevance,
    Criterion.AUTHENTICITY: _authenticity,
    Criterion.CURRENCY: _currency,
    Criterion.QUANTITY: _quantity,
}


def _words(criterion: Criterion, norms: _Norms, kind: Kind | None = None) -> Finding:
    """Return the test of a criterion in words, with the norm it is held against."""
    if criterion is Criterion.VARIETY:
        least = norms.law.on("evidence.min_kinds", norms.day)
        return Finding.of(
            "outcomes.vraak-test-variety",
            source=least.source,
            weight=Weight.INFORMS,
            least=_count(least),
            evidence_kinds=tuple(sorted(_codes(norms.never_alone()))),
        )
    if criterion is Criterion.CURRENCY:
        norm = norms.max_age(kind)
        return Finding.of(
            f"outcomes.vraak-test-currency-{norm.unit.value}",
            source=norm.source,
            weight=Weight.INFORMS,
            term=_count(norm),
            day=norms.day,
        )
    return Finding.of(f"outcomes.vraak-test-{criterion.value}", weight=Weight.INFORMS)


def _link(piece: EvidencePiece, outcome: str) -> Shown | None:
    return next((shown for shown in piece.shows if shown.outcome == outcome), None)


def _best(all_met: Iterable[Met]) -> Met:
    """Return yes when one says yes, else unsure when one does, else no."""
    found = set(all_met)
    return next((met for met in (Met.YES, Met.UNSURE) if met in found), Met.NO)


def _count(dated: Dated) -> int:
    """Return a whole number of the register; raises ``TypeError`` when it is none."""
    if not isinstance(dated.value, int):
        raise TypeError(f"{dated.name} is no whole number")
    return dated.value


def _codes(dated: Dated) -> frozenset[str]:
    return frozenset(codes_in(dated)) if isinstance(dated.value, tuple) else frozenset()


def _about(
    code: str, piece: EvidencePiece, weight: Weight = Weight.WARNS, **values: Value
) -> Finding:
    """Return what was seen in a piece, with the title it has for people."""
    return Finding(
        code, piece.key, tuple(sorted({"piece": piece.title, **values}.items())), weight=weight
    )


def _about_kinds(code: str, outcome: str, norm: Dated, kinds: tuple[Kind, ...]) -> Finding:
    values: tuple[tuple[str, Value], ...] = (("evidence_kinds", kinds),)
    return Finding(code, outcome, values, norm.source, Weight.WARNS)


def _nothing(outcome: str) -> Finding:
    return Finding.of("outcomes.vraak-nothing", outcome, weight=Weight.WARNS)
