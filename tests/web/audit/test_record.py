from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from loopbrug.web.accounts.models import User
from loopbrug.web.audit.facts import line_of
from loopbrug.web.audit.models import Act, AppendOnlyError
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.audit.services import NotInTransactionError, record_act


@pytest.mark.django_db(transaction=True)
def test_record_act_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NotInTransactionError):
        record_act(actor=None, name="pathway.open", subject="dossier:1")

    assert not Act.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_act_falls_with_the_transaction_it_is_in() -> None:
    with transaction.atomic():
        record_act(actor=None, name="pathway.open", subject="dossier:1")
        transaction.set_rollback(True)

    assert not Act.objects.exists()


@pytest.mark.django_db
def test_acts_only_grow() -> None:
    act = record_act(actor=None, name="pathway.open", subject="dossier:1")

    for change in (act.save, act.delete, Act.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            change()
    with pytest.raises(AppendOnlyError):
        Act.objects.update(name="iets anders")
    with pytest.raises(AppendOnlyError):
        Act.objects.bulk_update([act], ["name"])


@pytest.mark.django_db
def test_acts_come_newest_first_with_their_actors_in_one_question(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    bram = User.objects.create_user("bram@example.org", name="Bram")
    for name in ("pathway.open", "pathway.invite", "pathway.seek-school"):
        record_act(actor=bram, name=name, subject="dossier:1")
    record_act(actor=bram, name="pathway.open", subject="dossier:2")

    with django_assert_num_queries(1):
        lines = [(line_of(act).finding.code, line_of(act).who) for act in acts_on("dossier:1")]

    assert lines == [
        ("audit.pathway-seek-school", "Bram"),
        ("audit.pathway-invite", "Bram"),
        ("audit.pathway-open", "Bram"),
    ]


@pytest.mark.django_db
def test_line_knows_the_day_an_act_holds_from() -> None:
    act = record_act(actor=None, name="pathway.stop", subject="d", day="2026-11-01", reason="weg")

    line = line_of(act)

    assert (line.day, line.who) == (date(2026, 11, 1), "Loopbrug")
    assert line.finding.value("reason") == "weg"
    assert line.entered >= line.day
