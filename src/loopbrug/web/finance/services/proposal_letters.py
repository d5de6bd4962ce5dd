"""Letters about the proposal: to who has to agree, at once, and once more when it waits long."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse

from loopbrug.core.finance.proposal import Side
from loopbrug.web.accounts.queries import Role, User
from loopbrug.web.assessment.facts.calendars import answer_by
from loopbrug.web.assessment.queries.reminders import people_by_place
from loopbrug.web.finance.facts.proposals import open_sides, parties_of
from loopbrug.web.finance.queries.proposals import (
    ProposalVersion,
    WithdrawnProposal,
    last_proposals,
)
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.post.services import line_of, write_letter
from loopbrug.web.post.services.reminding import Reminder


def tell_to_agree(version: ProposalVersion, actor: User) -> None:
    """Write everybody who has to agree that there is a version, but not who made it."""
    dossier = version.dossier
    values = {
        "number": version.number,
        "why": version.why,
        "who": str(actor),
        "due": answer_by(version.made_on, dossier.region),
        "candidate": str(dossier.candidate),
        "link": reverse("finance:proposal", args=[dossier.pk]),
    }
    for user in _all_of(version, open_sides(version)):
        if user.pk != actor.pk:
            told = values | {"name": str(user)}
            write_letter(template="proposal_agree", values=told, to=user, about=dossier.subject_key)


def tell_withdrawn(version: ProposalVersion, row: WithdrawnProposal, actor: User) -> None:
    """Write every corner that the agreement no longer stands, and why."""
    dossier = version.dossier
    values = {
        "number": version.number,
        "why": row.why,
        "who": str(actor),
        "candidate": str(dossier.candidate),
        "link": reverse("finance:proposal", args=[dossier.pk]),
    }
    for user in _all_of(version, parties_of(version.municipality_id)):
        if user.pk != actor.pk:
            told = values | {"name": str(user)}
            write_letter(
                template="proposal_withdrawn", values=told, to=user, about=dossier.subject_key
            )


def proposal_reminders(day: date) -> Iterator[Reminder]:
    """Return whom to remind of a proposal that waits for them longer than it should."""
    for version in last_proposals():
        late = open_sides(version)
        if not late or answer_by(version.made_on, version.dossier.region) > day:
            continue
        for side in late:
            for user in people_of(version.dossier, side, version.municipality_id):
                yield Reminder(
                    to=user,
                    key=f"agree:{version.pk}:{side}",
                    template="proposal_waits",
                    values={
                        "candidate": line_of(version.dossier.candidate),
                        "since": version.made_on,
                    },
                    link=reverse("finance:proposal", args=[version.dossier_id]),
                    about=version.dossier.subject_key,
                )


def people_of(dossier: Dossier, side: Side, municipality: int | None) -> tuple[User, ...]:
    """Return who can speak for a corner; the candidate of a dossier never does."""
    found: tuple[User, ...] = ()
    if side is Side.MINISTRY:
        found = people_by_place(Role.BROKER, [dossier.desk_id]).get(dossier.desk_id or 0, ())
    elif side is Side.MUNICIPALITY:
        found = people_by_place(Role.MUNICIPALITY, [municipality]).get(municipality or 0, ())
    elif dossier.school is not None:
        places = [key for key in (dossier.school.pk, dossier.school.board_id) if key]
        people = people_by_place(Role.SCHOOL, places)
        found = next((people[place] for place in places if people.get(place)), ())
    return tuple(user for user in found if user.pk != dossier.candidate_id)


def _all_of(version: ProposalVersion, sides: Iterable[Side]) -> tuple[User, ...]:
    found = {
        user.pk: user
        for side in sides
        for user in people_of(version.dossier, side, version.municipality_id)
    }
    return tuple(found.values())
