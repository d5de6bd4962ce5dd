"""What of a programme belongs in the candidate's calendar: nothing private, nobody else's."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from loopbrug.core.programme.agreement import AgreementText
from loopbrug.core.programme.course import TESTS
from loopbrug.core.programme.lived import LivedDay, LivedSession, Taken, lived_days
from loopbrug.core.programme.model import Offering
from loopbrug.web.pathway.facts import ground_of, region_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.calendar_file import CalendarLine, file_of
from loopbrug.web.programme.facts.course import Way, way_of
from loopbrug.web.programme.facts.editions import region_in
from loopbrug.web.programme.facts.teams import days_of, team_of, team_title
from loopbrug.web.programme.frozen import thaw
from loopbrug.web.programme.queries.agreements import AgreementVersion, agreements_of
from loopbrug.web.programme.queries.cohorts import ever_in_teams

FINISH = "finish"
CHANCES = ("first_chance", "second_chance")


def calendar_of(dossier: Dossier, today: date, language: str) -> bytes:
    """Return the calendar of a dossier as a file: sessions, tests, final assessment, the end."""
    way, agreed = way_of(dossier, today), tuple(reversed(agreements_of(dossier)))
    with override(language):
        sessions = (*_sessions(way, language), *_meetings(way))
        lines = (*sessions, *_tests(way, language), *_dates(way, agreed))
        name = _("Mijn programma (Loopbrug)")
    days = [taken.on for taken in way.walk.versions] + [row.made_on for row in agreed]
    return file_of(dossier.pk, name, lines, max(days, default=dossier.started_on))


def _sessions(way: Way, language: str) -> Iterator[CalendarLine]:
    region, number = way.dossier.region, way.walk.catalogue
    given = (*region_of(region).catalogue.offerings, *region_in(region, number).catalogue.offerings)
    offerings = {one.code: one for one in given}
    for one in way.walk.sessions:
        yield CalendarLine(
            about=f"{one.unit}:{one.number}",
            title=way.title(one.unit, language),
            day=one.day,
            start=one.slot.start,
            end=one.slot.end,
            where=_where(one, offerings),
            sequence=one.sequence,
            cancelled=one.cancelled,
        )


def _meetings(way: Way) -> Iterator[CalendarLine]:
    """Yield the meetings of teams that were taken; cancelled from the day somebody left."""
    holidays = ground_of(way.dossier.region).catalogue.holidays
    for row in ever_in_teams(way.dossier):
        team, left = team_of(row), row.left_on
        for number, day in enumerate(days_of(team, holidays), 1):
            gone = left is not None and day >= left
            if not team.proposed:
                yield CalendarLine(
                    about=f"team:{team.key}:{number}",
                    title=team_title(team.kind, team.subject),
                    day=day,
                    start=team.slot.start,
                    end=team.slot.end,
                    where=team.place or _("Online"),
                    sequence=int(gone),
                    cancelled=gone,
                )


def _where(one: LivedSession, offerings: dict[str, Offering]) -> str:
    offering = offerings.get(one.offering)
    if offering is None:
        return ""
    return offering.place.name if offering.place else _("Online")


def _tests(way: Way, language: str) -> Iterator[CalendarLine]:
    """Yield tests without a fixed hour: on the last day they can be done."""
    history = [(taken.on, dict(_test_days(way, taken))) for taken in way.walk.versions]
    title = _("Toets, uiterlijk vandaag: %(title)s")
    for one in lived_days(history):
        yield _line(f"test:{one.name}", title % {"title": way.title(one.name, language)}, one)


def _test_days(way: Way, taken: Taken) -> Iterator[tuple[str, date]]:
    for unit in taken.units:
        if unit.slot is None and way.forms.get(unit.unit) in TESTS:
            yield unit.unit, unit.period.last or unit.period.first


def _dates(way: Way, agreed: Iterable[AgreementVersion]) -> Iterator[CalendarLine]:
    """Yield the last day of the programme, and the final assessment as it was agreed."""
    ends = [(taken.on, {FINISH: _end(taken)}) for taken in way.walk.versions if taken.units]
    for one in lived_days(ends):
        yield _line(FINISH, _("Programma klaar"), one)
    texts = [(row.made_on, thaw(AgreementText, row.document)) for row in agreed]
    words = dict(
        zip(
            CHANCES,
            (_("Bekwaamheidsonderzoek, eerste kans"), _("Bekwaamheidsonderzoek, tweede kans")),
            strict=True,
        )
    )
    for one in lived_days((on, _chances(text)) for on, text in texts):
        yield _line(f"final:{one.name}", words[one.name], one)


def _chances(text: AgreementText) -> dict[str, date]:
    # A week that only follows from the plan is no day in somebody's calendar.
    days = ((name, text.day(name)) for name in CHANCES if text.answer(name))
    return {name: day for name, day in days if day is not None}


def _end(taken: Taken) -> date:
    return max(unit.period.last or unit.period.first for unit in taken.units)


def _line(about: str, title: str, one: LivedDay) -> CalendarLine:
    return CalendarLine(about, title, one.day, sequence=one.sequence, cancelled=one.cancelled)
