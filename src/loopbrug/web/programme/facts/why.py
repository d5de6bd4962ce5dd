"""Why a programme is as it is, and what saved the hours that are not in it."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from loopbrug.core.programme.model import ProgrammeProblem
from loopbrug.core.programme.why import UnitWhy, hours_saved, whys_of
from loopbrug.web.outcomes.facts import Standing
from loopbrug.web.outcomes.queries import evidence_items
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.alternatives import mark_of
from loopbrug.web.programme.queries import ProgrammeVersion

KEPT_SECONDS = 60 * 60 * 24


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every unit's why, and per outcome the hours that there would certainly be without it."""

    units: tuple[UnitWhy, ...]
    saved: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence by its title; ``number`` is its place in the address."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An outcome that somebody has shown: how it was judged, and on what."""

    outcome: str
    whole: bool
    judged_on: date | None
    by: tuple[str, ...]
    evidence: tuple[Piece, ...]


def explanation_for(version: ProgrammeVersion, problem: ProgrammeProblem) -> Explanation:
    """Return why ``version`` is as it is; kept until something it rests on changes.

    Of a programme that has begun, hours that were saved are not told: its hours hold what is over.
    """
    name = f"programme.why:{version.pk}:{mark_of(problem)}"
    known: Explanation | None = cache.get(name)
    if known is None:
        programme = programme_of(version)
        saved = () if problem.kept else hours_saved(problem, programme)
        known = Explanation(whys_of(problem, programme), saved)
        cache.set(name, known, KEPT_SECONDS)
    return known


def shown_outcomes(
    dossier: Dossier, standing: Standing, *, see_evidence: bool
) -> tuple[Shown, ...]:
    """Return what is validated, wholly or partly, with the judgement that counts.

    The evidence is left out for who may not see it.
    """
    if standing.gap is None:
        return ()
    latest = {one.outcome: one for one in standing.judgements}
    pieces = _pieces(dossier) if see_evidence else {}
    found = []
    for code in (*standing.gap.validated, *standing.gap.partly):
        judged = latest.get(code)
        found.append(
            Shown(
                outcome=code,
                whole=code in standing.gap.validated,
                judged_on=judged.judged_on if judged else None,
                by=judged.by if judged else (),
                evidence=pieces.get(code, ()),
            )
        )
    return tuple(found)


def _pieces(dossier: Dossier) -> dict[str, tuple[Piece, ...]]:
    found: dict[str, tuple[Piece, ...]] = {}
    for item in evidence_items(dossier):
        for link in item.shown.all():
            found[link.outcome] = (*found.get(link.outcome, ()), Piece(item.pk, item.title))
    return found
