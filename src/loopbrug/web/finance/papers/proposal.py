"""The proposal as a document: who pays what, on which rules and facts, and who agreed."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from loopbrug.core.finance.proposal import Part, Proposal, UsedFigure
from loopbrug.core.law.model import Dated
from loopbrug.core.law.titles import titles
from loopbrug.core.terms.finding import Confidence
from loopbrug.web.assessment.papers.telling import cited, in_language, longday, told, word
from loopbrug.web.finance.facts.proposals import open_sides, proposal_of, withdrawal_of
from loopbrug.web.finance.figure_words import value_in_words
from loopbrug.web.finance.queries.proposals import ProposalVersion
from loopbrug.web.ui.amounts import euros
from loopbrug.web.ui.paper import Block, Facts, Grid, Heading, Items, Note, Paper, Paragraph


def proposal_paper(row: ProposalVersion, *, newer: ProposalVersion | None = None) -> Paper:
    """Return a version as a document; ``newer`` is a later one that everybody agreed to."""
    proposal = proposal_of(row)
    agreed = not open_sides(row)
    name = _("Afspraak over de kosten") if agreed else _("Voorstel over de kosten")
    school = row.dossier.school
    names = [str(school.board or school)] if school else []
    names += [str(row.municipality)] if row.municipality else []
    return Paper(
        title=name,
        day=row.made_on,
        over=", ".join([*names, word("ministry", "payer")]),
        lead=str(row.dossier.candidate),
        foot=_("%(name)s, versie %(number)s") % {"name": name, "number": row.number},
        blocks=tuple(_blocks(row, proposal, newer)),
    )


def _blocks(
    row: ProposalVersion, proposal: Proposal, newer: ProposalVersion | None
) -> Iterator[Block]:
    if newer is not None:
        line = _("Versie %(number)s van %(day)s kwam ervoor in de plaats.")
        values = {"number": newer.number, "day": longday(newer.made_on)}
        yield Note(_("Deze versie is vervangen"), (line % values,))
    elif (taken := withdrawal_of(row)) is not None:
        line = _("Ingetrokken op %(day)s door %(who)s, voor %(side)s. De reden: %(why)s")
        values = {
            "day": longday(taken.withdrawn_on), "who": taken.withdrawn_by, "why": taken.why,
            "side": word(taken.side, "corner"),
        }  # fmt: skip
        yield Note(_("Deze afspraak geldt niet meer"), (line % values,))
    elif open_sides(row):
        line = _("Dit is een voorstel. Het geldt pas als iedereen akkoord is.")
        yield Note(_("Nog niet door iedereen akkoord"), (line,))
    if row.why:
        yield Facts(((_("Waarom deze versie"), row.why),))
    yield from _who_pays(proposal)
    yield from _costs(proposal)
    yield from _agreements(row)
    yield from _inputs(row, proposal)
    yield from _figures(proposal)
    if (get_language() or "").startswith("en"):
        yield Note("", (_("De Nederlandse tekst van deze afspraak telt."),))


def _who_pays(proposal: Proposal) -> Iterator[Block]:
    yield Heading(_("Wie betaalt wat"))
    headers = (_("Bron"), _("Namens"), _("Bedrag"), _("Wanneer"))
    paying = [part for part in proposal.parts if part.amount]
    rows = [
        (_title(part), word(part.side, "corner"), euros(part.amount), when_paid(part))
        for part in paying
    ]
    total = (_("Samen"), "", euros(proposal.paid), "")
    yield Grid(_("Bedragen per bron"), headers, (*rows, total))
    yield Facts(
        (
            (_("Kosten"), euros(proposal.total)),
            (_("Betaald"), euros(proposal.paid)),
            (_("Nog door niemand gedekt"), euros(proposal.uncovered)),
        )
    )
    for part in paying:
        yield Heading(_title(part), 2)
        if part.why:
            yield Facts(((_("Reden van dit bedrag"), part.why),))
        if part.fund_version:
            yield Paragraph(_("Volgens versie %(n)s van dit fonds.") % {"n": part.fund_version})
        yield Items(tuple(told(each) for each in part.grounds))


def _costs(proposal: Proposal) -> Iterator[Block]:
    yield Heading(_("Waarvoor"))
    headers = (_("Kosten"), _("Bedrag"), _("Van"), _("Tot en met"))
    rows = tuple(
        (
            _upper(word(cost.kind, "cost_kind")),
            euros(cost.amount) if cost.known else _("onbekend"),
            longday(cost.since),
            longday(cost.until),
        )
        for cost in proposal.costs
    )
    yield Grid(
        _("Kosten van dit traject"), headers, (*rows, (_("Samen"), euros(proposal.total), "", ""))
    )
    if proposal.open_by_kind:
        yield Facts(
            tuple(
                (_("Niet gedekt: %(kind)s") % {"kind": word(kind, "cost_kind")}, euros(amount))
                for kind, amount in proposal.open_by_kind
            )
        )


def _agreements(row: ProposalVersion) -> Iterator[Block]:
    yield Heading(_("Akkoord"))
    given = [
        (_upper(word(each.side, "corner")), f"{each.user}, {longday(each.agreed_on)}")
        for each in row.agreements.all()
    ]
    waits = [(_upper(word(side, "corner")), _("nog niet akkoord")) for side in open_sides(row)]
    yield Facts((*given, *waits))
    yield Paragraph(_("Wie akkoord geeft, gaat akkoord met precies deze tekst. Vingerafdruk:"))
    yield Paragraph(" ".join(row.mark[at : at + 8] for at in range(0, len(row.mark), 8)))


def _inputs(row: ProposalVersion, proposal: Proposal) -> Iterator[Block]:
    case, terms = proposal.case, proposal.case.terms
    yield Heading(_("Waarmee is gerekend"))
    rows = [
        (_("Gerekend op"), longday(case.day)),
        (_("Sector"), word(case.sector, "sector")),
        (_("In dienst vanaf"), longday(terms.starts_on)),
        (_("Aanstelling"), _("%(fte)s fte") % {"fte": word(terms.fte, "")}),
        (_("Waarvan studietijd"), _("%(fte)s fte") % {"fte": word(terms.study_fte, "")}),
        (_("Salarisschaal"), terms.scale.value),
        (_("Uren begeleiding per jaar"), ", ".join(str(n) for n in terms.guidance_hours) or "0"),
    ]
    if case.training.starts_on and case.training.ends_on:
        days = {"first": longday(case.training.starts_on), "last": longday(case.training.ends_on)}
        rows.append((_("Opleiding"), _("%(first)s tot en met %(last)s") % days))
    if row.dossier.school:
        rows.append((_("School"), str(row.dossier.school)))
    yield Facts(tuple(rows))


def _figures(proposal: Proposal) -> Iterator[Block]:
    yield Heading(_("Cijfers die zijn gebruikt"))
    yield Paragraph(
        _("Deze cijfers liggen vast. Verandert een regel later, dan verandert deze afspraak niet.")
    )
    headers = (_("Cijfer"), _("Waarde"), _("Versie en bron"))
    rows = tuple(
        (
            _figure_title(used.name),
            _figure_value(used),
            _figure_version(used),
        )
        for used in proposal.figures
    )
    yield Grid(_("Cijfers met hun versie"), headers, rows)


def _figure_title(name: str) -> str:
    title = titles().get(name)
    return in_language(title) if title else name


def _figure_value(used: UsedFigure) -> str:
    dated = Dated(
        used.name, used.value, used.unit, used.valid_from, None, used.source, used.checked_on
    )
    return value_in_words(dated)


def _figure_version(used: UsedFigure) -> str:
    said = _("Geldt sinds %(since)s. Nagekeken op %(checked)s. %(source)s") % {
        "since": longday(used.valid_from),
        "checked": longday(used.checked_on),
        "source": cited(used.source),
    }
    if used.provisional_since:
        said += _("; voorlopig sinds %(day)s") % {"day": longday(used.provisional_since)}
    elif used.source.confidence is Confidence.DERIVED:
        said += _("; berekend")
    return said


def when_paid(part: Part) -> str:
    """Return when a part is paid, as far as that is known."""
    if part.since and part.until:
        return _("%(first)s tot en met %(last)s") % {
            "first": longday(part.since), "last": longday(part.until)}  # fmt: skip
    return longday(part.since) if part.since else _("nog niet bekend")


def _title(part: Part) -> str:
    return _upper(word(part.title, "money_source"))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
