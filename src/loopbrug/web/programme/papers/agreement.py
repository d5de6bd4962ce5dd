"""The tripartite agreement as a document, on a page and on paper: sixteen points, signatures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from loopbrug.core.programme.agreement import (
    FIELDS,
    POINTS_OF_MBO,
    AgreedPart,
    AgreementText,
    Kind,
    OpenField,
)
from loopbrug.core.programme.model import Form
from loopbrug.core.terms.finding import Confidence
from loopbrug.core.terms.words import Sector
from loopbrug.web.assessment.papers.telling import cited, in_language, longday, word
from loopbrug.web.pathway.facts import law
from loopbrug.web.programme.cards import form_word
from loopbrug.web.programme.facts.agreement import text_of, unsigned_by
from loopbrug.web.programme.papers.points import POINTS
from loopbrug.web.programme.queries.agreements import AgreementVersion
from loopbrug.web.ui.paper import Block, Facts, Grid, Heading, Items, Note, Paper, Paragraph

GROUNDS = {
    Sector.PO: ("agreement.three_parties", "agreement.boards_match", "bo.min_chances",
                "appointment.zib_max"),
    Sector.SO: ("agreement_so.three_parties", "agreement.boards_match_decree", "bo.min_chances",
                "appointment_so.zib_max"),
    Sector.VO: ("agreement_vo.three_parties", "agreement.boards_match_decree",
                "guide.vo_same_subject", "bo.min_chances", "appointment_vo.zib_max"),
    Sector.MBO: ("agreement_mbo.board_settles", "agreement_mbo.training_plan",
                 "appointment_mbo.zib_max"),
}  # fmt: skip
"""What an agreement rests on, by the sector of the qualification."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a paper needs: a text, its version (None: a draft), and where to verify it."""

    text: AgreementText
    day: date
    row: AgreementVersion | None = None
    replaced_by: AgreementVersion | None = None
    address: str = ""


def told_version(
    row: AgreementVersion, versions: Sequence[AgreementVersion], address: str = ""
) -> Told:
    """Return what there is to tell of a version; ``versions`` are all of the dossier."""
    later = [each for each in versions if each.number > row.number and not unsigned_by(each)]
    return Told(text_of(row), row.made_on, row, later[-1] if later else None, address)


def agreement_paper(told: Told) -> Paper:
    """Return the whole agreement, with who signed it once it was put forward."""
    text, row = told.text, told.row
    version = _("versie %(number)s") % {"number": row.number} if row else _("concept")
    return Paper(
        title=_("Tripartiete overeenkomst"),
        day=told.day,
        over=", ".join(name for name in (text.board or text.school, text.institute) if name),
        lead=text.candidate,
        foot=_("Tripartiete overeenkomst, %(version)s") % {"version": version},
        author=text.institute or "Loopbrug",
        blocks=tuple(_blocks(told)),
    )


def agreement_blocks(text: AgreementText) -> tuple[Block, ...]:
    """Return the sixteen points; what is unknown says who fills it in."""
    return tuple(
        block
        for number, say in enumerate(_SAY, start=1)
        for block in _point(number, tuple(say(text)), text)
    )


def signature_blocks(row: AgreementVersion) -> Iterator[Block]:
    """Yield who signed a version, and for whom nobody did yet."""
    yield Heading(_("Handtekeningen"))
    signed = [
        (_party(each.side), f"{each.user}, {longday(each.signed_on)}")
        for each in row.signatures.all()
    ]
    open_ = [(_party(side.value), _("nog niet getekend")) for side in unsigned_by(row)]
    yield Facts((*signed, *open_))
    yield Paragraph(
        _("Wie tekent, tekent precies deze tekst. Hij hoort bij deze vingerafdruk (SHA-256):")
    )
    yield Paragraph(_in_parts(row.mark))


def answer_words(field: OpenField, text: str) -> str:
    """Return what was filled in at a field, as people read it."""
    if field.kind is Kind.DAY:
        return longday(date.fromisoformat(text))
    if field.kind is Kind.HOURS:
        return _hours(int(text))
    if field.kind is Kind.EUROS:
        return _("€ %(euros)s") % {"euros": number_format(int(text), force_grouping=True)}
    return text


