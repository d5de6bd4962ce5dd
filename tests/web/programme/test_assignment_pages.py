import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.scene import prepared
from tests.web.programme.school_scene import (
    FIRST,
    LAST,
    answered,
    needed,
    proposed,
    statuses,
    taught_in,
)

from loopbrug.core.pathway.states import Event
from loopbrug.web.pathway import services as pathway
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.models import AssignmentRow
from loopbrug.web.programme.services import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    dossier = prepared(people)
    return pathway.advance(actor=people.broker, dossier=dossier, event=Event.INVITE, day=TODAY)


def url(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"programme:{name}", args=[dossier.pk, *more])


def read(client: Client, user: object, address: str) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    response = client.get(address)
    assert response.status_code == 200
    return text(response.content)


def text(content: bytes) -> str:
    return re.sub(r"\s+", " ", content.decode())


def filled(people: Cast, **hours: str) -> dict[str, str]:
    return {
        "title": "Lessenreeks",
        "what": "Je ontwerpt zes lessen.",
        "evidence": "De plannen.",
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "guide": str(people.coach.pk),
        "observer": str(people.school.pk),
        "library": "",
    } | {name.replace("hours_", "hours-").replace("_", "-"): value for name, value in hours.items()}


def test_the_school_proposes_and_the_institute_answers_on_pages(
    client: Client, people: Cast, dossier: Dossier, django_capture_on_commit_callbacks: object
) -> None:
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    codes = taught_in(dossier, version)
    page = read(client, people.coach, url("assignments", dossier))
    assert "Er is nog geen opdracht" in page
    assert "Schrijf een eigen opdracht" in page
    data = filled(people) | {f"hours-{code}": "5" for code in codes}
    answer = client.post(url("assignment-new", dossier), data)
    assert answer.status_code == 302, text(answer.content)

    client.force_login(people.institute)
    door = text(client.get(reverse("pathway:dossier", args=[dossier.pk])).content)
    assert "1 wacht op jou" in door
    row = AssignmentRow.objects.get()
    said = {f"say-{code}": "accepted" for code in codes} | {"seen": str(row.pk)}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = client.post(url("assignment-answer", dossier, 1), said)
    assert answer.status_code == 302, text(answer.content)
    page = read(client, people.amina, url("assignments", dossier))
    assert "Geaccepteerd" in page
    assert "Staat in het nieuwste programma" in page
    assert "Stel een opdracht voor" not in page
    programme = read(client, people.amina, url("version", dossier, version.number + 1))
    assert "Lessenreeks" in programme
    assert "Op de werkplek" in programme


def test_an_empty_form_asks_for_an_outcome_at_once_with_the_rest(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.school)
    page = text(client.post(url("assignment-new", dossier), {"library": ""}).content)
    summary = page.split('class="lb-error-summary"')[1].split("</ul>")[0]
    for said in ("Geef de opdracht een naam.", "Kies minstens één leeruitkomst", "Kies iemand."):
        assert said in summary, said


