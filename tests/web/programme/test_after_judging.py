"""An outcome that is closed at a later moment shrinks the programme at once."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.outcomes.bench import judged_by
from tests.web.pathway.stage import TODAY, Cast, matched, somebody

from loopbrug.core.bridge.model import Evidence
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.outcomes.judging import Rule, Side
from loopbrug.core.outcomes.model import Judgement, Verdict
from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.models import User
from loopbrug.web.outcomes.facts import gap_for
from loopbrug.web.outcomes.models import JudgementRow, Round
from loopbrug.web.outcomes.services.recording import keep_evidence, record_judgements
from loopbrug.web.outcomes.services.rounds import judge_anew
from loopbrug.web.outcomes.services.seats import Chosen, seat_assessor
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.spans import spans_of
from loopbrug.web.programme import services
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.models import ProgrammeVersion
from loopbrug.web.programme.queries import latest_version, shown_version

pytestmark = pytest.mark.django_db
Commits = DjangoCaptureOnCommitCallbacks
LEFT = ("VI-1", "VD-1", "WI-2")
"""What is still to learn; WI-2 is closed by a test with a key, so by one examiner."""


@pytest.fixture
def femke(people: Cast) -> User:
    return somebody("Femke", "assessor", "beuk")


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    """Return a dossier in training with little left to learn, and no programme yet."""
    dossier = matched(people)
    gap = gap_for(dossier, TODAY)
    assert gap is not None
    judgements = [
        Judgement(code, Verdict.VALIDATED, TODAY, ("institute", "field"))
        for code in gap.missing
        if code not in LEFT
    ]
    record_judgements(actor=None, dossier=dossier, judgements=judgements)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.IN_TRAINING)
    return Dossier.objects.get(pk=dossier.pk)


def made(people: Cast, dossier: Dossier, *, take: bool = True) -> ProgrammeVersion:
    version = services.make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    if take:
        services.accept_programme(actor=people.amina, version=version, day=TODAY)
    return version


def later_round(people: Cast, femke: User, dossier: Dossier, code: str) -> Round:
    """Return a round on new evidence for one outcome, with somebody on every seat it needs."""
    keep_evidence(
        actor=people.amina, dossier=dossier,
        items=[Evidence("E1", "Lessenserie", Kind.WORK_PRODUCT, TODAY, (code,))],
    )  # fmt: skip
    [round_] = judge_anew(actor=people.amina, dossier=dossier, outcomes=(code,), day=TODAY)
    if round_.rule == Rule.TWO_JUDGES:
        seat_assessor(
            actor=people.institute, round_=round_, side=Side.FIELD, chosen=Chosen(femke), day=TODAY
        )
    return round_


def newest(dossier: Dossier) -> ProgrammeVersion:
    version = latest_version(dossier)
    assert version is not None
    return version


def closed_by(version: ProgrammeVersion) -> set[str]:
    return {code for unit in programme_of(version).units for code in unit.closes}


def test_two_judges_validate_and_the_programme_holds_it_no_more(
    people: Cast, femke: User, dossier: Dossier, django_capture_on_commit_callbacks: Commits
) -> None:
    before = made(people, dossier)
    assert "VI-1" in closed_by(before)
    round_ = later_round(people, femke, dossier, "VI-1")

    with django_capture_on_commit_callbacks(execute=True):
        judged_by(people.assessor, round_)
        assert newest(dossier) == before
        judged_by(femke, round_)

    after = newest(dossier)
    assert (after.number, after.reason) == (before.number + 1, "judged")
    assert "VI-1" not in closed_by(after)
    assert programme_of(after).hours < programme_of(before).hours


def test_one_examiner_closes_a_test_and_the_programme_shrinks(
    people: Cast, femke: User, dossier: Dossier, django_capture_on_commit_callbacks: Commits
) -> None:
    before = made(people, dossier)
    round_ = later_round(people, femke, dossier, "WI-2")

    with django_capture_on_commit_callbacks(execute=True):
        judged_by(people.assessor, round_)

    assert "WI-2" in closed_by(before) - closed_by(newest(dossier))


def test_the_candidate_sees_how_much_less_it_is_and_takes_it(
    client: Client,
    people: Cast,
    femke: User,
    dossier: Dossier,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    before = made(people, dossier)
    round_ = later_round(people, femke, dossier, "VI-1")
    with django_capture_on_commit_callbacks(execute=True):
        judged_by(people.assessor, round_)
        judged_by(femke, round_)
    after = newest(dossier)
    fewer = programme_of(before).hours - programme_of(after).hours
    client.force_login(people.amina)

    page = re.sub(r"\s+", " ", client.get(reverse("programme:programme", args=[dossier.pk])).text)

    assert "Er ligt een nieuw voorstel" in page
    assert f"Het scheelt {fewer} uur." in page
    [span] = [one for one in spans_of(dossier, people.amina, TODAY) if one.code == "programme"]
    assert "Er ligt een nieuw voorstel." in span.summary
    client.post(reverse("programme:accept", args=[dossier.pk]), {"number": after.number})
    assert shown_version(dossier) == after


def test_a_programme_nobody_took_yet_is_the_smaller_one_right_away(
    people: Cast, femke: User, dossier: Dossier, django_capture_on_commit_callbacks: Commits
) -> None:
    made(people, dossier, take=False)
    round_ = later_round(people, femke, dossier, "WI-2")
    with django_capture_on_commit_callbacks(execute=True):
        judged_by(people.assessor, round_)
    shown = shown_version(dossier)
    assert shown is not None
    assert "WI-2" not in closed_by(shown)


def test_a_verdict_that_changes_nothing_makes_no_version(
    people: Cast, femke: User, dossier: Dossier, django_capture_on_commit_callbacks: Commits
) -> None:
    made(people, dossier)
    round_ = later_round(people, femke, dossier, "WI-2")
    with django_capture_on_commit_callbacks(execute=True):
        judged_by(people.assessor, round_, WI_2="missing")
    assert ProgrammeVersion.objects.count() == 1


def test_who_has_no_programme_gets_none(
    people: Cast, femke: User, dossier: Dossier, django_capture_on_commit_callbacks: Commits
) -> None:
    round_ = later_round(people, femke, dossier, "WI-2")
    with django_capture_on_commit_callbacks(execute=True):
        judged_by(people.assessor, round_)
    assert not ProgrammeVersion.objects.exists()


def test_a_planner_that_fails_undoes_no_judgement_and_the_page_says_it_is_behind(  # noqa: PLR0917
    client: Client,
    people: Cast,
    femke: User,
    dossier: Dossier,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    made(people, dossier)
    round_ = later_round(people, femke, dossier, "WI-2")

    def broken(*_told: object) -> None:
        raise RuntimeError("planner")

    with monkeypatch.context() as patched:
        patched.setattr(services, "bridge_on_course", broken)
        with django_capture_on_commit_callbacks(execute=True):
            judged_by(people.assessor, round_)

    assert JudgementRow.objects.filter(outcome="WI-2").exists()
    client.force_login(people.amina)
    page = client.get(reverse("programme:programme", args=[dossier.pk])).text
    assert "Er is meer gevalideerd sinds dit programma is gemaakt" in page
