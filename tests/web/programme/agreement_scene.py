"""Amina found suitable, with a programme taken, and an agreement to fill in and sign."""

from typing import Any

from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.scene import prepared
from tests.web.programme.school_scene import answered, needed, proposed

from loopbrug.core.pathway.model import State
from loopbrug.core.programme.agreement import FIELDS, Kind, Signer
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.models import AgreementSignature, AgreementVersion
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.programme.services.agreement import (
    fill_agreement,
    put_agreement_forward,
    sign_agreement,
)

DAYS = {"appointed_on": "2027-02-01", "first_chance": "2028-09-04", "second_chance": "2028-12-04"}


def agreeable(people: Cast) -> Dossier:
    """Amina was found suitable and took a programme with an assignment of her school in it."""
    dossier = prepared(people)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.SUITABLE)
    dossier = Dossier.objects.get(pk=dossier.pk)
    codes = needed(dossier)
    answered(people, proposed(people, dossier, [(code, 2) for code in codes[:4]]))
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    return dossier


def own_fields(side: Signer) -> dict[str, str]:
    return {
        field.code: DAYS.get(
            field.code, "4" if field.kind in (Kind.HOURS, Kind.EUROS) else f"over {field.code}"
        )
        for field in FIELDS
        if field.side is side
    }


def fill(people: Cast, dossier: Dossier, **other: str) -> None:
    for actor, side in ((people.school, Signer.SCHOOL), (people.institute, Signer.INSTITUTE)):
        own = own_fields(side)
        changed = {code: text for code, text in other.items() if code in own}
        fill_agreement(actor=actor, dossier=dossier, side=side, answers=own | changed, day=TODAY)


def forward(people: Cast, dossier: Dossier, why: str = "") -> AgreementVersion:
    fresh = Dossier.objects.get(pk=dossier.pk)
    return put_agreement_forward(actor=people.school, dossier=fresh, day=TODAY, why=why)


def sign(who: Any, version: AgreementVersion, mark: str = "") -> AgreementSignature:
    dossier = Dossier.objects.get(pk=version.dossier_id)
    return sign_agreement(
        actor=who,
        dossier=dossier,
        number=version.number,
        mark=mark or version.mark,
        day=TODAY,
    )


def signed(people: Cast, dossier: Dossier) -> AgreementVersion:
    fill(people, dossier)
    version = forward(people, dossier)
    for who in (people.school, people.amina, people.institute):
        sign(who, version)
    return version