def test_a_form_full_of_mistakes_tells_all_and_loses_nothing(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    code = needed(dossier)[0]
    client.force_login(people.school)
    data = filled(people) | {
        "title": "", "first": LAST.isoformat(), "last": FIRST.isoformat(),
        "guide": "", f"hours-{code}": "veel",
    }  # fmt: skip
    page = text(client.post(url("assignment-new", dossier), data).content)
    summary = page.split('class="lb-error-summary"')[1].split("</ul>")[0]
    for said in ("Geef de opdracht een naam.", "ligt vóór de eerste dag", "Kies iemand.",
                 "“veel” is geen heel getal."):  # fmt: skip
        assert said in summary, said
    assert "Kies minstens één leeruitkomst" not in summary
    assert 'value="veel"' in page
    assert "Je ontwerpt zes lessen." in page
    assert not AssignmentRow.objects.exists()


def test_a_form_without_outcomes_says_so(client: Client, people: Cast, dossier: Dossier) -> None:
    client.force_login(people.school)
    page = text(client.post(url("assignment-new", dossier), filled(people)).content)
    assert "Kies minstens één leeruitkomst" in page


def test_the_library_fills_the_form_with_what_this_candidate_needs(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    page = read(client, people.school, url("assignments", dossier))
    start = re.search(r"\?van=([\w-]+)", page)
    assert start, "the library has nothing for this candidate"
    page = read(client, people.school, url("assignment-new", dossier) + start[0])
    assert re.search(r'name="hours-[A-Z]+-\d+" value="\d+"', page)
    assert f'name="library" value="{start[1]}"' in page


def test_an_answer_full_of_mistakes_tells_all(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    one, two, three = needed(dossier)[:3]
    row = proposed(people, dossier, [(code, 5) for code in (one, two, three)])
    client.force_login(people.institute)
    data = {"seen": row.pk, f"say-{one}": "partly", f"say-{two}": "declined"}
    page = text(client.post(url("assignment-answer", dossier, 1), data).content)
    summary = page.split('class="lb-error-summary"')[1].split("</ul>")[0]
    for said in ("hoeveel uur er nog bij komt", "wat er nog bij moet", "waarom de opdracht",
                 f"{three}: dekt de opdracht", "Kies of de opdracht"):  # fmt: skip
        assert said in summary, said
    assert statuses(dossier) == ["proposed"]


def test_an_answer_to_what_changed_meanwhile_is_refused_with_the_reason(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    code = needed(dossier)[0]
    row = proposed(people, dossier, [(code, 5)])
    proposed(people, dossier, [(code, 9)], changes=row.pk)
    client.force_login(people.institute)
    answer = client.post(
        url("assignment-answer", dossier, 1), {"seen": row.pk, f"say-{code}": "accepted"}
    )
    assert answer.status_code == 409
    assert "intussen gewijzigd of ingetrokken" in text(answer.content)


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 200), ("broker", 200), ("school", 200), ("board", 200), ("institute", 200),
     ("coach", 200), ("assessor", 404), ("other_board", 404), ("foundation", 404)],
)  # fmt: skip
def test_who_sees_the_assignments(
    client: Client, people: Cast, dossier: Dossier, who: str, status: int
) -> None:
    proposed(people, dossier, [(needed(dossier)[0], 5)])
    client.force_login(getattr(people, who))
    assert client.get(url("assignments", dossier)).status_code == status


@pytest.mark.parametrize("who", ["amina", "broker", "institute", "assessor", "other_board"])
@pytest.mark.parametrize("name", ["assignment-new", "assignment-change", "assignment-withdraw"])
def test_pages_of_the_school_are_for_the_school(
    client: Client, people: Cast, dossier: Dossier, who: str, name: str
) -> None:
    proposed(people, dossier, [(needed(dossier)[0], 5)])
    client.force_login(getattr(people, who))
    more = () if name == "assignment-new" else (1,)
    assert client.get(url(name, dossier, *more)).status_code == 404


def test_a_page_says_whose_dossier_it_is(client: Client, people: Cast, dossier: Dossier) -> None:
    client.force_login(people.school)
    assert '<p class="lb-page-head__where"><span>Amina</span></p>' in client.get(
        url("assignment-new", dossier)
    ).text  # fmt: skip
    client.force_login(people.amina)
    assert "lb-page-head__where" not in client.get(url("assignments", dossier)).text


def test_the_list_asks_as_many_queries_for_one_as_for_three(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    asked = []
    for code in needed(dossier)[:3]:
        answered(people, proposed(people, dossier, [(code, 5)], title=code))
        client.get(url("assignments", dossier))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("assignments", dossier))
        asked.append(len(queries))
    assert asked[0] == asked[2]


def test_the_pages_speak_english(client: Client, people: Cast, dossier: Dossier) -> None:
    proposed(people, dossier, [(needed(dossier)[0], 5)])
    client.cookies["django_language"] = "en"
    page = read(client, people.school, url("assignments", dossier))
    assert "Workplace assignments" in page
    assert "Opdracht" not in re.sub(r"<a[^>]*>", "", page)
