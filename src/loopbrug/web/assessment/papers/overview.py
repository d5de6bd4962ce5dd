"""The overview for the inspectorate as rows, for the page and for the file."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from loopbrug.core.assessment.overview import Overview
from loopbrug.core.law.model import Law
from loopbrug.core.terms.finding import LegalSource
from loopbrug.web.organisations.queries import Organisation

Row = tuple[str, str, str]
"""What is counted, how much, and what that means."""


def rows_of(found: Overview) -> tuple[Row, ...]:
    """Return every figure with what it means, those the law names first."""
    return tuple(_rows(found))


def _rows(found: Overview) -> Iterator[Row]:
    issued, first = len(found.statements), found.first_statements
    yield _("Verklaringen afgegeven"), str(first), _("De wet noemt dit.")
    yield _("Geslaagd voor het bekwaamheidsonderzoek"), str(found.passed), _("De wet noemt dit.")
    replaced = _("Een nieuwe versie van een eerdere verklaring.")
    yield _("Verklaringen vervangen"), str(issued - first), replaced
    yield _("Onderzoeken aangevraagd"), str(found.requested), ""
    yield _("Onderzoeken gestart"), str(found.started), ""
    yield _("Onderzoeken met een besluit"), str(found.decided), ""
    yield _("Besluit: geschikt"), str(found.suitable), ""
    yield _("Besluit: deels geschikt"), str(found.partly), ""
    yield _("Besluit: nog niet geschikt"), str(found.not_yet), ""
    yield _("Gestopt zonder besluit"), str(found.stopped), ""
    yield _("Nog bezig op de laatste dag"), str(found.running), ""
    within = _("Van aanvraag tot besluit in hooguit %(days)s dagen, pauzes meegeteld.")
    yield _("Binnen ons eigen doel"), str(found.within_goal), within % {"days": found.goal_days}
    unit = _("Dagen van aanvraag tot besluit, pauzes meegeteld.")
    yield _("Mediaan van de doorlooptijd"), _number(found.median_days), unit
    yield _("Langste doorlooptijd"), _number(found.longest_days), unit


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def statement_rows(found: Overview) -> tuple[Row, ...]:
    """Return the statements by number; nothing here says whose they are."""
    return tuple(
        (
            each.number,
            each.issued_on.isoformat(),
            _("Vervangt %(number)s.") % {"number": each.replaces} if each.replaces else "",
        )
        for each in found.statements
    )


def csv_of(found: Overview, institute: Organisation, source: LegalSource) -> str:
    """Return the overview as CSV (RFC 4180): one row per figure, then one per statement."""
    page = StringIO()
    writer = csv.writer(page)
    period = found.half.period
    writer.writerow([_("onderdeel"), _("waarde"), _("toelichting")])
    writer.writerow([_("Opleiding"), _plain(institute.name), institute.code])
    writer.writerow([_("Eerste dag"), period.first.isoformat(), ""])
    writer.writerow([_("Laatste dag"), period.last.isoformat() if period.last else "", ""])
    writer.writerow([_("Grond"), str(source), ""])
    writer.writerows(rows_of(found))
    writer.writerow([_("Nummer van de verklaring"), _("Afgegeven op"), _("toelichting")])
    writer.writerows(statement_rows(found))
    return page.getvalue()


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def asked_by_law(law: Law, found: Overview) -> LegalSource:
    """Return where the law asks for this overview, as it stood on the last day of the half."""
    last = found.half.period.last or found.half.period.first
    return law.on("report.inspectie_asks", last).source
