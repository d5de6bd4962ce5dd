"""Acts on accounts: draw a sample with a seed, say what checking a line brought."""

from datetime import date

from django.db import transaction

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.finance.facts.accounts import drawn, last_checks
from loopbrug.web.finance.models.applications import SampleCheck, SampleDraw
from loopbrug.web.finance.permissions import accounts_for
from loopbrug.web.finance.queries.applications import applications_with


@transaction.atomic
def draw_sample(*, actor: User, source: str, seed: int, size: int, day: date) -> SampleDraw:
    """Draw lines to check from a source; the same seed on the same lines is the same sample.

    Raises ``BadDataError`` for who accounts for nothing, and when there is nothing to draw.
    """
    places = accounts_for(actor)
    if not places:
        raise BadDataError([Finding.of("finance.not-allowed")])
    rows = list(applications_with(actor).filter(source=source))
    found = drawn(rows, seed, size)
    if not found.lines:
        raise BadDataError([found.said])
    made: SampleDraw = SampleDraw.objects.create(
        organisation=places[0].organisation, source=source, seed=seed, size=size,
        drawn=[int(line.code) for line in found.lines], drawn_by=actor, drawn_on=day,
    )  # fmt: skip
    record_act(
        actor=actor, name="finance.draw-sample", subject=f"source:{source}", seed=seed,
        day=day.isoformat(),
    )  # fmt: skip
    return made


@transaction.atomic
def check_line(
    *, actor: User, draw: SampleDraw, line: int, right: bool, note: str, day: date
) -> SampleCheck:
    """Keep what checking a line brought; the same twice is once, a change is a new row.

    Raises ``BadDataError``: a sample of somebody else, a line that is not in it.
    """
    if draw.organisation_id not in {one.organisation_id for one in accounts_for(actor)}:
        raise BadDataError([Finding.of("finance.not-allowed")])
    if line not in draw.drawn:
        raise BadDataError([Finding.of("finance.sample-line-not-in")])
    known = last_checks(draw).get(line)
    if known is not None and (known.right, known.note) == (right, note.strip()[:300]):
        return known
    made: SampleCheck = SampleCheck.objects.create(
        draw=draw, line_id=line, right=right, note=note.strip()[:300], checked_by=actor,
        checked_on=day,
    )  # fmt: skip
    record_act(
        actor=actor, name="finance.check-line", subject=f"source:{draw.source}",
        day=day.isoformat(),
    )  # fmt: skip
    return made
