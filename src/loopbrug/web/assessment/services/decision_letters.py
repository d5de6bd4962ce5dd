"""Letters about a decision: it can be signed, it was taken. Never what was decided."""

from django.urls import reverse

from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.services.telling import people_of
from loopbrug.web.pathway.queries import Dossier, Participation
from loopbrug.web.post.services import write_letter

_ASSESSOR, _GUIDE = Participation.Role.ASSESSOR, Participation.Role.GUIDE


def ask_to_sign(actor: User, dossier: Dossier) -> None:
    """Tell every assessor but whoever put it forward that a decision waits for signatures."""
    for user in _helping(dossier, _ASSESSOR):
        if user.pk != actor.pk:
            _write_to(user, "sign", dossier, other=str(actor))


def tell_decided(dossier: Dossier, *, corrected: bool) -> None:
    """Tell candidate, school and guide that the decision is there, or was set right."""
    readers = {dossier.candidate_id: dossier.candidate}
    readers |= {user.pk: user for user in _helping(dossier, _GUIDE)}
    if dossier.school is not None:
        readers |= people_of([dossier.school])
    for user in readers.values():
        own = user.pk == dossier.candidate_id
        _write_to(user, "decided", dossier, own=own, corrected=corrected)


def _helping(dossier: Dossier, role: str) -> list[User]:
    parts = dossier.participations.filter(role=role, ended_on=None).select_related("user")
    return [part.user for part in parts.order_by("pk")]


def _write_to(user: User, template: str, dossier: Dossier, **facts: object) -> None:
    if not user.is_active or not user.email:
        return
    values = {
        "name": str(user),
        "candidate": str(dossier.candidate),
        "link": reverse("assessment:decision", args=[dossier.pk]),
        **facts,
    }
    write_letter(template=template, values=values, to=user, about=dossier.subject_key)
