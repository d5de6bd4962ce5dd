"""How far and how long: an estimate, good enough to plan a week with."""

from math import asin, ceil, cos, radians, sin, sqrt

from loopbrug.core.terms.words import Place

EARTH_KM = 6371.0
DETOUR = 1.3
"""Roads and rails are about this much longer than the straight line."""

BANDS = ((3.0, 15.0), (12.0, 30.0), (35.0, 55.0), (float("inf"), 75.0))
"""Kilometres, and the speed in km/h on them: by bicycle first, faster the further it is."""

ROUNDING = 5


def straight_km(one: Place, other: Place) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    cosines = cos(radians(one.latitude)) * cos(radians(other.latitude))
    return 2 * EARTH_KM * asin(sqrt(sin(north / 2) ** 2 + cosines * sin(east / 2) ** 2))


def travel_minutes(one: Place, other: Place) -> int:
    """Return the estimated minutes from door to door, up to a multiple of five.

    Examples
    --------
    >>> utrecht = Place("3511", "Utrecht", 52.0907, 5.1214)
    >>> travel_minutes(utrecht, utrecht)
    0
    >>> travel_minutes(utrecht, Place("3811", "Amersfoort", 52.1561, 5.3878))
    50
    """
    left = straight_km(one, other) * DETOUR
    minutes = 0.0
    for length, speed in BANDS:
        part = min(left, length)
        minutes += part / speed * 60
        left -= part
    return ceil(round(minutes, 6) / ROUNDING) * ROUNDING
