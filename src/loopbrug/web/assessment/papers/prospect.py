"""Progress in words: what happened and what is still to come, with days."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from loopbrug.web.assessment.facts.decisions import Docket
from loopbrug.web.assessment.facts.prospects import Progress
from loopbrug.web.assessment.papers.telling import in_language
from loopbrug.web.ui.parts import Moment


def moments_of(progress: Progress, docket: Docket) -> tuple[Moment, ...]:
    """Return the way so far and as planned, in the order of its days."""
    return tuple(sorted(_moments(progress, docket), key=lambda moment: str(moment.when)))


def _moments(progress: Progress, docket: Docket) -> Iterator[Moment]:
    if progress.requested_on:
        yield Moment(progress.requested_on, _("Onderzoek aangevraagd"), status="done")
    for step in progress.steps:
        status = "done" if step.held else "next"
        yield Moment(step.on, in_language(step.title), status=status)
    if progress.decided_on:
        yield Moment(progress.decided_on, _("Besluit genomen"), status="done")
    elif progress.promised_on:
        yield Moment(progress.promised_on, _("Uitslag beloofd"), status="next")
    if docket.statement:
        number = docket.statement.number
        title = _("Verklaring afgegeven")
        yield Moment(docket.statement.issued_on, title, number, status="done")
    if progress.appointed_on:
        yield Moment(progress.appointed_on, _("Benoemd door het bestuur"), status="done")
