"""Reading programmes."""

from django.db.models import Max, QuerySet

from loopbrug.web.pathway.models import ENDED
from loopbrug.web.pathway.queries import Dossier, Record
from loopbrug.web.programme.models import Acceptance, ProgrammeVersion

__all__ = [
    "Acceptance",
    "ProgrammeVersion",
    "accepted_version",
    "counting_now",
    "latest_record",
    "latest_version",
    "shown_version",
    "version_with_number",
    "versions_of",
]


def versions_of(dossier: Dossier) -> QuerySet[ProgrammeVersion]:
    """Return every version, the newest first, each with its acceptance."""
    return ProgrammeVersion.objects.filter(dossier=dossier).select_related("acceptance")


def latest_version(dossier: Dossier) -> ProgrammeVersion | None:
    """Return the version that was made last, or None."""
    return versions_of(dossier).first()


def accepted_version(dossier: Dossier) -> ProgrammeVersion | None:
    """Return the version the candidate took last, or None."""
    return versions_of(dossier).exclude(acceptance=None).first()


def counting_now(region: str) -> QuerySet[ProgrammeVersion]:
    """Return the programmes that count now: of each living dossier the one taken last."""
    counts = Acceptance.objects.filter(version__dossier__region=region).order_by()
    counts = counts.exclude(version__dossier__state__in=ENDED)
    last = counts.values("version__dossier").annotate(last=Max("pk")).values("last")
    found = ProgrammeVersion.objects.filter(acceptance__pk__in=last)
    return found.select_related("dossier").order_by("pk")


def shown_version(dossier: Dossier) -> ProgrammeVersion | None:
    """Return what counts now: the accepted version, else the latest proposal."""
    versions = list(versions_of(dossier))
    accepted = (version for version in versions if hasattr(version, "acceptance"))
    return next(accepted, versions[0] if versions else None)


def version_with_number(dossier: Dossier, number: int) -> ProgrammeVersion | None:
    """Return one version, or None."""
    return versions_of(dossier).filter(number=number).first()


def latest_record(dossier: Dossier) -> Record | None:
    """Return the latest of what the candidate told, or None."""
    return Record.objects.filter(dossier=dossier).first()