def _blocks(told: Told) -> Iterator[Block]:
    row, later = told.row, told.replaced_by
    # On a page the state of the version stands above it already.
    if row and told.address and unsigned_by(row):
        yield Note(
            _("Nog niet door iedereen getekend"),
            (_("Pas met drie handtekeningen geldt de overeenkomst."),),
        )
    if later:
        line = _("Versie %(number)s van %(day)s kwam ervoor in de plaats.") % {
            "number": later.number, "day": longday(later.made_on)}  # fmt: skip
        yield Note(_("Deze versie is vervangen"), (line,))
    if row and row.why:
        yield Facts(((_("Waarom deze versie"), row.why),))
    yield from agreement_blocks(told.text)
    if row:
        yield from signature_blocks(row)
    yield from _grounds(told.text.sector, told.day)
    if row and told.address:
        yield Heading(_("Klopt deze overeenkomst?"))
        yield Paragraph(_("Iedereen kan dat zonder account nagaan op dit adres:"))
        yield Paragraph(told.address)
    if (get_language() or "").startswith("en"):
        yield Note("", (_("De Nederlandse tekst van deze overeenkomst telt."),))


def _point(number: int, known: tuple[Block, ...], text: AgreementText) -> Iterator[Block]:
    words = POINTS[number - 1]
    yield Heading(f"{number}. {words.title}")
    # What is known and what was filled in are one list where they stand under each other.
    joins = known[-1:] if known and isinstance(known[-1], Facts) else ()
    yield from known[: len(known) - len(joins)]
    rows = tuple(row for one in joins if isinstance(one, Facts) for row in one.rows)
    rows += tuple(_asked(field, text) for field in FIELDS if field.point == number)
    if rows:
        yield Facts(rows)


def _asked(field: OpenField, text: AgreementText) -> tuple[str, str]:
    name = word(field.code, "agreement_field")
    said = text.answer(field.code)
    if field.code == "appointed_on" and not said and text.appointed_on:
        said = text.appointed_on.isoformat()
    if not said and (week := text.week(field.code)):
        planned = _("In de week van %(day)s, volgens het plan. De opleiding prikt de dag.")
        return name[:1].upper() + name[1:], planned % {"day": longday(week)}
    unknown = _("Nog niet bekend. Dit vult %(party)s in.") % {"party": word(field.side, "party")}
    return name[:1].upper() + name[1:], answer_words(field, said) if said else unknown


def _hours(count: int) -> str:
    return ngettext("%(hours)s uur", "%(hours)s uur", count) % {"hours": count}


def _unknown(who: str) -> str:
    return _("Nog niet bekend. Dat komt van %(party)s.") % {"party": word(who, "party")}


def _parties(text: AgreementText) -> Iterator[Block]:
    school = ", ".join(name for name in (text.school, text.board) if name)
    yield Facts(
        (
            (_("Kandidaat"), text.candidate),
            (_("School en bestuur"), school or _unknown("broker")),
            (_("Opleiding"), text.institute or _unknown("broker")),
        )
    )


def _statement(text: AgreementText) -> Iterator[Block]:
    number = text.statement or _("Geen verklaring in dit dossier")
    issued = longday(text.statement_on) if text.statement_on else "–"
    yield Facts(((_("Geschiktheidsverklaring"), number), (_("Afgegeven op"), issued)))


def _qualification(text: AgreementText) -> Iterator[Block]:
    title = in_language(text.qualification) if text.qualification else _unknown("candidate")
    rows = [(_("Bevoegdheid"), title)]
    if text.sector:
        rows.append((_("Sector"), word(text.sector, "sector")))
    if text.subject:
        rows.append((_("Vak"), word(text.subject, "subject")))
    yield Facts(tuple(rows))


def _training(text: AgreementText) -> Iterator[Block]:
    if not text.parts:
        yield Paragraph(_("Er is nog geen programma."))
        return
    headers = (_("Onderdeel"), _("Uren"), _("Hoe"))
    rows = tuple((_part(part), str(part.hours), _how(part)) for part in text.parts)
    total = (_("Samen"), str(text.hours), "")
    yield Grid(_("Onderdelen met uren"), headers, (*rows, total))
    for part in text.parts:
        if part.guide:
            yield Paragraph(
                _("Bij ‘%(title)s’ begeleidt %(guide)s, en kijkt %(observer)s mee.")
                % {"title": in_language(part.title), "guide": part.guide,
                   "observer": part.observer}
            )  # fmt: skip


def _part(part: AgreedPart) -> str:
    return in_language(part.title)


