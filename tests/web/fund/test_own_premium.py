"""A board sees its own premium and what it rests on, and nothing of another board."""

from django.test import Client
from django.urls import reverse
from tests.web.fund.stage import Cast, filled


def test_a_board_sees_only_its_own_premium(client: Client, people: Cast) -> None:
    filled(people)
    client.force_login(people.linde)
    response = client.get(reverse("fund:own"))
    assert [one.board.code for one in response.context["premiums"]] == ["linde"]
    text = response.content.decode()
    assert "Aanname" in text
    assert "Jullie verwachte verlies ligt tussen" in text
    assert "Beuk" not in text


def test_a_board_that_takes_no_part_is_told_so(client: Client, people: Cast) -> None:
    filled(people, beuk=0)
    client.force_login(people.beuk)
    assert "Jullie doen nog niet mee" in client.get(reverse("fund:own")).content.decode()


def test_who_works_for_a_school_is_sent_to_the_board(client: Client, people: Cast) -> None:
    filled(people)
    client.force_login(people.lindeschool)
    response = client.get(reverse("fund:own"))
    assert not response.context["premiums"]
    assert "Dit is voor het bestuur" in response.content.decode()


def test_nobody_else_comes_in(client: Client, people: Cast) -> None:
    filled(people)
    for user in (people.broker, people.policy, people.candidate, people.manager):
        client.force_login(user)
        assert client.get(reverse("fund:own")).status_code == 404
