"""Learning teams that could be formed: on days many have, where the institutes teach."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from loopbrug.core.programme.cohort.model import Member, TeamKind, TeamOption
from loopbrug.core.terms.words import Period, Place, TimeSlot, Weekday

WAVES, WAVE_DAYS, RUN_DAYS = 3, 30, 26 * 7
"""Teams start in every month in which people start, and meet for half a year."""

AFTERNOON, EVENING, MORNING = (time(16), time(18)), (time(19), time(21)), (time(10), time(12))
COMMON_DAYS = (
    (Weekday.TUE, EVENING), (Weekday.THU, EVENING), (Weekday.WED, AFTERNOON),
    (Weekday.FRI, AFTERNOON), (Weekday.MON, EVENING), (Weekday.SAT, MORNING),
)  # fmt: skip
"""When teams meet, the moments that suit most people first."""
SUBJECT_DAYS = ((Weekday.WED, EVENING), (Weekday.MON, AFTERNOON), (Weekday.THU, AFTERNOON))

MEMBERS = 8
"""As many teams could be formed as are needed when each has so many members, and some more."""


def team_options(
    members: Sequence[Member], first: date, venues: Sequence[Place]
) -> tuple[TeamOption, ...]:
    """Return generic teams and teams per subject, enough of both for everybody to be in one.

    Parameters
    ----------
    first
        The first day on which anything is given.
    venues
        Where teams can meet; online is always among the choices.
    """
    places = (*venues, None)
    subjects = Counter(member.subject for member in members)
    options = list(_spread(TeamKind.GENERIC, "", len(members), first, places))
    for subject, count in sorted(subjects.items()):
        options += _spread(TeamKind.SUBJECT, subject, count, first, places)
    return tuple(options)


def _spread(
    kind: TeamKind, subject: str, count: int, first: date, places: Sequence[Place | None]
) -> Iterator[TeamOption]:
    """Yield teams in turn over waves, moments and places."""
    days = COMMON_DAYS if kind is TeamKind.GENERIC else SUBJECT_DAYS
    wanted = -(-count // MEMBERS) + (len(days) if kind is TeamKind.GENERIC else 1)
    for n in range(wanted):
        wave, turn = n % WAVES, n // WAVES
        day, (start, end) = days[turn % len(days)]
        place = places[(turn // len(days) + turn) % len(places)]
        begins = first + timedelta(days=wave * WAVE_DAYS)
        yield TeamOption(
            code=f"{subject or 'generic'}-{n + 1:02}",
            kind=kind,
            slot=TimeSlot(day, start, end),
            period=Period(begins, begins + timedelta(days=RUN_DAYS)),
            subject=subject,
            place=place,
        )
