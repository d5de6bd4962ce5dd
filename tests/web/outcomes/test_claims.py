"""A CV is read, looked at, kept once, and is never evidence."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import Cast

from loopbrug.web.outcomes.facts import evidence_of
from loopbrug.web.outcomes.models import ClaimRow
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db

CV = """<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass">
  <LearnerInfo>
    <WorkExperienceList>
      <WorkExperience>
        <Period><From year="2015" month="--03"/><Current>true</Current></Period>
        <Position><Label>Constructeur</Label></Position>
        <Employer><Name>Bouwbedrijf De Kei</Name></Employer>
      </WorkExperience>
    </WorkExperienceList>
    <EducationList>
      <Education>
        <Period><From year="2010"/><To year="2014"/></Period>
        <Title>Bachelor Bouwkunde</Title>
        <Organisation><Name>Hogeschool Verzonnen</Name></Organisation>
      </Education>
    </EducationList>
  </LearnerInfo>
</SkillsPassport>
"""


@pytest.fixture
def own(client: Client, people: Cast) -> Client:
    client.force_login(people.amina)
    return client


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def brought(client: Client, dossier: Dossier, content: bytes = CV.encode()) -> str:
    url = reverse("outcomes:claims-bring", args=[dossier.pk])
    return text_of(client.post(url, {"cv": SimpleUploadedFile("cv.xml", content)}))


def kept(client: Client, dossier: Dossier, html: str, *places: str) -> Any:
    sealed = re.search(r'name="sealed" value="([^"]+)"', html)
    assert sealed
    url = reverse("outcomes:claims-keep", args=[dossier.pk])
    return client.post(url, {"sealed": sealed[1], "claim": places}, follow=True)


def test_a_cv_is_shown_before_anything_is_kept(own: Client, dossier: Dossier) -> None:
    html = brought(own, dossier)
    assert "Constructeur, Bouwbedrijf De Kei" in html
    assert "Bachelor Bouwkunde" in html
    assert not ClaimRow.objects.exists()


def test_only_what_is_ticked_is_kept(own: Client, dossier: Dossier) -> None:
    html = brought(own, dossier)
    text_of(kept(own, dossier, html, "1", "99", "x"))
    assert ClaimRow.objects.count() == 1


def test_the_same_cv_twice_brings_nothing_new(own: Client, dossier: Dossier) -> None:
    text_of(kept(own, dossier, brought(own, dossier), "0", "1"))
    again = brought(own, dossier)
    assert again.count("staat er al") == 2
    assert "Er was niets nieuws" in text_of(kept(own, dossier, again, "0", "1"))
    assert ClaimRow.objects.count() == 2


def test_a_claim_is_never_evidence_and_asks_for_it(
    own: Client, people: Cast, dossier: Dossier
) -> None:
    html = text_of(kept(own, dossier, brought(own, dossier), "0", "1"))
    claim = ClaimRow.objects.get(title="Constructeur")
    assert f"?claim={claim.pk}" in html
    assert evidence_of(dossier) == ()
    own.force_login(people.assessor)
    assert "Constructeur" not in text_of(own.get(reverse("outcomes:evidence", args=[dossier.pk])))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b"<html/>", "Europass"),
        (b"dit is geen xml", ""),
    ],
)
def test_a_cv_nobody_can_read_is_told(
    own: Client, dossier: Dossier, content: bytes, said: str
) -> None:
    html = brought(own, dossier, content)
    assert "Dit lukt zo niet" in html
    assert said in html
    assert "outcomes.cv" not in html


def test_a_preview_that_was_tampered_with_keeps_nothing(own: Client, dossier: Dossier) -> None:
    html = brought(own, dossier).replace('name="sealed" value="', 'name="sealed" value="x')
    assert "te lang open" in text_of(kept(own, dossier, html, "0"))
    assert not ClaimRow.objects.exists()


def test_a_preview_of_one_dossier_does_not_fit_another(
    own: Client, people: Cast, dossier: Dossier
) -> None:
    html = brought(own, dossier)
    other = Dossier.objects.create(code="X", candidate=people.coach, started_on=dossier.started_on)
    own.force_login(people.coach)
    assert "te lang open" in text_of(kept(own, other, html, "0"))
    assert not ClaimRow.objects.exists()


def test_a_claim_can_be_taken_away(own: Client, dossier: Dossier) -> None:
    claim = ClaimRow.objects.create(dossier=dossier, kind="job", title="Chef-kok")
    own.post(reverse("outcomes:claims-drop", args=[dossier.pk, claim.pk]))
    assert not ClaimRow.objects.exists()


@pytest.mark.parametrize("who", ["assessor", "institute", "broker"])
def test_a_cv_is_the_candidates_only(
    client: Client, people: Cast, dossier: Dossier, who: str
) -> None:
    claim = ClaimRow.objects.create(dossier=dossier, kind="job", title="Chef-kok")
    client.force_login(getattr(people, who))
    for name, more in (("claims-keep", ()), ("claims-drop", (claim.pk,))):
        assert client.post(reverse(f"outcomes:{name}", args=[dossier.pk, *more])).status_code == 404
    assert ClaimRow.objects.count() == 1
