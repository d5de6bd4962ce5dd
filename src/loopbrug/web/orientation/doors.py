"""Routes as doors on a page: grouped by whether they are open, each with its name."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.orientation.model import Orientation, RouteJudgement, RouteStatus
from loopbrug.core.orientation.routes import load_routes
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Bilingual, Profile


@dataclass(frozen=True, slots=True)
class Door:
    """A judged route with its name, one line about it, and the names of the nearest doors.

    ``weighing`` are the findings that close it, set a condition or warn; ``informing`` the rest.
    """

    way: RouteJudgement
    name: Bilingual
    line: Bilingual
    nearest: tuple[tuple[str, Bilingual], ...]
    weighing: tuple[Finding, ...]
    informing: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Doors of one status, with a heading and what that status means."""

    status: str
    title: Promise
    meaning: Promise
    doors: tuple[Door, ...]


HEADINGS: Mapping[RouteStatus, tuple[Promise, Promise]] = {
    RouteStatus.OPEN: (_("Deze routes staan open"), _("Je kunt hiermee beginnen.")),
    RouteStatus.CONDITIONAL: (
        _("Deze routes zijn open onder voorwaarden"),
        _("Het kan, als je nog iets laat zien of regelt."),
    ),
    RouteStatus.CLOSED: (
        _("Deze routes zijn nu nog dicht"),
        _("Je ziet waarom, wat de deur opent en welke deur vlakbij wel open is."),
    ),
}
LEADS: Mapping[Profile, Promise] = {
    Profile.WORK_TO_WORK: _("Je komt van ander werk. Dat telt mee."),
    Profile.UNQUALIFIED: _("Je staat al voor de klas. Dat telt mee, en er loopt een termijn."),
    Profile.SECOND_QUALIFICATION: _(
        "Je bent al bevoegd. Wat je hebt laten zien, hoef je niet opnieuw te doen."
    ),
}


def groups_of(orientation: Orientation) -> tuple[Group, ...]:
    """Return the three groups in the order open, conditional, closed; a group may be empty."""
    return tuple(
        Group(
            status.value,
            *heading,
            tuple(door_of(way) for way in orientation.routes if way.status is status),
        )
        for status, heading in HEADINGS.items()
    )


def door_of(way: RouteJudgement) -> Door:
    """Return a route as a door; raises ``KeyError`` for a route that is not in the list."""
    routes = load_routes()
    route = routes[way.code]
    return Door(
        way,
        route.name,
        route.line,
        nearest=tuple((code, routes[code].name) for code in way.nearest),
        weighing=tuple(each for each in way.findings if each.weight is not Weight.INFORMS),
        informing=tuple(each for each in way.findings if each.weight is Weight.INFORMS),
    )