def _how(part: AgreedPart) -> str:
    where = _("op school") if part.form is Form.WORKPLACE else part.place or _("online")
    return f"{form_word(part.form)}, {where}"


def _guidance(text: AgreementText) -> Iterator[Block]:
    if text.coaches:
        yield Facts(((_("Begeleiders in het dossier"), ", ".join(text.coaches)),))


def _week(text: AgreementText) -> Iterator[Block]:
    if text.peak_week:
        yield Facts(((_("Zwaarste studieweek van het programma"), _hours(text.peak_week)),))


def _validated(text: AgreementText) -> Iterator[Block]:
    saved = max(0, text.full_route - text.hours) if text.parts else 0
    for title, codes in (
        (_("Gevalideerde leeruitkomsten: %(number)s"), text.validated),
        (_("Deels gevalideerde leeruitkomsten: %(number)s"), text.partly),
    ):
        yield Paragraph(title % {"number": len(codes)})
        if codes:
            yield Items(tuple(_outcome(text, code) for code in codes))
    yield Facts(((_("Uren die daardoor vervallen"), str(saved)),))


def _outcome(text: AgreementText, code: str) -> str:
    words = text.statement_of(code)
    return f"{code}: {in_language(words)}" if words else code


def _planning(text: AgreementText) -> Iterator[Block]:
    if text.parts:
        headers = (_("Onderdeel"), _("Eerste dag"), _("Laatste dag"), _("Les"))
        rows = tuple(
            (_part(part), longday(part.period.first), longday(part.period.last), _moment(part))
            for part in text.parts
        )
        yield Grid(_("Wanneer"), headers, rows)
    finish = longday(text.finish) if text.finish else _("nog niet bekend")
    yield Facts(((_("Programma klaar op"), finish),))


def _moment(part: AgreedPart) -> str:
    if part.slot is None:
        return _("in eigen tempo")
    day = word(part.slot.day.name.lower(), "weekday")
    return f"{day} {part.slot.start:%H:%M}–{part.slot.end:%H:%M}"


def _nothing_known(_text: AgreementText) -> Iterator[Block]:
    yield from ()


_SAY: tuple[Callable[[AgreementText], Iterator[Block]], ...] = (
    _parties,
    _statement,
    _qualification,
    _training,
    _guidance,
    _nothing_known,
    _week,
    _validated,
    _planning,
    *(_nothing_known,) * 7,
)


def _grounds(sector: str, day: date) -> Iterator[Block]:
    yield Heading(_("Waar dit op rust"))
    of_law = POINTS_OF_MBO if sector == Sector.MBO else _points_of_law()
    asked = _("De wet vraagt de punten %(numbers)s. De andere punten zijn gebruikelijk.")
    yield Paragraph(asked % {"numbers": ", ".join(map(str, sorted(of_law)))})
    if not sector:
        yield Paragraph(_("De sector is nog niet bekend. De artikelen staan er daarom nog niet."))
        return
    if sector == Sector.MBO:
        yield Paragraph(
            _("In het mbo stelt het bestuur vast welke scholing en begeleiding nodig zijn, en "
              "spreekt het dat af met de opleiding. Een overeenkomst van drie partijen en twee "
              "kansen vraagt de wet daar niet.")
        )  # fmt: skip
    yield from _articles(Sector(sector), day)


def _articles(sector: Sector, day: date) -> Iterator[Block]:
    register, names = law(), GROUNDS[sector]
    known = [register.on(name, day).source for name in names if register.knows(name, day)]
    told = _("De artikelen zijn die van de sector %(sector)s.") % {"sector": word(sector, "sector")}
    if any(source.confidence is Confidence.REMEMBERED for source in known):
        told += " " + _("Bij ‘niet nagezocht’ kennen we het nummer van het artikel niet.")
    yield Paragraph(told)
    yield Facts(((_("Grond"), "\n".join(dict.fromkeys(cited(source) for source in known))),))


def _points_of_law() -> frozenset[int]:
    return frozenset(number for number, point in enumerate(POINTS, start=1) if point.law)


def _party(side: str) -> str:
    name = word(side, "party")
    return name[:1].upper() + name[1:]


def _in_parts(mark: str) -> str:
    """Return a fingerprint in groups of eight, so that people can compare it."""
    return " ".join(mark[at : at + 8] for at in range(0, len(mark), 8))
