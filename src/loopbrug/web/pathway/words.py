"""What the events of the pathway are called on a button, and what is said when one is done."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.pathway.states import Event


@dataclass(frozen=True, slots=True)
class EventWords:
    """``button`` is what one does, ``means`` what follows from it, ``done`` what is said after."""

    button: Promise
    means: Promise
    done: Promise


EVENTS: dict[Event, EventWords] = {
    Event.OPEN: EventWords(
        _("Open je dossier"),
        _("Daarna nodigt het regioloket je uit."),
        _("Je dossier is open."),
    ),
    Event.INVITE: EventWords(
        _("Nodig uit voor een kennismaking"),
        _("Daarna verzamelt de kandidaat bewijs van wat hij of zij al kan."),
        _("De kennismaking is geregeld."),
    ),
    Event.SEEK_SCHOOL: EventWords(
        _("Laat een school zoeken"),
        _("Daarna zoekt het regioloket een school die past."),
        _("Het regioloket zoekt nu een school."),
    ),
    Event.REQUEST_ASSESSMENT: EventWords(
        _("Vraag het geschiktheidsonderzoek aan"),
        _("Vanaf nu loopt de klok: de uitslag is er binnen vijf weken."),
        _("Het geschiktheidsonderzoek is aangevraagd. De klok loopt."),
    ),
    Event.START_ASSESSMENT: EventWords(
        _("Start het geschiktheidsonderzoek"),
        _("Daarna beoordelen twee assessoren het bewijs."),
        _("Het onderzoek is begonnen."),
    ),
    Event.FIND_SUITABLE: EventWords(
        _("Uitslag: geschikt"),
        _("De klok stopt. Daarna maakt de school de overeenkomst."),
        _("De uitslag staat in het dossier: geschikt."),
    ),
    Event.FIND_NOT_YET_SUITABLE: EventWords(
        _("Uitslag: nog niet geschikt"),
        _("De klok stopt. Het regioloket bespreekt daarna welke andere wegen er zijn."),
        _("De uitslag staat in het dossier: nog niet geschikt."),
    ),
    Event.DRAFT_AGREEMENT: EventWords(
        _("Begin aan de overeenkomst"),
        _("Kandidaat, school en opleiding spreken af wat ieder doet."),
        _("De overeenkomst is in de maak."),
    ),
    Event.APPOINT: EventWords(
        _("Teken en benoem"),
        _("Daarna schrijft de opleiding de kandidaat in."),
        _("De kandidaat is benoemd."),
    ),
    Event.START_TRAINING: EventWords(
        _("Laat de opleiding beginnen"),
        _("Vanaf nu volgt de kandidaat het eigen programma."),
        _("De opleiding is begonnen."),
    ),
    Event.REQUEST_FINAL: EventWords(
        _("Vraag het bekwaamheidsonderzoek aan"),
        _("Daarna nemen de assessoren het onderzoek af."),
        _("Het bekwaamheidsonderzoek is aangevraagd."),
    ),
    Event.PASS: EventWords(
        _("Uitslag: bekwaam"),
        _("De kandidaat is dan bevoegd."),
        _("De uitslag staat in het dossier: bekwaam."),
    ),
    Event.FALL_SHORT: EventWords(
        _("Uitslag: nog niet bekwaam"),
        _("De kandidaat gaat terug naar de opleiding en krijgt een nieuwe kans."),
        _("De uitslag staat in het dossier: nog niet bekwaam."),
    ),
    Event.START_INDUCTION: EventWords(
        _("Begin de begeleide eerste jaren"),
        _("Een begeleider loopt mee in de eerste jaren."),
        _("De begeleide eerste jaren zijn begonnen."),
    ),
    Event.SETTLE: EventWords(
        _("Rond de begeleiding af"),
        _("Het dossier is dan klaar."),
        _("Klaar: deze leraar staat stevig voor de klas."),
    ),
    Event.PAUSE: EventWords(
        _("Zet op pauze"),
        _("De klok staat stil. Iedereen die meewerkt ziet op wie je wacht en waarom."),
        _("Het dossier staat op pauze."),
    ),
    Event.RESUME: EventWords(
        _("Ga weer verder"),
        _("De klok loopt weer. De dagen van de pauze tellen niet mee."),
        _("Het dossier gaat weer verder."),
    ),
    Event.STOP: EventWords(
        _("Stop dit dossier"),
        _("Niemand gaat hiermee verder. Opnieuw beginnen kan altijd, met een nieuw dossier."),
        _("Het dossier is gestopt. Alles wat erin staat, blijft bewaard."),
    ),
    Event.TRANSFER: EventWords(
        _("Draag over aan een andere regio"),
        _("Dit dossier stopt hier. De andere regio neemt het contact over."),
        _("Het dossier is overgedragen."),
    ),
}

ASIDE = (Event.PAUSE, Event.STOP, Event.TRANSFER)
"""Events that leave the way: they ask for a reason first."""

TO_CONFIRM = (
    *ASIDE,
    Event.FIND_SUITABLE,
    Event.FIND_NOT_YET_SUITABLE,
    Event.PASS,
    Event.FALL_SHORT,
)
"""Events that are asked twice: a reason, or a verdict on somebody."""
