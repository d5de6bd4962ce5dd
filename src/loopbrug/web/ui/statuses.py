"""One table: every status with its tone, its icon and its word, so that none is colour only."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    """How a status looks: ``tone`` a colour role, ``icon`` a name of ``icons``, ``word``."""

    tone: str
    icon: str
    word: Promise


LOOKS: dict[str, Look] = {
    # spans of the bridge, steps of any kind
    "done": Look("done", "check", _("Klaar")),
    "now": Look("now", "flag", _("Nu bezig")),
    "next": Look("soft", "circle", _("Komt nog")),
    "blocked": Look("shut", "lock", _("Wacht op iets anders")),
    # routes
    "open": Look("done", "check", _("Open")),
    "conditional": Look("wait", "key", _("Open onder voorwaarden")),
    "closed": Look("shut", "lock", _("Nu nog dicht")),
    # verdicts on outcomes
    "validated": Look("done", "check", _("Gevalideerd")),
    "partly": Look("wait", "half", _("Deels gevalideerd")),
    "missing": Look("soft", "circle", _("Ontbreekt nog")),
    "judging": Look("water", "clock", _("Wordt beoordeeld")),
    # programmes
    "proved": Look("done", "check", _("Bewezen het kortst")),
    "feasible": Look("wait", "half", _("Kan, misschien nog korter")),
    "impossible": Look("shut", "lock", _("Past zo niet")),
    "undecided": Look("wait", "clock", _("Nog niet bekend")),
    # how somebody walks a programme
    "ahead": Look("done", "flag", _("Loopt voor")),
    "on-course": Look("done", "check", _("Op koers")),
    "behind": Look("wait", "alert", _("Loopt achter")),
    # clocks
    "on-time": Look("done", "clock", _("Op tijd")),
    "soon": Look("wait", "bell", _("In gevaar")),
    "late": Look("wrong", "alert", _("Te laat")),
    "paused": Look("water", "pause", _("Staat stil")),
    # documents and agreements
    "draft": Look("soft", "document", _("Concept")),
    "agreed": Look("done", "hands", _("Afgesproken")),
    # figures
    "assumption": Look("wait", "half", _("Aanname")),
    # claims on a pool
    "registered": Look("water", "clock", _("Gemeld, nog niet besloten")),
    "granted": Look("wait", "check", _("Toegekend, nog niet betaald")),
    "declined": Look("soft", "circle", _("Afgewezen")),
    "paid": Look("done", "check", _("Betaald")),
}


def look_of(status: str) -> Look:
    """Return how ``status`` looks; raises ``KeyError`` for a status that is not in the table."""
    return LOOKS[status]
