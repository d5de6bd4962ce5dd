"""What is written down of assessors, for the panels of the room below."""

from collections.abc import Sequence

from loopbrug.web.assessment.queries.planning import profiles_of
from loopbrug.web.outcomes.known_assessors import Known


def known_assessors(users: Sequence[int]) -> dict[int, Known]:
    """Return what each of these users may judge, and until when; who has no profile is left out."""
    return {
        row.user_id: Known(frozenset(row.subjects), row.certified_until)
        for row in profiles_of(users)
    }
