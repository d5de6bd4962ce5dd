import pytest

from loopbrug.core.terms.geography import straight_km, travel_minutes
from loopbrug.core.terms.words import Place

UTRECHT = Place("3511", "Utrecht", 52.0907, 5.1214)
AMERSFOORT = Place("3811", "Amersfoort", 52.1561, 5.3878)
MAASTRICHT = Place("6211", "Maastricht", 50.8514, 5.6910)


def test_distance_is_the_great_circle() -> None:
    assert straight_km(UTRECHT, AMERSFOORT) == pytest.approx(19.6, abs=0.3)
    assert straight_km(UTRECHT, MAASTRICHT) == pytest.approx(143.4, abs=1)


def test_travel_is_symmetric_and_grows_with_distance() -> None:
    near, far = travel_minutes(UTRECHT, AMERSFOORT), travel_minutes(UTRECHT, MAASTRICHT)
    assert near == travel_minutes(AMERSFOORT, UTRECHT)
    assert 0 == travel_minutes(UTRECHT, UTRECHT) < near < far
    assert near % 5 == far % 5 == 0
