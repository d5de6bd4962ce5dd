"""The points of an agreement in words: what each is called, and what is asked at open fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class PointWords:
    """What a point is called; ``law`` whether the law asks for it, or only practice does."""

    title: Promise
    law: bool = False


POINTS: tuple[PointWords, ...] = (
    PointWords(_("Partijen en contactpersonen"), law=True),
    PointWords(_("Verklaring en benoeming"), law=True),
    PointWords(_("De bevoegdheid"), law=True),
    PointWords(_("Onderdelen van de opleiding"), law=True),
    PointWords(_("Begeleiding op school"), law=True),
    PointWords(_("Begeleiding door de opleiding")),
    PointWords(_("Werkuren, lesuren en studietijd")),
    PointWords(_("Wat al gevalideerd is en dus niet hoeft")),
    PointWords(_("Planning en twee kansen"), law=True),
    PointWords(_("Voortgangsgesprekken")),
    PointWords(_("Kosten en wie betaalt")),
    PointWords(_("Als opleiding of begeleiding wegvalt"), law=True),
    PointWords(_("Afstemming met andere besturen"), law=True),
    PointWords(_("Eerder stoppen, terugbetalen, verlengen")),
    PointWords(_("Gegevens delen en bewaren")),
    PointWords(_("Klachten en beroep")),
)

HELP: Mapping[str, Promise] = {
    "contact_school": _("Naam, functie en telefoon of e-mail."),
    "contact_institute": _("Naam, functie en telefoon of e-mail."),
    "appointed_on": _("De dag waarop de kandidaat voor het eerst wordt benoemd."),
    "guide": _("Een leraar die bevoegd is voor dit werk; in het vo voor dit vak. Naam en vak."),
    "work_hours": _("Het hele dienstverband, met lessen en studie."),
    "study_at_work": _("Wat van de studie in werktijd mag. Vul 0 in als dat niets is."),
    "first_chance": _("Liefst na het eind van het programma."),
    "second_chance": _("Binnen de twee jaar van de benoeming."),
    "talks": _("Met wie, hoe vaak, en waarover."),
    "costs": _("Alles samen, in hele euro's."),
    "payers": _("Wie betaalt wat: bestuur, kandidaat, subsidie."),
    "replacement": _("Wie regelt dan wat, en hoe snel?"),
    "other_boards": _("Werkt de kandidaat ook bij een ander bestuur? Zo niet, schrijf dat op."),
    "early_end": _("Wie mag stoppen, hoe, en wanneer is verlengen mogelijk?"),
    "repayment": _("Wat betaalt wie terug, en wanneer niet?"),
    "data": _("Wat delen school en opleiding, en hoe lang blijft het bewaard?"),
    "complaints": _("Waar kan de kandidaat heen, en binnen welke tijd?"),
}
"""What helps to fill in an open field."""
