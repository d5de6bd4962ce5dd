"""Who is reminded of a deadline of money: once, two weeks before."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from loopbrug.core.finance.model import Payer
from loopbrug.core.finance.proposal import Side
from loopbrug.web.finance.facts.deadlines import SOON, Due, dues
from loopbrug.web.finance.queries.applications import living_applications
from loopbrug.web.finance.queries.proposals import last_proposals
from loopbrug.web.finance.services.proposal_letters import people_of
from loopbrug.web.post.services import line_of
from loopbrug.web.post.services.reminding import Reminder


def deadline_reminders(day: date) -> Iterator[Reminder]:
    """Return whom to remind of what has to be done within two weeks, or should have been."""
    versions = list(last_proposals())
    towns = {version.dossier_id: version.municipality_id for version in versions}
    for one in dues(versions, living_applications()):
        if one.deadline.last - SOON > day or one.deadline.whose is Payer.MINISTRY:
            continue
        for side in _sides(one):
            for user in people_of(one.dossier, side, towns.get(one.dossier.pk)):
                yield Reminder(
                    to=user,
                    key=f"due:{one.key}",
                    template="money_deadline",
                    values={
                        "candidate": line_of(one.dossier.candidate),
                        "said": one.deadline.said,
                        "last": one.deadline.last,
                    },
                    link=reverse("money:deadlines"),
                    about=one.dossier.subject_key,
                )


def _sides(one: Due) -> tuple[Side, ...]:
    """Return who is reminded: whose it is, and the broker who looks after all deadlines."""
    if one.deadline.whose is Payer.BOARD:
        return (Side.BOARD, Side.MINISTRY)
    if one.deadline.whose is Payer.MUNICIPALITY:
        return (Side.MUNICIPALITY, Side.MINISTRY)
    return (Side.MINISTRY,)
