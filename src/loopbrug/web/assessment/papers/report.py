"""The report as a document, on a page and on paper: what was found, in the candidate's words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.core.assessment.decision import AreaAmount, Conclusion, DecisionText
from loopbrug.core.assessment.report import Report, ReportedArea, ReportedOutcome
from loopbrug.core.law.model import Law
from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.terms.finding import LegalSource
from loopbrug.web.assessment.facts.decisions import Docket, report_of, text_of
from loopbrug.web.assessment.papers.decision import decision_blocks
from loopbrug.web.assessment.papers.telling import cited, in_language, longday, word
from loopbrug.web.assessment.queries import DecisionRow, ReportRow
from loopbrug.web.pathway.facts import law as register
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.ui.paper import Block, Facts, Grid, Heading, Items, Note, Paper, Paragraph

GROUNDS = ("go.questions", "go.amounts_named", "go.sound_reasons", "go.lesson_and_interview",
           "go.panel_equal_sides")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a paper about one version of a report needs.

    ``decision`` is the decision in force, when it rests on this version.
    """

    row: ReportRow
    report: Report
    replaced_by: ReportRow | None
    decision: DecisionRow | None
    dossier: Dossier


def told_report(docket: Docket, row: ReportRow, dossier: Dossier) -> Told:
    """Return what there is to tell about one version."""
    decision = docket.in_force
    rests_on_it = decision is not None and decision.report_id == row.pk
    return Told(row, report_of(row), docket.after(row), decision if rests_on_it else None, dossier)


def report_paper(told: Told) -> Paper:
    """Return the whole report, with the decision behind it once that was signed."""
    report = told.report
    return Paper(
        title=_("Rapport van je geschiktheidsonderzoek"),
        day=told.row.made_on,
        over=report.institute,
        lead=report.candidate,
        foot=_("Rapport %(code)s, versie %(version)s")
        % {"code": report.dossier, "version": told.row.version},
        author=report.institute or "Loopbrug",
        blocks=tuple(_blocks(told)),
    )


def _blocks(told: Told) -> Iterator[Block]:
    report = told.report
    yield from _notices(told)
    yield Facts(tuple(_facts(told)))
    yield Heading(_("In het kort"))
    yield Paragraph(_in_short(report))
    yield Paragraph(
        _("Hieronder staat per onderdeel wat de assessoren vonden, waarom, en wat er nog over is.")
    )
    for area in report.areas:
        yield from _area(area)
    yield from _questions(told)
    if told.decision:
        yield from decision_blocks(told.decision, report, told.dossier)
    yield from _grounds(told, register())


def _notices(told: Told) -> Iterator[Block]:
    later = told.replaced_by
    if later:
        line = _("Op %(day)s kwam er versie %(version)s. De reden: %(why)s") % {
            "day": longday(later.made_on),
            "version": later.version,
            "why": later.why,
        }
        yield Note(_("Dit rapport is vervangen"), (line,))
    if told.decision is None and later is None:
        line = _("Het besluit is nog niet door beide kanten getekend.")
        yield Note(_("Dit rapport is een concept"), (line,))


def _facts(told: Told) -> Iterator[tuple[str, str]]:
    report, row = told.report, told.row
    yield _("Kandidaat"), f"{report.candidate} ({report.dossier})"
    yield _("Bevoegdheid"), in_language(report.qualification)
    yield _("Opleiding"), report.institute or "–"
    yield _("Aangevraagd op"), longday(report.requested_on) or _("niet bekend")
    yield _("Les gezien op"), longday(report.lesson_on) or _("niet bekend")
    yield _("Gesprek op"), longday(report.interview_on) or _("niet bekend")
    judges = [f"{each.name} ({word(each.side, 'side')})" for each in report.judges]
    yield _("Beoordeeld door"), ", ".join(judges) or _("niet bekend")
    framework = f"{in_language(report.framework)} ({report.framework_version})"
    unsure = _("De tekst is nog niet woord voor woord vergeleken met het besluit waarop hij rust.")
    yield _("Raamwerk"), framework if report.checked else f"{framework}. {unsure}"
    version = _("%(version)s, van %(day)s") % {"version": row.version, "day": longday(row.made_on)}
    yield _("Versie"), f"{version}. {row.why}" if row.why else version


def _in_short(report: Report) -> str:
    shown, partly = report.count(Verdict.VALIDATED), report.count(Verdict.PARTLY)
    total = len(report.outcomes)
    first = _(
        "Van de %(total)s leeruitkomsten zijn er %(shown)s gevalideerd, en %(partly)s deels."
    ) % {"total": total, "shown": shown, "partly": partly}
    hours = report.training_hours
    second = ngettext(
        "Wat nog over is, kost ongeveer %(hours)s uur studie.",
        "Wat nog over is, kost ongeveer %(hours)s uur studie.",
        hours,
    ) % {"hours": hours}
    return f"{first} {second}" if hours else first


