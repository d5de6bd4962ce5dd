"""Learning teams of a dossier: who meets when and where, for the page of a programme and a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from loopbrug.core.programme.cohort.model import TeamKind, TeamOption
from loopbrug.core.programme.model import Offering
from loopbrug.core.programme.teaching_weeks import session_days
from loopbrug.core.terms.words import Period, Place, TimeSlot, Weekday
from loopbrug.web.assessment.papers.telling import word
from loopbrug.web.pathway.facts import ground_of, region_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.models.cohort import Meets, TeamMember, TeamMoment
from loopbrug.web.programme.queries.cohorts import team_places

SECTORS = frozenset({"po", "so", "vo", "mbo"})


@dataclass(frozen=True, slots=True)
class Team:
    """A team as somebody is in it; ``proposed``: the candidate has not agreed yet."""

    key: int
    kind: TeamKind
    subject: str
    slot: TimeSlot
    period: Period
    place: str
    hours_per_week: int
    proposed: bool

    @property
    def online(self) -> bool:
        """Whether it meets online."""
        return not self.place


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a team on a day."""

    team: Team
    day: date

    @property
    def title(self) -> str:
        """What the team is called."""
        return team_title(self.team.kind, self.team.subject)


def teams_of_dossier(dossier: Dossier, day: date) -> tuple[Team, ...]:
    """Return the teams of a dossier that still meet on or after a day, the first one first."""
    return tuple(team_of(row) for row in team_places([dossier.pk], day))


def meetings_of(dossier: Dossier, day: date) -> tuple[Meeting, ...]:
    """Return every meeting of a dossier's teams from a day on, holidays left out, in order."""
    holidays = ground_of(dossier.region).catalogue.holidays
    found = [
        Meeting(team, when)
        for team in teams_of_dossier(dossier, day)
        for when in days_of(team, holidays)
        if when >= day
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.team.slot.start)))


def days_of(team: Team, holidays: Iterable[Period]) -> tuple[date, ...]:
    """Return the days on which a team meets: every week outside the holidays."""
    given = Offering(str(team.key), "", team.period, team.slot)
    return session_days(given, tuple(holidays))


def team_of(row: TeamMember) -> Team:
    """Return the team of a member as they are in it."""
    team = row.team
    accepted = row.version is not None and hasattr(row.version, "acceptance")
    return Team(
        key=team.pk,
        kind=TeamKind(team.kind),
        subject=team.subject,
        slot=slot_of(team),
        period=Period(team.first, team.last),
        place=team.place,
        hours_per_week=team.hours_per_week,
        proposed=not accepted and row.taken_on is None,
    )


def slot_of(row: Meets) -> TimeSlot:
    """Return when something meets."""
    return TimeSlot(Weekday(row.weekday), row.start, row.end)


def venues_of(region: str) -> dict[str, Place]:
    """Return where the institutes of a region teach, by name."""
    offerings = region_of(region).catalogue.offerings
    found = {one.place.name: one.place for one in offerings if one.place is not None}
    return dict(sorted(found.items()))


def option_of(row: TeamMoment, venues: dict[str, Place]) -> TeamOption:
    """Return a moment as the core knows it; its code is that of the row."""
    return TeamOption(
        code=str(row),
        kind=TeamKind(row.kind),
        slot=slot_of(row),
        period=Period(row.first, row.last),
        subject=row.subject,
        place=venues.get(row.place),
        smallest=row.smallest,
        largest=row.largest,
        hours_per_week=row.hours_per_week,
        coach_hours=row.coach_hours,
    )


def team_title(kind: TeamKind | str, subject: str) -> str:
    """Return what a team is called."""
    if TeamKind(kind) is TeamKind.GENERIC:
        return _("Algemeen leerteam")
    if subject in SECTORS:
        return _("Vakteam voor %(sector)s") % {"sector": subject_word(subject)}
    return _("Vakteam %(subject)s") % {"subject": subject_word(subject)}


def subject_word(subject: str) -> str:
    """Return what a subject, or a sector without subjects, is called."""
    return word(subject, "sector" if subject in SECTORS else "subject")
