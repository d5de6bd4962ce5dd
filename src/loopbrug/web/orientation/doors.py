"""Routes as doors on a page: grouped by whether they are open, each with its name."""

from collections import Counter
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
    """Doors that belong together, with a heading and what they have in common."""

    code: str
    title: Promise
    meaning: Promise
    doors: tuple[Door, ...]


HEADINGS: Mapping[str, tuple[Promise, Promise]] = {
    "open": (_("Deze routes staan open"), _("Je kunt hiermee beginnen.")),
    "conditional": (
        _("Deze routes zijn open onder voorwaarden"),
        _("Het kan, als je nog iets laat zien of regelt."),
    ),
    "other": (
        _("Andere deuren, vlakbij"),
        _("Je vroeg er niet naar, maar deze routes liggen dicht bij wat je wilt."),
    ),
    "closed": (
        _("Deze routes zijn nu nog dicht"),
        _("Je ziet waarom, wat de deur opent en welke deur vlakbij wel open is."),
    ),
}
OTHER_DOOR = "orientation.other-door"
LEADS: Mapping[Profile, Promise] = {
    Profile.WORK_TO_WORK: _("Je komt van ander werk. Dat telt mee."),
    Profile.UNQUALIFIED: _("Je staat al voor de klas. Dat telt mee, en er loopt een termijn."),
    Profile.SECOND_QUALIFICATION: _(
        "Je bent al bevoegd. Wat je hebt laten zien, hoef je niet opnieuw te doen."
    ),
}


def groups_of(orientation: Orientation) -> tuple[Group, ...]:
    """Return the groups in the order open, conditional, other, closed; a group may be empty."""
    return tuple(
        Group(
            code,
            *heading,
            tuple(door_of(way) for way in orientation.routes if _group_of(way) == code),
        )
        for code, heading in HEADINGS.items()
    )


def tallies_of(orientation: Orientation) -> tuple[tuple[str, int], ...]:
    """Return how many routes have each status, in the order open, conditional, closed."""
    counts = Counter(way.status for way in orientation.routes)
    return tuple((status.value, counts[status]) for status in RouteStatus)


def _group_of(way: RouteJudgement) -> str:
    aside = any(finding.code == OTHER_DOOR for finding in way.findings)
    return "other" if aside and way.status is not RouteStatus.CLOSED else way.status.value


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
        informing=tuple(
            each
            for each in way.findings
            if each.weight is Weight.INFORMS and each.code != OTHER_DOOR
        ),
    )
