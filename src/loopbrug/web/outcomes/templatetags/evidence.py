"""A piece of evidence on a page."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.translation import get_language

from loopbrug.web.outcomes.permissions import Reading, reading_of
from loopbrug.web.outcomes.queries import EvidenceItem, EvidenceShown
from loopbrug.web.outcomes.viewer import View, view_of
from loopbrug.web.outcomes.words import AUTHORSHIPS, CARRIERS, CLAIMS, CRITERIA, KINDS, METS
from loopbrug.web.pathway.permissions import roles_on
from loopbrug.web.ui.parts import Text

register = template.Library()

OPENED = "outcomes.opened-unscanned"
"""Key of the session under which the files stand that its owner opened unscanned, knowingly."""


@register.simple_tag(takes_context=True)
def viewing(context: Context, item: EvidenceItem, links: Iterable[EvidenceShown]) -> View:
    """Return how the visitor looks at a piece they may see.

    Takes the roles from ``visit`` when the page has one; otherwise they are looked up.
    """
    return view_of(item, links or (), _reading(context, item), get_language() or "nl")


@register.filter
def kind_word(kind: str) -> Text:
    """Return what a kind of evidence is called."""
    return KINDS[kind]


@register.filter
def carrier_word(carrier: str) -> Text:
    """Return what a carrier is called."""
    return CARRIERS[carrier]


@register.filter
def authorship_word(authorship: str) -> Text:
    """Return how sure it is whose a piece is, in words."""
    return AUTHORSHIPS[authorship]


@register.filter
def criterion_word(criterion: str) -> Text:
    """Return what a letter of VRAAK stands for."""
    return CRITERIA[criterion]


@register.filter
def met_look(met: str) -> tuple[str, str, Text]:
    """Return icon, tone and word for whether a test is met."""
    return METS[met]


@register.filter
def as_list(one: object) -> list[object]:
    """Return a list of one, for a part that shows several."""
    return [one]


@register.filter
def claim_word(kind: str) -> Text:
    """Return what a sort of claim is called."""
    return CLAIMS.get(kind, kind)


def _reading(context: Context, item: EvidenceItem) -> Reading:
    if item.file is None:
        return Reading.OPEN
    request, visit = context["request"], context.get("visit")
    roles = visit.roles if visit is not None else roles_on(request.user, item.dossier)
    knows = str(item.file.pk) in request.session.get(OPENED, [])
    return reading_of(item.file, request.user, roles, knows=knows)
