"""What was promised to dossiers, for lists and pages of the rooms below."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from loopbrug.core.assessment.clock import Stand
from loopbrug.web.assessment.facts.tracks import region_tracks
from loopbrug.web.assessment.models import Assessment
from loopbrug.web.assessment.queries.planning import running_of
from loopbrug.web.pathway.promises import Promised
from loopbrug.web.pathway.queries import Dossier

CLOCK_WORDS = {
    Stand.DONE: "done",
    Stand.WORKING: "on-time",
    Stand.PAUSED: "paused",
    Stand.AT_RISK: "soon",
    Stand.LATE: "late",
}


def promised_days(dossiers: Sequence[Dossier], day: date) -> dict[UUID, Promised]:
    """Return the promised day of every dossier whose assessment runs, and how it stands."""
    by_region: dict[str, list[Assessment]] = defaultdict(list)
    for row in running_of(dossiers):
        by_region[row.dossier.region].append(row)
    tracks = (
        track for region, rows in by_region.items() for track in region_tracks(rows, region, day)
    )
    return {
        track.row.dossier_id: Promised(track.due_on, CLOCK_WORDS[track.standing.stand])
        for track in tracks
        if track.due_on
    }
