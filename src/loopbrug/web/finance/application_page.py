"""Applications as a page shows them: the fields of the desk in words, and how far each is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loopbrug.core.finance.application import Progress
from loopbrug.web.assessment.papers.telling import in_language, longday, word
from loopbrug.web.finance.facts.progress import progress_of
from loopbrug.web.finance.queries.applications import Application
from loopbrug.web.programme.facts.register import qualifications_of

FIELDS: dict[str, str | Promise] = {
    "board": gettext_lazy("Schoolbestuur"),
    "school": gettext_lazy("School"),
    "candidate": gettext_lazy("Kandidaat"),
    "dossier": gettext_lazy("Dossier"),
    "sector": gettext_lazy("Sector"),
    "qualification": gettext_lazy("Bevoegdheid"),
    "institute": gettext_lazy("Opleiding"),
    "training_starts": gettext_lazy("Begin van de opleiding"),
    "training_ends": gettext_lazy("Einde van de opleiding"),
    "employed_from": gettext_lazy("In dienst vanaf"),
    "agreement": gettext_lazy("Scholingsovereenkomst getekend"),
    "statement": gettext_lazy("Geschiktheidsverklaring"),
    "amount": gettext_lazy("Gevraagd bedrag in euro"),
}
_DAYS = ("training_starts", "training_ends", "employed_from")


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application in a list, with how far it is."""

    row: Application
    progress: Progress


def application_rows(rows: Iterable[Application]) -> tuple[ApplicationRow, ...]:
    """Return applications with how far each is."""
    return tuple(ApplicationRow(row, progress_of(row)) for row in rows)


def field_words(row: Application) -> tuple[tuple[str, str], ...]:
    """Return what the desk of a source asks, in words; what is not known says so."""
    known = qualifications_of(row.dossier.region).get(row.document.get("qualification", ""))
    told = {"source": word(row.title, "money_source"), **row.document}
    if known is not None:
        told["qualification"] = in_language(known.title)
    labels: dict[str, str | Promise] = {"source": gettext_lazy("Bron"), **FIELDS}
    return tuple(
        (str(label), _value(name, str(told.get(name, "")))) for name, label in labels.items()
    )


def _value(name: str, text: str) -> str:
    if not text:
        return _("nog niet bekend")
    if name in _DAYS:
        return longday(date.fromisoformat(text))
    if name == "amount":
        return word(Decimal(text), "amount")
    if name in ("agreement", "statement"):
        return _("ja") if text == "yes" else _("nee")
    return word(text, "sector") if name == "sector" else text
