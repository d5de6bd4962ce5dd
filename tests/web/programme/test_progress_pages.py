"""The pages of progress: how it goes and why, writing it down, and the list at a glance."""

import html as markup
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.pathway.stage import TODAY, TOLD, Cast, organisation, somebody
from tests.web.programme.walked import go_to, taken

from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.core.programme.progress import Fate, Side
from loopbrug.web.accounts.models import User
from loopbrug.web.pathway import services as pathway
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, allowed, roles_on
from loopbrug.web.programme.facts.course import way_of
from loopbrug.web.programme.facts.progress import presences_of, results_of, walk_of
from loopbrug.web.programme.models import Acceptance, ProgrammeVersion
from loopbrug.web.programme.models.progress import AttendanceRow, UnitResultRow
from loopbrug.web.programme.queries.walking import walked_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return taken(people)


def url(name: str, dossier: Dossier, *more: str) -> str:
    return reverse(f"programme:{name}", args=[dossier.pk, *more])


def read(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def first(dossier: Dossier) -> tuple[str, str]:
    """Return offering of the first unit and the day after its end."""
    unit = walk_of(dossier).units[0]
    assert unit.period.last is not None
    return unit.offering, unit.period.last.isoformat()


def test_progress_tells_what_is_done_and_why_it_is_called_so(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = read(client, people.amina, url("progress", dossier))
    assert "Nog niet begonnen" in html
    assert "Het begint op" in html
    unit = walk_of(dossier).units[0]
    assert unit.period.last is not None
    go_to(unit.period.last + timedelta(days=30), monkeypatch)
    html = read(client, people.amina, url("progress", dossier))
    assert "Loopt achter" in html
    assert "Er is nog geen uitslag" in html


@pytest.mark.parametrize("who", ["amina", "coach", "school", "board", "institute"])
def test_progress_is_there_for_who_walks_along(
    who: str, client: Client, people: Cast, dossier: Dossier
) -> None:
    read(client, getattr(people, who), url("progress", dossier))


@pytest.mark.parametrize("who", ["broker", "assessor", "other_institute", "foundation"])
def test_progress_is_not_there_for_others(
    who: str, client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(getattr(people, who))
    for name in ("progress", "record"):
        assert client.get(url(name, dossier)).status_code == 404


def test_the_institute_writes_down_results_and_sessions_on_one_page(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    offering, day = first(dossier)
    unit = walk_of(dossier).units[0]
    assert unit.period.last is not None
    go_to(unit.period.last + timedelta(days=1), monkeypatch)
    session = walk_of(dossier).sessions[0]
    client.force_login(people.institute)
    sent = {
        f"fate-{offering}": "passed",
        f"on-{offering}": day,
        f"there-{session.offering}:{session.day}": "yes",
    }
    answer = client.post(url("record", dossier), sent, follow=True)
    assert "2 regels zijn bewaard." in answer.content.decode()
    again = client.post(url("record", dossier), sent, follow=True)
    assert "Er was niets nieuws om te bewaren." in again.content.decode()
    assert (UnitResultRow.objects.count(), AttendanceRow.objects.count()) == (1, 1)
    [result] = results_of(dossier)
    assert result.fate is Fate.PASSED
    assert presences_of(dossier)[0].side is Side.INSTITUTE


def test_everything_wrong_is_told_at_once_and_nothing_is_lost(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    offerings = [unit.offering for unit in walk_of(dossier).units]
    first_day = walk_of(dossier).sessions[0].day
    go_to(first_day + timedelta(days=1), monkeypatch)
    client.force_login(people.institute)
    sent = {
        f"fate-{offerings[0]}": "passed",
        f"on-{offerings[0]}": "2031-01-01",
        f"note-{offerings[0]}": "Mooi werk",
        f"there-{walk_of(dossier).sessions[0].offering}:{first_day}": "no",
    }
    html = client.post(url("record", dossier), sent).content.decode()
    assert "moet nog komen" in html
    assert "Mooi werk" in html
    assert "2031-01-01" in html
    assert not AttendanceRow.objects.exists()
    del sent[f"on-{offerings[0]}"]
    html = client.post(url("record", dossier), sent).content.decode()
    assert "Vul de dag van de uitslag in." in html
    assert not UnitResultRow.objects.exists()


def test_a_wrong_session_is_told_with_the_unit_it_is_of(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = walk_of(dossier).sessions[0]
    go_to(session.day + timedelta(days=1), monkeypatch)
    client.force_login(people.amina)
    sent = {f"there-{session.offering}:{session.day}": "misschien"}
    page = client.post(url("record", dossier), sent)
    [(name, _errors)] = page.context["form"].errors.items()
    form = page.context["form"]
    assert form[name].label == f"{form.moments[name][0].title}, {form.when[name]}"
    assert form[name].label in markup.unescape(page.content.decode())


def test_the_candidate_says_what_they_followed_and_it_is_shown_as_that(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = walk_of(dossier).sessions[0]
    go_to(session.day + timedelta(days=1), monkeypatch)
    html = read(client, people.amina, url("record", dossier))
    assert "fate-" not in html
    sent = {f"there-{session.offering}:{session.day}": "yes"}
    client.post(url("record", dossier), sent)
    assert "dat zei je zelf" in read(client, people.amina, url("progress", dossier))
    html = read(client, people.coach, url("progress", dossier))
    assert "dat zegt de kandidaat zelf" in html


def test_a_result_is_taken_back_with_a_reason(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    offering, day = first(dossier)
    unit = walk_of(dossier).units[0]
    assert unit.period.last is not None
    go_to(unit.period.last, monkeypatch)
    client.force_login(people.institute)
    back = url("take-back", dossier, offering)
    assert client.get(back).status_code == 404
    client.post(url("record", dossier), {f"fate-{offering}": "failed", f"on-{offering}": day})
    assert "Schrijf waarom" in client.post(back, {}).content.decode()
    client.post(back, {"reason": "Verkeerde kandidaat"})
    assert results_of(dossier) == ()
    client.force_login(people.coach)
    assert client.get(back).status_code == 404


def test_who_pauses_is_not_behind(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = walk_of(dossier).units[0]
    pathway.advance(actor=people.amina, dossier=dossier, event=Event.PAUSE, day=TODAY)
    assert unit.period.last is not None
    go_to(unit.period.last + timedelta(days=60), monkeypatch)
    html = read(client, people.coach, url("progress", dossier))
    assert "Het dossier staat stil" in html
    assert "Loopt achter" not in html


def test_at_a_glance_shows_what_a_role_needs_and_nothing_of_the_week(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    for who in (people.coach, people.school, people.board, people.institute):
        html = read(client, who, reverse("walking:glance"))
        assert "Amina" in html
        assert "moeder" not in html
    for other in (people.other_board, people.other_institute, people.broker, people.amina):
        assert "Je hebt nog geen kandidaten" in read(client, other, reverse("walking:glance"))


def test_the_list_holds_exactly_whose_progress_one_may_see(people: Cast, dossier: Dossier) -> None:
    for name in people.__slots__:
        user = getattr(people, name)
        may = allowed(roles_on(user, dossier), Act.SEE_PROGRESS, State(dossier.state))
        if user != people.amina:
            assert (dossier in walked_with(user)) == may, name


def test_the_institute_is_told_how_much_waits(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = walk_of(dossier).sessions[0]
    go_to(session.day + timedelta(days=1), monkeypatch)
    assert "1 vast te leggen" in read(client, people.institute, reverse("walking:glance"))
    assert "vast te leggen" not in read(client, people.coach, reverse("walking:glance"))


def _like(people: Cast, dossier: Dossier, number: int) -> None:
    """Add a dossier at the same school and institute, with the same programme."""
    candidate = somebody(f"Kandidaat{number}")
    other, _ = pathway.open_dossier(actor=candidate, document=TOLD, region="midden", day=TODAY)
    Dossier.objects.filter(pk=other.pk).update(
        school=organisation("lindeschool"), institute=organisation("hogeschool")
    )
    source = ProgrammeVersion.objects.get(dossier=dossier)
    version = ProgrammeVersion(
        dossier=other, number=1, made_on=TODAY, wishes=source.wishes, result=source.result
    )
    version.save()
    Acceptance(version=version, accepted_by=candidate, accepted_on=TODAY).save()


@pytest.mark.parametrize("count", [1, 3])
def test_at_a_glance_asks_as_many_queries_for_one_as_for_three(
    count: int,
    client: Client,
    people: Cast,
    dossier: Dossier,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count - 1):
        _like(people, dossier, number)
    client.force_login(people.institute)
    with django_assert_num_queries(19):
        client.get(reverse("walking:glance"))


@pytest.mark.parametrize("missing", [3, 9])
def test_progress_asks_as_many_queries_for_few_units_as_for_many(
    missing: int,
    client: Client,
    people: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    dossier = taken(people, missing)
    client.force_login(people.amina)
    with django_assert_num_queries(14):
        client.get(url("progress", dossier))


def test_progress_in_english(client: Client, people: Cast, dossier: Dossier) -> None:
    client.cookies["django_language"] = "en"
    html = read(client, people.amina, url("progress", dossier))
    assert "Not begun yet" in html
    assert "It begins on" in html


def test_sessions_of_what_is_passed_are_not_to_come_any_more(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = walk_of(dossier).sessions[0]
    go_to(session.day, monkeypatch)
    assert session in way_of(dossier, session.day).coming(session.day)
    client.force_login(people.institute)
    offering, day = session.offering, session.day
    client.post(url("record", dossier), {f"fate-{offering}": "passed", f"on-{offering}": day})
    coming = way_of(dossier, day).coming(day)
    assert offering not in {one.offering for one in coming}


def test_nobody_gets_a_course_without_a_programme(people: Cast) -> None:
    dossier, _ = pathway.open_dossier(actor=people.amina, document=TOLD, region="midden", day=TODAY)
    assert way_of(dossier, TODAY).progress.units == ()
