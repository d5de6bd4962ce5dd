"""What a person sees of the evidence in a dossier: pieces with their outcomes and their looks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from loopbrug.core.outcomes.evidence import Authorship
from loopbrug.core.outcomes.model import Outcome
from loopbrug.core.outcomes.suggest import Suggestion
from loopbrug.core.outcomes.vraak import Look
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.outcomes.facts.evidence import (
    OutcomeLooks,
    authorship_of,
    index_of,
    looks_of,
    piece_value,
    refusal_of,
)
from loopbrug.web.outcomes.files.page_text import pages_of, plain_text_of
from loopbrug.web.outcomes.files.shelf import place_of
from loopbrug.web.outcomes.queries import EvidenceItem
from loopbrug.web.outcomes.queries.evidence import judged_codes, pieces_of
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.pathway.queries import Dossier

MOST_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One outcome that a piece is said to show, with the looks at it."""

    code: str
    statement: str
    what: str
    where: str
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """One piece as a person sees it; ``refused`` says why its file was taken out later."""

    row: EvidenceItem
    points: tuple[Point, ...]
    authorship: Authorship
    judged: bool
    refused: tuple[Finding, ...] = ()

    @property
    def withdrawn(self) -> bool:
        """Whether the candidate took it back."""
        return self.row.withdrawn_on is not None


@dataclass(frozen=True, slots=True)
class Together:
    """All pieces for one outcome, and whether they are different enough."""

    code: str
    statement: str
    titles: tuple[str, ...]
    variety: Look


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The evidence of a dossier as somebody may see it."""

    pieces: tuple[Brought, ...]
    withdrawn: tuple[Brought, ...]
    together: tuple[Together, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """An outcome a piece may also show, with the words that met it."""

    code: str
    statement: str
    words: tuple[str, ...]


def portfolio_of(dossier: Dossier, day: date, language: str, *, own: bool) -> Portfolio:
    """Return the pieces; of the withdrawn ones others see only those that were judged on."""
    rows, judged = list(pieces_of(dossier)), judged_codes(dossier)
    said = {row.pk: piece_value(row) for row in rows}
    current = [row for row in rows if row.withdrawn_on is None]
    looks = looks_of((said[row.pk] for row in current), day)
    statements = statements_of(dossier, language)
    told = [brought(row, looks, statements, judged=row.code in judged) for row in rows]
    return Portfolio(
        pieces=tuple(one for one in told if not one.withdrawn),
        withdrawn=tuple(one for one in told if one.withdrawn and (own or one.judged)),
        together=_together(current, looks, statements),
    )


def brought(
    row: EvidenceItem,
    looks: Mapping[str, OutcomeLooks],
    statements: Mapping[str, str],
    *,
    judged: bool,
) -> Brought:
    """Return one piece with its points; without looks for what is not in ``looks``."""
    points = tuple(
        Point(
            link.outcome,
            statements.get(link.outcome, ""),
            link.what,
            link.where,
            looks[link.outcome].apart.get(row.code, ()) if link.outcome in looks else (),
        )
        for link in row.shown.all()
    )
    refused = refusal_of(row.file) if row.file else ()
    return Brought(row, points, authorship_of(row), judged, refused)


def brought_alone(row: EvidenceItem, day: date, language: str, *, judged: bool) -> Brought:
    """Return one piece for its own page."""
    looks = looks_of([piece_value(row)], day)
    return brought(row, looks, statements_of(row.dossier, language), judged=judged)


def statements_of(dossier: Dossier, language: str) -> dict[str, str]:
    """Return the statement of every outcome of the region's framework by code."""
    outcomes = framework_of(dossier.region).outcomes
    return {outcome.code: outcome.statement.text(language) for outcome in outcomes}


def outcomes_wanted(dossier: Dossier, day: date) -> tuple[Outcome, ...]:
    """Return the outcomes the wanted qualification asks for; every outcome when it is not known."""
    everything = framework_of(dossier.region).outcomes
    try:
        gap = standing_of(dossier, day).gap
    except BadDataError:
        return everything
    if gap is None:
        return everything
    wanted = {*gap.validated, *gap.partly, *gap.missing}
    return tuple(outcome for outcome in everything if outcome.code in wanted)


def suggestions_for(row: EvidenceItem, day: date, language: str) -> tuple[Suggested, ...]:
    """Return what a piece may also show, by the words in it; never a judgement."""
    linked = {link.outcome for link in row.shown.all()}
    wanted = [one.code for one in outcomes_wanted(row.dossier, day) if one.code not in linked]
    found = index_of(row.dossier.region).suggestions(_text_of(row), wanted, MOST_SUGGESTIONS)
    statements = statements_of(row.dossier, language)
    return tuple(_suggested(one, statements) for one in found)


def _suggested(one: Suggestion, statements: Mapping[str, str]) -> Suggested:
    return Suggested(one.outcome, statements.get(one.outcome, ""), one.words)


def _text_of(row: EvidenceItem) -> str:
    """Return everything readable in a piece: its title first, then what was said and its text."""
    said = [row.title, row.amount, row.text, *(link.what for link in row.shown.all())]
    return "\n".join([*said, _text_in_file(row)])


def _text_in_file(row: EvidenceItem) -> str:
    file = row.file
    if file is None or file.state != "kept":
        return ""
    if file.media_type == "application/pdf":
        return "\n".join(pages_of(place_of(file.pk), file.sha256))
    if file.media_type == "text/plain" and place_of(file.pk).exists():
        return plain_text_of(place_of(file.pk))
    return ""


def _together(
    rows: Iterable[EvidenceItem],
    looks: Mapping[str, OutcomeLooks],
    statements: Mapping[str, str],
) -> tuple[Together, ...]:
    titles: dict[str, list[str]] = {code: [] for code in looks}
    for row in rows:
        for link in row.shown.all():
            titles[link.outcome].append(row.title)
    return tuple(
        Together(code, statements.get(code, ""), tuple(titles[code]), looks[code].variety)
        for code in statements
        if code in looks
    )