def _area(area: ReportedArea) -> Iterator[Block]:
    yield Heading(in_language(area.title))
    if not area.outcomes:
        yield Paragraph(_("Dit gebied is nodig voor wat er bij een ander gebied over is."))
    for outcome in area.outcomes:
        verdict = (
            word(outcome.verdict.value, "verdict") if outcome.verdict else _("niet beoordeeld")
        )
        yield Heading(f"{outcome.code}: {verdict}", 2)
        yield Paragraph(in_language(outcome.statement))
        yield Facts(tuple(_outcome_facts(outcome)))


def _outcome_facts(outcome: ReportedOutcome) -> Iterator[tuple[str, str]]:
    if outcome.verdict is None:
        yield _("Waarom"), _("Hier is nog geen oordeel over.")
        return
    yield _("Waarom"), outcome.text or _("Er is geen reden opgeschreven.")
    yield _("Bewijs"), "\n".join(outcome.evidence) or _("Geen bewijs genoemd.")
    if outcome.verdict is not Verdict.VALIDATED:
        yield _("Wat er nog over is"), _left(outcome)
    if outcome.judged_on:
        sides = word(outcome.by, "side")
        yield _("Beoordeeld op"), f"{longday(outcome.judged_on)}, {sides}"


def _left(outcome: ReportedOutcome) -> str:
    parts = []
    if outcome.left:
        parts.append(_("Deze leeruitkomsten: %(codes)s.") % {"codes": word(outcome.left, "codes")})
    if outcome.hours:
        parts.append(_("Ongeveer %(hours)s uur studie.") % {"hours": outcome.hours})
    return " ".join(parts) or _("Niets meer: de rest is intussen gevalideerd.")


def _questions(told: Told) -> Iterator[Block]:
    """Answer what the law asks: weight, suitable, and what is still needed."""
    report, text = told.report, text_of(told.decision) if told.decision else None
    yield Heading(_("De drie vragen van de wet"))
    yield Heading(_("Wegen je opleiding en je ervaring samen zwaar genoeg?"), 2)
    yield Paragraph(_weight(report))
    yield Heading(_("Ben je geschikt en kun je verantwoord lesgeven?"), 2)
    yield Paragraph(_suitable(text))
    yield Heading(_("Welke scholing en begeleiding heb je nog nodig?"), 2)
    yield amounts_grid(report, text)


def _weight(report: Report) -> str:
    if report.weight is None:
        return _("Daar is nog geen antwoord op gegeven.")
    answer = _("Ja.") if report.weight else _("Nee.")
    return f"{answer} {report.weight_text}".strip()


def _suitable(text: DecisionText | None) -> str:
    if text is None:
        return _("Daar is nog niet over besloten.")
    answers = {
        Conclusion.SUITABLE: _(
            "Ja. Je bent geschikt, en wij verwachten dat je binnen twee jaar na je benoeming het "
            "bekwaamheidsonderzoek haalt."
        ),
        Conclusion.PARTLY: _("Deels. Je bent op weg, maar nu nog niet geschikt."),
        Conclusion.NOT_YET: _("Nee, nu nog niet."),
    }
    return answers[text.conclusion]


def amounts_grid(report: Report, text: DecisionText | None) -> Grid:
    """Return the table of areas with the hours of training and guidance still needed.

    Without a decision the guidance is not known yet.
    """
    named = {each.area: each for each in text.areas} if text else {}
    rows = [
        (in_language(area.title), *_hours(area, named.get(area.code), text))
        for area in report.areas
        if area.code in named or (text is None and area.training_hours)
    ]
    if text:
        total = (f"{text.training_hours}", f"{text.guidance_hours}")
    else:
        total = (f"{report.training_hours}", "–")
    return Grid(
        _("Wat je nog nodig hebt, in uren"),
        (_("Gebied"), _("Scholing"), _("Begeleiding")),
        (*rows, (_("Samen"), *total)),
    )


def _hours(
    area: ReportedArea, amount: AreaAmount | None, text: DecisionText | None
) -> tuple[str, str]:
    if text is None or amount is None:
        return str(area.training_hours), "–"
    return str(amount.training_hours), str(amount.guidance_hours)


def _grounds(told: Told, law: Law) -> Iterator[Block]:
    day = told.row.made_on
    sources: list[LegalSource] = [law.on(name, day).source for name in GROUNDS]
    yield Heading(_("Waar dit op rust"))
    yield Items(tuple(dict.fromkeys(cited(source) for source in sources)))
