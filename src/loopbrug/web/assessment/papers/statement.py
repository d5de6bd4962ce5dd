"""The statement of suitability as a document."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from loopbrug.core.assessment.statement import ground_of, terms_of
from loopbrug.core.terms.words import Bilingual, Sector
from loopbrug.web.assessment.facts.decisions import replacing, report_of, text_of
from loopbrug.web.assessment.papers.decision import signed_by
from loopbrug.web.assessment.papers.report import amounts_grid
from loopbrug.web.assessment.papers.telling import cited, in_language, longday, told, word
from loopbrug.web.assessment.queries import StatementRow
from loopbrug.web.pathway.facts import law
from loopbrug.web.ui.paper import Block, Facts, Heading, Items, Note, Paper, Paragraph


def statement_paper(row: StatementRow, address: str, appointed_on: date | None) -> Paper:
    """Return the statement; ``address`` is the page where anybody can verify it."""
    return Paper(
        title=_("Verklaring van geschiktheid"),
        day=row.issued_on,
        over=row.document["issuer"],
        lead=row.document["holder"],
        number=row.number,
        foot=_("Verklaring %(number)s") % {"number": row.number},
        author=row.document["issuer"] or "Loopbrug",
        blocks=tuple(_blocks(row, address, appointed_on)),
    )


def statement_facts(row: StatementRow, appointed_on: date | None) -> tuple[tuple[str, str], ...]:
    """Return what a statement says of its holder: this and nothing more is public."""
    document = row.document
    facts = [
        (_("Naam"), document["holder"]),
        (_("Nummer"), row.number),
        (_("Geschikt voor"), in_language(Bilingual(**document["qualification"]))),
        (_("Sector"), word(document["sector"], "sector")),
        (_("Vak"), word(document["subject"], "subject") if document["subject"] else "–"),
        (_("Afgegeven door"), document["issuer"] or "–"),
        (_("Afgegeven op"), longday(row.issued_on)),
    ]
    if appointed_on:
        facts.append((_("Benoemd op"), longday(appointed_on)))
    return tuple(facts)


def terms_told(row: StatementRow) -> tuple[str, ...]:
    """Return what follows from a statement, each with its source."""
    found = terms_of(law(), row.issued_on, Sector(row.document["sector"]))
    return tuple(told(finding) for finding in found)


def _blocks(row: StatementRow, address: str, appointed_on: date | None) -> Iterator[Block]:
    report = report_of(row.decision.report)
    later, earlier = replacing(row), row.replaces
    ground = ground_of(law(), row.issued_on, Sector(row.document["sector"]))
    if later:
        line = _("Nummer %(number)s van %(day)s kwam ervoor in de plaats.") % {
            "number": later.number,
            "day": longday(later.issued_on),
        }
        yield Note(_("Deze verklaring is vervangen"), (line,))
    yield Paragraph(
        _("%(name)s is geschikt om voor de klas te staan en de opleiding in het werk te volgen.")
        % {"name": row.document["holder"]}
    )
    yield Facts(statement_facts(row, appointed_on))
    if earlier:
        yield Paragraph(_("Deze verklaring vervangt %(number)s.") % {"number": earlier.number})
    yield Heading(_("Scholing en begeleiding die nog nodig zijn"))
    yield amounts_grid(report, text_of(row.decision))
    yield Heading(_("Wat deze verklaring betekent"))
    yield Items(terms_told(row))
    yield Facts(((_("Rust op"), cited(ground.source)),))
    yield Heading(_("Getekend"))
    yield Facts(tuple(signed_by(row.decision)))
    yield Heading(_("Benoeming"))
    yield Paragraph(
        _("Hier schrijft het bestuur dat als eerste benoemt de datum van de benoeming.")
        if appointed_on is None
        else _("Benoemd op %(day)s.") % {"day": longday(appointed_on)}
    )
    yield Heading(_("Klopt deze verklaring?"))
    yield Paragraph(_("Iedereen kan dat zonder account nagaan op dit adres:"))
    yield Paragraph(address)
    yield Facts(((_("Code"), row.secret),))
    if (get_language() or "").startswith("en"):
        yield Note("", (_("De Nederlandse tekst van deze verklaring telt."),))
