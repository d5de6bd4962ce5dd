import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfua
import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.pathway.stage import TODAY, Cast, cast
from tests.web.programme.scene import prepared
from tests.web.programme.school_scene import answered, needed, proposed

from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.core.programme.agreement import FIELDS, Kind, Signer
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.accounts.services import join
from loopbrug.web.audit.models import AppendOnlyError
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.pathway import services as pathway
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import NotReadyError
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.agreement import differences, mark_of, papers_of, text_of
from loopbrug.web.programme.models import AgreementAnswers, AgreementSignature, AgreementVersion
from loopbrug.web.programme.papers.agreement import agreement_blocks
from loopbrug.web.programme.queries import latest_version
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.programme.services.agreement import (
    fill_agreement,
    put_agreement_forward,
    sign_agreement,
)
from loopbrug.web.programme.services.assignments import withdraw_assignment
from loopbrug.web.ui.paper import Heading

pytestmark = pytest.mark.django_db

DAYS = {"appointed_on": "2027-02-01", "first_chance": "2028-09-04", "second_chance": "2028-12-04"}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
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


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(BadDataError) as caught:
        act()
    return [finding.code.removeprefix("programme.") for finding in caught.value.findings]


def url(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"programme:agreement{name}", args=[dossier.pk, *more])


def page(client: Client, who: Any, address: str) -> str:
    client.force_login(who)
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def text_in(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


def test_the_agreement_holds_what_the_dossier_knows(people: Cast, dossier: Dossier) -> None:
    text = papers_of(dossier, TODAY).now
    programme = programme_of(latest_version(dossier))  # type: ignore[arg-type]
    assert (text.candidate, text.board, text.institute) == ("Amina", "Linde", "Hogeschool")
    assert (text.hours, text.finish) == (programme.hours, programme.finish)
    assert {part.unit for part in text.parts} == {unit.unit for unit in programme.units}
    assert text.coaches == ("Carla",)
    assert text.validated
    assert text.answers == ()


def test_all_sixteen_points_are_there_and_unknown_is_called_unknown(dossier: Dossier) -> None:
    blocks = agreement_blocks(papers_of(dossier, TODAY).now)
    numbered = [block.text.split(".")[0] for block in blocks if isinstance(block, Heading)]
    assert numbered == [str(number) for number in range(1, 17)]
    assert "Nog niet bekend. Dit vult de school in." in str(blocks)
    assert "Nog niet bekend. Dit vult de opleiding in." in str(blocks)


def test_the_first_version_begins_the_agreement_on_the_pathway(
    people: Cast, dossier: Dossier
) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    assert Dossier.objects.get(pk=dossier.pk).state == "agreeing"
    assert version.number == 1
    assert version.mark == mark_of(AgreementVersion.objects.get().document)
    assert text_of(AgreementVersion.objects.get()) == papers_of(dossier, TODAY).now


def test_everything_that_lacks_is_told_at_once(people: Cast, dossier: Dossier) -> None:
    found = refused(lambda: forward(people, dossier))
    assert found == ["agreement-open"] * sum(field.legal for field in FIELDS)
    assert refused(
        lambda: put_agreement_forward(actor=people.institute, dossier=dossier, day=TODAY)
    )[-1] == ("agreement-school-first")
    assert Dossier.objects.get(pk=dossier.pk).state == "suitable"


def test_putting_the_same_text_forward_twice_is_once(people: Cast, dossier: Dossier) -> None:
    fill(people, dossier)
    assert forward(people, dossier) == forward(people, dossier)
    assert AgreementVersion.objects.count() == 1


def test_filling_in_the_same_twice_is_once_and_each_side_its_own(
    people: Cast, dossier: Dossier
) -> None:
    fill(people, dossier)
    fill(people, dossier)
    assert AgreementAnswers.objects.count() == 2

    def wrong(who: Any, side: Signer, **answers: str) -> Callable[[], object]:
        return lambda: fill_agreement(
            actor=who, dossier=dossier, side=side, answers=answers, day=TODAY
        )

    assert refused(wrong(people.school, Signer.INSTITUTE)) == ["agreement-not-yours"]
    assert refused(wrong(people.amina, Signer.CANDIDATE)) == ["agreement-not-yours"]
    assert refused(wrong(people.other_board, Signer.SCHOOL)) == ["agreement-not-yours"]
    assert refused(wrong(people.school, Signer.SCHOOL, tutor="Ik")) == ["agreement-not-your-side"]


def test_three_sign_and_only_then_the_board_appoints(people: Cast, dossier: Dossier) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    sign(people.amina, version)
    row = Dossier.objects.get(pk=dossier.pk)
    with pytest.raises(NotReadyError) as caught:
        pathway.advance(actor=people.school, dossier=row, event=Event.APPOINT, day=TODAY)
    assert caught.value.findings[0].value("parties") == ("school", "institute")
    sign(people.board, version)
    sign(people.institute, version)
    row = pathway.advance(actor=people.school, dossier=row, event=Event.APPOINT, day=TODAY)
    assert row.state == "appointed"
    papers = papers_of(row, TODAY)
    assert papers.in_force == version
    assert not papers.renewed, "an appointment is no change of what was agreed"
    names = [act.name for act in acts_on(row.subject_key)]
    assert names.count("programme.sign-agreement") == 3


def test_who_made_no_agreement_here_can_still_be_appointed(people: Cast, dossier: Dossier) -> None:
    row = pathway.advance(
        actor=people.school, dossier=dossier, event=Event.DRAFT_AGREEMENT, day=TODAY
    )
    row = pathway.advance(actor=people.school, dossier=row, event=Event.APPOINT, day=TODAY)
    assert row.state == "appointed"


@pytest.mark.parametrize("who", ["broker", "assessor", "coach", "other_board", "other_institute"])
def test_only_parties_sign(people: Cast, dossier: Dossier, who: str) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    assert refused(lambda: sign(getattr(people, who), version)) == ["agreement-not-yours"]


def test_signing_twice_is_once_and_never_for_two_parties(people: Cast, dossier: Dossier) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    assert sign(people.school, version) == sign(people.school, version)
    assert refused(lambda: sign(people.board, version)) == ["agreement-signed-already"]
    join(actor=None, user=people.school, organisation="hogeschool", role="institute")
    sign(people.school, version)
    assert AgreementSignature.objects.count() == 1


def test_one_signs_the_text_that_one_read(people: Cast, dossier: Dossier) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    assert refused(lambda: sign(people.amina, version, mark="0" * 64)) == ["agreement-stale"]
    fill(people, dossier, guide="Iemand anders")
    second = forward(people, dossier, why="Andere begeleider")
    assert refused(lambda: sign(people.amina, version)) == ["agreement-stale"]
    sign(people.amina, second)


def test_a_change_after_signing_is_a_new_version_that_all_sign_again(
    people: Cast, dossier: Dossier
) -> None:
    first = signed(people, dossier)
    fill(people, dossier, guide="Iemand anders")
    assert refused(lambda: forward(people, dossier)) == ["agreement-no-why"]
    second = forward(people, dossier, why="Andere begeleider")
    papers = papers_of(dossier, TODAY)
    assert (papers.in_force, papers.waiting) == (first, second)
    assert text_of(first).answer("guide") == "over guide"
    for who in (people.amina, people.school, people.institute):
        sign(who, second)
    assert papers_of(dossier, TODAY).in_force == second


def test_rows_are_never_changed(people: Cast, dossier: Dossier) -> None:
    version = signed(people, dossier)
    version.document = {}
    with pytest.raises(AppendOnlyError):
        version.save()


def test_a_plan_that_no_longer_follows_is_told_to_each_party(
    client: Client,
    people: Cast,
    dossier: Dossier,
    django_capture_on_commit_callbacks: Any,
) -> None:
    signed(people, dossier)
    assert differences(papers_of(dossier, TODAY), dossier, TODAY, "nl") == ()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_assignment(
            actor=people.school, dossier=dossier, number=1, reason="Ziek", day=TODAY
        )
    found = {one.code for one in differences(papers_of(dossier, TODAY), dossier, TODAY, "nl")}
    assert found == {"programme.differs-cancelled"}
    version = latest_version(dossier)
    assert version is not None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    found = {one.code for one in differences(papers_of(dossier, TODAY), dossier, TODAY, "nl")}
    assert {"programme.differs-gone", "programme.differs-total"} <= found
    for who in (people.amina, people.school, people.institute):
        html = page(client, who, url("", dossier))
        assert "Het plan volgt de overeenkomst niet meer" in html
        assert "staat niet meer in het programma" in html
        assert ("Maak een nieuwe versie" in html) == (who != people.amina)


def test_the_whole_way_on_pages(client: Client, people: Cast, dossier: Dossier) -> None:
    html = page(client, people.school, url("", dossier))
    assert "Wat nog openstaat" in html
    for who, side in ((people.school, Signer.SCHOOL), (people.institute, Signer.INSTITUTE)):
        client.force_login(who)
        answer = client.post(url("-fill", dossier), own_fields(side))
        assert answer.status_code == 302
    client.force_login(people.school)
    assert client.post(url("-put-forward", dossier)).status_code == 302
    version = AgreementVersion.objects.get()
    for who in (people.amina, people.school, people.institute):
        html = page(client, who, url("", dossier))
        assert f'name="mark" value="{version.mark}"' in html
        data = {"version": version.number, "mark": version.mark}
        refusal = client.post(url("-sign", dossier), data).content.decode()
        assert "Zet een vinkje om te tekenen." in refusal
        assert client.post(url("-sign", dossier), data | {"read": "on"}).status_code == 302
    assert "Deze overeenkomst geldt" in page(client, people.amina, url("", dossier))
    assert 'id="tekenen"' not in page(client, people.amina, url("", dossier))


def test_filling_in_tells_all_mistakes_and_loses_nothing(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.school)
    data = own_fields(Signer.SCHOOL) | {"appointed_on": "32-1", "guide_hours": "veel",
                                        "class_hours": "-3", "guide": "Sofie"}  # fmt: skip
    html = client.post(url("-fill", dossier), data).content.decode()
    for said in ("Deze datum bestaat niet", "Dit is geen heel getal.", "Minder dan 0 kan niet."):
        assert said in html
    assert 'value="veel"' in html
    assert 'value="Sofie"' in html
    assert not AgreementAnswers.objects.exists()


def test_the_pdf_is_accessible_and_whole(
    client: Client, people: Cast, dossier: Dossier, tmp_path: Path
) -> None:
    version = signed(people, dossier)
    client.force_login(people.amina)
    response = client.get(url("-pdf", dossier, 1))
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    (tmp_path / "paper.pdf").write_bytes(response.content)
    report = pdfua.validate(str(tmp_path / "paper.pdf"))
    assert [one for one in report.findings if one.severity == pdfua.Severity.ERROR] == []
    text = text_in(response.content)
    for said in ("Tripartiete overeenkomst", "16. Klachten en beroep", "over complaints",
                 f"/overeenkomst/{version.secret}/", version.mark[:8], "Amina, 23 november 2026",
                 "WPO art. 38a", "Een reeks lessen"):  # fmt: skip
        assert said in text, said
    assert "Nog niet bekend" not in text


def test_any_words_make_an_agreement(
    client: Client, people: Cast, dossier: Dossier, tmp_path: Path
) -> None:
    odd = "#panic() $x$ <b> \\ 😀 العربية " + "w" * 900
    fill(people, dossier, replacement=odd, other_boards=odd)
    forward(people, dossier)
    client.force_login(people.school)
    (tmp_path / "paper.pdf").write_bytes(client.get(url("-pdf", dossier, 1)).content)
    report = pdfua.validate(str(tmp_path / "paper.pdf"))
    assert [one for one in report.findings if one.severity == pdfua.Severity.ERROR] == []


def test_a_stranger_verifies_without_learning_whose_it_is(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    version = signed(people, dossier)
    address = reverse("programme:agreement-verify", args=[version.secret])
    html = client.get(address).content.decode()
    assert "Deze overeenkomst geldt" in html
    assert version.mark in html
    assert not any(name in html for name in ("Amina", "Linde", "Sofie"))
    assert client.get(reverse("programme:agreement-verify", args=["x" * 32])).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 200), ("school", 200), ("board", 200), ("institute", 200), ("broker", 404),
     ("coach", 404), ("assessor", 404), ("other_board", 404), ("policy", 404)],
)  # fmt: skip
def test_only_parties_read_it(
    client: Client, people: Cast, dossier: Dossier, who: str, status: int
) -> None:
    fill(people, dossier)
    forward(people, dossier)
    client.force_login(getattr(people, who))
    assert client.get(url("", dossier)).status_code == status
    assert client.get(url("-pdf", dossier, 1)).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_queries_for_one_version_as_for_three(
    client: Client,
    people: Cast,
    dossier: Dossier,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        fill(people, dossier, guide=f"Begeleider {number}")
        version = forward(people, dossier, why="Anders")
        sign(people.amina, version)
        sign(people.school, version)
    client.force_login(people.amina)
    client.get(url("", dossier))
    with django_assert_num_queries(24):
        client.get(url("", dossier))
