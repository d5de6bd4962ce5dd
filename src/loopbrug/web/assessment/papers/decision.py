"""The decision in words: what was decided and why, what could change it, how to object."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from loopbrug.core.assessment.decision import Conclusion, DecisionText
from loopbrug.core.assessment.objection import objection_findings
from loopbrug.core.assessment.report import Report
from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.terms.words import Sector
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.decisions import text_of
from loopbrug.web.assessment.papers.telling import longday, told, word
from loopbrug.web.assessment.queries import DecisionRow
from loopbrug.web.assessment.queries.decisions import coordinators_of
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.ui.paper import Block, Facts, Heading, Items, Paragraph


def said(conclusion: Conclusion) -> str:
    """Return a conclusion as one says it to the candidate."""
    return {
        Conclusion.SUITABLE: _("Je bent geschikt."),
        Conclusion.PARTLY: _("Je bent deels geschikt. Een verklaring kun je nu nog niet krijgen."),
        Conclusion.NOT_YET: _("Je bent nu nog niet geschikt."),
    }[conclusion]


def decision_blocks(row: DecisionRow, report: Report, dossier: Dossier) -> Iterator[Block]:
    """Yield the decision with reasons and signatures; if it is no yes, also what comes next."""
    text = text_of(row)
    yield Heading(_("Het besluit"))
    yield Paragraph(said(text.conclusion))
    yield Heading(_("Waarom"), 2)
    yield Paragraph(text.reasons)
    if text.conclusion is not Conclusion.SUITABLE:
        yield from letter_blocks(text, report)
    yield Heading(_("Wie tekenden"), 2)
    yield Facts(tuple(signed_by(row)))
    if text.conclusion is not Conclusion.SUITABLE:
        yield from objection_blocks(row, report, dossier)


def letter_blocks(text: DecisionText, report: Report) -> Iterator[Block]:
    """Yield what could still change a decision that is no yes, and which doors are near."""
    yield Heading(_("Wat kan dit nog veranderen?"), 2)
    yield Paragraph(
        _(
            "Nieuw bewijs, een les die iemand ziet of een toets kan een leeruitkomst alsnog "
            "aantonen. Wat al is gevalideerd, blijft staan. Je kunt het onderzoek later opnieuw "
            "aanvragen."
        )
    )
    open_codes = tuple(
        each.code for each in report.outcomes if each.verdict is not Verdict.VALIDATED
    )
    if open_codes:
        codes = word(open_codes, "codes")
        yield Paragraph(_("Het gaat vooral om: %(codes)s.") % {"codes": codes})
    yield Heading(_("Deuren die wel open staan"), 2)
    lines = [line.strip(" •-") for line in text.next_doors.splitlines()]
    yield Items(tuple(line for line in lines if line))


def signed_by(row: DecisionRow) -> Iterator[tuple[str, str]]:
    """Yield who signed for which side, and when."""
    for each in row.signatures.all():
        name = _("Namens %(side)s") % {"side": word(each.side, "side")}
        yield name, f"{each.user}, {longday(each.signed_on)}"


def objection_blocks(row: DecisionRow, report: Report, dossier: Dossier) -> Iterator[Block]:
    """Yield how to object, to whom and by when, as far as that is known."""
    decided_on = max((each.signed_on for each in row.signatures.all()), default=None)
    day = decided_on or row.put_forward_on
    board = str(dossier.school.board or "") if dossier.school else ""
    found = objection_findings(law(), day, Sector(report.sector), report.institute, board)
    yield Heading(_("Ben je het er niet mee eens?"), 2)
    yield Paragraph(
        _("Praat er eerst over met je vaste begeleider of met de assessoren. Dat mag altijd.")
    )
    yield Items(tuple(told(finding) for finding in found))
    people = coordinators_of(dossier.institute)
    if people:
        yield Facts(((_("Wie je kunt aanspreken"), "\n".join(_reached(each) for each in people)),))


def _reached(user: User) -> str:
    return f"{user}, {user.email}"
