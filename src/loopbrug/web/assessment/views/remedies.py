"""What a planner can do next when somebody is short: each with the page to do it on."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.assessment.model import Part
from loopbrug.core.pathway.model import State
from loopbrug.core.terms.finding import Finding
from loopbrug.web.assessment.facts.plan_page import lacks_moment, why_of
from loopbrug.web.assessment.facts.tracks import Track
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.visits import Visit

_SHORT = ("nobody-", "no-hours-", "short-of-", "promise-no-room")
JUDGES = frozenset({Part.INSTITUTE, Part.FIELD})


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that may help; ``url`` "" when it is done outside of here."""

    text: str
    url: str = ""
    act: str = ""


def remedies_for(track: Track, visited: Visit) -> tuple[Remedy, ...]:
    """Return what can be done about an assessment without room, or whose promise is in danger."""
    pressing = track.standing.stand in (Stand.AT_RISK, Stand.LATE)
    if not track.in_hand or not (pressing or lacks_moment(track)):
        return ()
    parts = dict.fromkeys(part for finding in why_of(track) if (part := _short_of(finding)))
    return tuple(dict.fromkeys((*_for_parts(tuple(parts), visited), *_always(visited))))


def _short_of(finding: Finding) -> Part | None:
    code = finding.code.removeprefix("assessment.")
    if not code.startswith(_SHORT):
        return None
    word = str(dict(finding.values).get("part") or finding.about)
    name = code.removeprefix("nobody-").removeprefix("no-hours-").removeprefix("short-of-")
    known = {part.value: part for part in Part}
    return known.get(name) or known.get(word)


def _for_parts(parts: tuple[Part, ...], visited: Visit) -> Iterator[Remedy]:
    if JUDGES & set(parts) or not parts:
        yield from _another_judge(visited)
    if Part.SCHOOL in parts:
        yield Remedy(
            _("Vraag een school in de regio om lesuren in haar agenda te zetten."),
        )
    if Part.GUIDE in parts:
        yield Remedy(
            _("Vraag een begeleider om meer uren, of laat iemand anders begeleiden."),
        )
    if Part.ROOM in parts:
        yield Remedy(_("Vraag de opleiding om meer ruimtes."))


def _another_judge(visited: Visit) -> Iterator[Remedy]:
    if visited.state is State.ASSESSING and visited.may(Act.SEAT_ASSESSOR):
        url = reverse("judging:panel", args=[visited.row.pk])
        yield Remedy(
            _("Laat iemand anders beoordelen. Wat er al was ingevuld, gaat mee."),
            url,
            _("Kies wie beoordeelt"),
        )


def _always(visited: Visit) -> Iterator[Remedy]:
    if visited.may(Act.WRITE_THREADS):
        url = reverse("assessment:threads", args=[visited.row.pk])
        yield Remedy(_("Vraag de mensen in dit dossier om meer tijd."), url, _("Stel een vraag"))
