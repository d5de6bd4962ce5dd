"""Rows of programmes as values of the core, and the bridge they are planned on."""

from dataclasses import replace
from datetime import date

from loopbrug.core.bridge.model import Dossier as DossierValue
from loopbrug.core.programme.model import Programme, Wishes
from loopbrug.web.outcomes.facts import judgements_of
from loopbrug.web.pathway.facts import told_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.frozen import Frozen, freeze, thaw
from loopbrug.web.programme.queries import ProgrammeVersion, accepted_version


def document_of(programme: Programme) -> Frozen:
    """Return a programme as JSON can hold it; ``programme_from`` gives the same value back.

    The count of search steps is left out: it says how the answer was found, not what it is.
    """
    return freeze(replace(programme, nodes=0))


def programme_from(document: Frozen) -> Programme:
    """Return the programme that ``document_of`` froze."""
    return thaw(Programme, document)


def programme_of(version: ProgrammeVersion) -> Programme:
    """Return what came out then."""
    return programme_from(version.result)


def wishes_then(version: ProgrammeVersion) -> Wishes:
    """Return what was asked then."""
    return thaw(Wishes, version.wishes)


def dossier_value(dossier: Dossier) -> DossierValue:
    """Return the dossier with its judgements as the core knows it."""
    return told_of(dossier, judgements_of(dossier))


def from_today(value: DossierValue, dossier: Dossier, day: date) -> DossierValue:
    """Return ``value`` with a start that can still be kept: nobody joins what began yesterday.

    Who walks a programme already keeps the window of that programme.
    """
    wishes = value.wishes
    if wishes.start_on_or_after >= day or accepted_version(dossier):
        return value
    return replace(value, wishes=replace(wishes, start_on_or_after=day))
