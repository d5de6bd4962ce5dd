"""The letter to whoever has the turn, written in the act that gave it to them."""

from datetime import date

from django.urls import reverse

from loopbrug.core.programme.agreement import Signer
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.calendars import answer_by
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.post.services import write_letter
from loopbrug.web.programme.facts.agreement import departures
from loopbrug.web.programme.models import AgreementVersion, AssignmentRow, CoverageRow
from loopbrug.web.programme.services.waiting_reminders import people_of, speakers_of


def tell_proposed(row: AssignmentRow, actor: User) -> None:
    """Write the institute that an assignment waits for its answer."""
    values = {"title": row.title, "asker": str(actor), "changed": row.replaces_id is not None}
    _write(
        row.dossier, (Signer.INSTITUTE,), actor, "assignment_proposed",
        values | _due(row.dossier, row.proposed_on),
    )  # fmt: skip


def tell_answered(row: AssignmentRow, answer: CoverageRow, actor: User, *, status: str) -> None:
    """Write the school what the institute answered, and whether it has to do something."""
    values = {"title": row.title, "institute": str(row.dossier.institute), "status": status}
    _write(
        row.dossier, (Signer.SCHOOL,), actor, "assignment_answered",
        values | _due(row.dossier, answer.decided_on), also=(row.proposed_by,),
    )  # fmt: skip


def tell_to_sign(version: AgreementVersion, actor: User) -> None:
    """Write all three parties that the agreement lies ready to be signed."""
    values = {"number": version.number, "why": version.why}
    _write(
        version.dossier, tuple(Signer), actor, "agreement_sign",
        values | _due(version.dossier, version.made_on),
    )  # fmt: skip


def tell_departures(
    dossier: Dossier, actor: User, day: date, *, sides: tuple[Signer, ...] = tuple(Signer)
) -> None:
    """Write the parties that the plan no longer follows the agreement they signed, if so."""
    if departures(dossier, day, "nl"):
        told: dict[str, object] = {"candidate": str(dossier.candidate)}
        _write(dossier, sides, actor, "agreement_differs", told)


def _due(dossier: Dossier, said: date) -> dict[str, object]:
    return {"due": answer_by(said, dossier.region), "candidate": str(dossier.candidate)}


def _write(
    dossier: Dossier,
    sides: tuple[Signer, ...],
    actor: User,
    template: str,
    values: dict[str, object],
    *,
    also: tuple[User, ...] = (),
) -> None:
    schools, institutes = speakers_of([dossier])
    page = "programme:agreement" if template.startswith("agreement") else "programme:assignments"
    to = {user.pk: user for side in sides for user in people_of(dossier, side, schools, institutes)}
    for user in {**to, **{one.pk: one for one in also}}.values():
        if user.pk == actor.pk:
            continue
        own = user.pk == dossier.candidate_id
        told = {"name": str(user), "own": own, "link": reverse(page, args=[dossier.pk])}
        write_letter(template=template, values=values | told, to=user, about=dossier.subject_key)
