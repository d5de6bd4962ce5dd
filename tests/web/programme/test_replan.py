"""Something changed: on the page, and what is kept of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.scene import prepared

from loopbrug.core.programme.progress import Fate, UnitResult
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Period
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.changed import Kind, Told
from loopbrug.web.programme.facts import dossier_value, programme_of
from loopbrug.web.programme.facts.progress import results_of
from loopbrug.web.programme.queries import accepted_version, latest_version, versions_of
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.programme.services.progress import Mark, record_results
from loopbrug.web.programme.services.replan import (
    accept_proposal,
    offer_change,
    take_change,
    what_if_changed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def walking(people: Cast) -> Dossier:
    """A dossier with a programme that was taken."""
    dossier = prepared(people)
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version
    accept_programme(actor=people.amina, version=version, day=TODAY)
    return dossier


def first_unit(dossier: Dossier) -> Any:
    version = accepted_version(dossier)
    assert version
    return programme_of(version).units[0]


def away_for(dossier: Dossier) -> Told:
    start = first_unit(dossier).period.first
    return Told(Kind.ILL, Period(start, start + timedelta(days=55)))


def seen(dossier: Dossier) -> int | None:
    record = dossier.records.first()
    return record.pk if record else None


def test_a_change_is_looked_at_and_nothing_is_kept(walking: Dossier) -> None:
    before = versions_of(walking).count()
    outcome = what_if_changed(dossier=walking, told=away_for(walking), day=TODAY)
    assert outcome.comparison
    changed = [one for one in outcome.comparison.units if one.why]
    assert changed
    assert {one.why.code for one in changed if one.why} <= {
        "programme.change-away",
        "programme.change-follows",
        "programme.change-new",
        "programme.change-not-needed",
    }
    assert versions_of(walking).count() == before
    assert dossier_value(walking).wishes.away == ()


def test_taking_it_keeps_the_days_and_not_why(walking: Dossier, people: Cast) -> None:
    told = away_for(walking)
    version = take_change(
        actor=people.amina, dossier=walking, told=told, day=TODAY, seen=seen(walking)
    )
    assert version
    assert version.reason == "away"
    assert accepted_version(walking) == version
    assert dossier_value(walking).wishes.away == (told.away,)
    assert versions_of(walking).count() == 2


def test_a_dossier_changed_meanwhile_is_looked_at_again(walking: Dossier, people: Cast) -> None:
    with pytest.raises(BadDataError) as error:
        take_change(actor=people.amina, dossier=walking, told=away_for(walking), day=TODAY, seen=0)
    assert error.value.findings[0].code == "programme.week-changed-meanwhile"
    assert versions_of(walking).count() == 1


def test_a_cancelled_course_is_recorded_and_planned_elsewhere(
    walking: Dossier, people: Cast
) -> None:
    unit = first_unit(walking)
    told = Told(Kind.CANCELLED, None, unit.unit, unit.offering)
    version = take_change(
        actor=people.amina, dossier=walking, told=told, day=TODAY, seen=seen(walking)
    )
    assert version
    assert unit.offering not in {one.offering for one in programme_of(version).units}
    (result,) = results_of(walking)
    assert (result.offering, result.fate) == (unit.offering, Fate.BROKEN_OFF)


def test_what_the_institute_passed_is_not_undone_by_the_candidate(
    client: Client, walking: Dossier, people: Cast
) -> None:
    unit = first_unit(walking)
    later = unit.period.last + timedelta(days=1)
    passed = UnitResult(unit.unit, unit.offering, later, Fate.PASSED)
    record_results(actor=people.institute, dossier=walking, marks=[Mark(passed)], day=later)
    told = Told(Kind.FAILED, None, unit.unit, unit.offering)
    with pytest.raises(BadDataError) as error:
        take_change(actor=people.amina, dossier=walking, told=told, day=later, seen=seen(walking))
    assert error.value.findings[0].code == "programme.progress-not-yours"
    assert results_of(walking) == (passed,)
    client.force_login(people.amina)
    answer = client.post(address(walking), {"kind": "failed", "offering": unit.offering})
    assert answer.status_code == 200
    assert f'value="{unit.offering}"' not in answer.content.decode()


def test_a_proposal_of_somebody_else_waits_for_the_candidate(
    walking: Dossier, people: Cast
) -> None:
    told = Told(Kind.AWAY, away_for(walking).away)
    offered = offer_change(actor=people.institute, dossier=walking, told=told, day=TODAY)
    assert offered
    assert accepted_version(walking) != offered
    assert dossier_value(walking).wishes.away == ()
    accept_proposal(actor=people.amina, version=offered, day=TODAY)
    assert accepted_version(walking) == offered
    assert dossier_value(walking).wishes.away == (told.away,)


def test_who_has_no_part_in_it_proposes_nothing(walking: Dossier, people: Cast) -> None:
    told = Told(Kind.AWAY, away_for(walking).away)
    for actor in (people.broker, people.school):
        with pytest.raises(BadDataError):
            offer_change(actor=actor, dossier=walking, told=told, day=TODAY)
    assert versions_of(walking).count() == 1


def test_making_again_without_a_change_is_the_same_version(walking: Dossier) -> None:
    for later in (TODAY, TODAY + timedelta(days=200)):
        again = make_programme(actor=None, dossier=walking, day=later)
        assert again == latest_version(walking)
    assert versions_of(walking).count() == 1


def address(dossier: Dossier, name: str = "changed") -> str:
    return reverse(f"programme:{name}", args=[dossier.pk])


def test_page_tells_all_errors_at_once_and_keeps_what_was_filled_in(
    client: Client, walking: Dossier, people: Cast
) -> None:
    client.force_login(people.amina)
    answer = client.post(address(walking), {"kind": "ill", "first": "2027-02-30"})
    text = answer.content.decode()
    assert "Deze datum bestaat niet" in text
    assert "Vul de laatste dag in" in text
    assert "2027-02-30" in text
    assert "Kies om welk" in client.post(address(walking), {"kind": "failed"}).content.decode()
    assert "Kies wat er" in client.post(address(walking), {}).content.decode()
    past = {"kind": "leave", "first": "2020-01-01", "last": "2020-02-01"}
    assert "al voorbij" in client.post(address(walking), past).content.decode()


def test_page_without_a_programme_sends_back(client: Client, people: Cast) -> None:
    dossier = prepared(people)
    client.force_login(people.amina)
    assert client.get(address(dossier)).status_code == 302
    assert client.get(address(dossier, "changed-plan")).status_code == 302


def test_others_are_asked_for_absence_and_never_see_why(
    client: Client, walking: Dossier, people: Cast
) -> None:
    client.force_login(people.institute)
    text = client.get(address(walking)).content.decode()
    assert "De kandidaat is een tijd afwezig" in text
    assert "Ik ben ziek" not in text
    start = first_unit(walking).period.first
    days = {"kind": "away", "first": start, "last": start + timedelta(days=55)}
    assert client.post(address(walking), days).status_code == 302
    page = client.get(address(walking, "changed-plan")).content.decode()
    assert "Stel dit voor aan de kandidaat" in page
    assert "Dit neem ik" not in page
    client.force_login(people.broker)
    assert client.get(address(walking)).status_code == 404


def test_the_new_plan_says_which_unit_it_is_about(
    client: Client, walking: Dossier, people: Cast
) -> None:
    client.force_login(people.amina)
    unit = first_unit(walking)
    client.post(address(walking), {"kind": "cancelled", "offering": unit.offering})
    page = client.get(address(walking, "changed-plan"))
    title = page.context["unit"]
    assert title
    assert title != unit.unit
    assert f"gaat niet door</strong>: {title}" in page.content.decode()


def test_what_has_not_begun_cannot_have_failed(
    client: Client, walking: Dossier, people: Cast
) -> None:
    client.force_login(people.amina)
    unit = first_unit(walking)
    assert unit.period.first > TODAY
    page = client.post(address(walking), {"kind": "failed", "offering": unit.offering})
    assert "Het kan nog niet mislukt zijn." in page.content.decode()


def test_school_and_evidence_have_pages_of_their_own(
    client: Client, walking: Dossier, people: Cast
) -> None:
    client.force_login(people.amina)
    for kind, ends in (("week", "/week/"), ("evidence", "/")):
        answer = client.post(address(walking), {"kind": kind})
        assert answer.status_code == 302
        assert answer["Location"].endswith(ends)


def test_dates_far_ahead_do_not_break_the_page(
    client: Client, walking: Dossier, people: Cast
) -> None:
    client.force_login(people.amina)
    far = {"kind": "leave", "first": date(2027, 1, 1), "last": date(2099, 1, 1)}
    assert "langer dan twee jaar" in client.post(address(walking), far).content.decode()
