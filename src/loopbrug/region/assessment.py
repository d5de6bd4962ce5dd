"""Who assesses in a region and who is expected, from a readable file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from importlib.resources import files

from loopbrug.core.assessment.region_load import (
    Assessor,
    Grade,
    Guide,
    Inflow,
    LessonPlace,
    RegionAssessment,
    Rooms,
    Side,
    SubjectGroup,
)
from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Period, Profile, Sector, TimeSlot, Weekday
from loopbrug.region.midden import load_organisations
from loopbrug.region.organisations import Organisations

_FILE = (
    "first_day", "institutes", "leave", "summer_school", "assessors", "guides", "rooms",
    "lessons", "expected", "groups", "month_weights", "assumptions",
)  # fmt: skip
_PERSON = ("key", "name", "organisations", "hours", "leave")
_PERIOD = ("first", "last")
_SLOT = re.compile(r"(mon|tue|wed|thu|fri|sat|sun) (\d\d:\d\d)-(\d\d:\d\d)")
_MONTHS = 12
_ASSUMED = (
    "arrivals", "positive", "sectors", "profiles", "months", "hours", "candidates", "steps",
)  # fmt: skip


def read_assessment(
    text: str, holidays: str, organisations: Organisations, filename: str = ""
) -> RegionAssessment:
    """Return who assesses and who is expected, from a YAML text and that of the holidays.

    Raises ``BadDataError`` with every error: shape, hours that are none, keys that stand twice,
    organisations and leave that nobody knows.
    """
    page = Page(filename)
    root = root_of(text, page, _FILE)
    reader = _Reader(root, _known(organisations), _leave(root), set())
    school, public = _holidays(holidays)
    region = RegionAssessment(
        first_day=root.day("first_day"),
        institutes=dict(reader.institutes()),
        assessors=tuple(reader.assessors()),
        guides=tuple(Guide(*reader.person(each)) for each in root.records("guides", _PERSON)),
        rooms=tuple(reader.rooms()),
        lessons=tuple(reader.lessons(organisations)),
        expected=tuple(_expected(root.record("expected"))),
        groups=tuple(_groups(root)),
        month_weights=_weights(root),
        school_holidays=school,
        public_holidays=public,
        assumptions=tuple(_assumptions(root)),
    )
    page.stop_if_wrong()
    return region


def load_assessment() -> RegionAssessment:
    """Return who assesses in the demo region; raises ``BadDataError`` with every error."""
    name = "assessment.yaml"
    folder = files(__package__).joinpath("midden")
    text, holidays = (
        folder.joinpath(each).read_text(encoding="utf-8") for each in (name, "holidays.yaml")
    )
    return read_assessment(text, holidays, load_organisations(), name)


def _known(organisations: Organisations) -> frozenset[str]:
    return frozenset(each.code for each in (*organisations.institutes, *organisations.boards))


def _leave(root: Record) -> dict[str, tuple[Period, ...]]:
    record = root.record("leave")
    return {name: tuple(_periods(record, name)) for name in record.found}


def _periods(record: Record, key: str) -> Iterator[Period]:
    for each in record.records(key, _PERIOD):
        first, last = each.day("first"), each.day("last")
        if last < first:
            each.wrong("programme.catalogue-holiday-wrong", "last", first=first, last=last)
        else:
            yield Period(first, last)


def _holidays(text: str) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """Return the holidays of schools (more days) and the public ones (a single day)."""
    page = Page("holidays.yaml")
    records = root_of(text, page, ("holidays",)).records("holidays", ("name", *_PERIOD))
    days = [(each.day("first"), each.day("last") if "last" in each else None) for each in records]
    page.stop_if_wrong()
    school = tuple(Period(first, last) for first, last in days if last)
    public = tuple(Period(first, first) for first, last in days if not last)
    return school, public


def _slots(record: Record, key: str) -> Iterator[TimeSlot]:
    texts = record.texts(key)
    if not texts:
        record.wrong("outcomes.file-key-missing", key, name=key)
    for text in texts:
        slot = _slot(text)
        if slot is None:
            record.wrong("assessment.file-hours-wrong", key, found=text)
        else:
            yield slot


def _slot(text: str) -> TimeSlot | None:
    match = _SLOT.fullmatch(text)
    if match is None:
        return None
    try:
        start, end = time.fromisoformat(match[2]), time.fromisoformat(match[3])
        return TimeSlot(Weekday[match[1].upper()], start, end)
    except ValueError:
        return None


def _expected(record: Record) -> Iterator[Inflow]:
    for profile in Profile:
        by_sector = record.record(profile.value, tuple(each.value for each in Sector))
        for sector in Sector:
            if sector.value in by_sector:
                subjects = by_sector.record(sector.value)
                for subject in subjects.found:
                    yield Inflow(profile, sector, subject, subjects.number(subject))


def _groups(root: Record) -> Iterator[SubjectGroup]:
    """Yield the groups; every subject that is expected is in one of them, and in no other."""
    seen: set[str] = set()
    for record in root.records("groups", ("code", "title", "subjects")):
        subjects = record.texts("subjects")
        for subject in seen & set(subjects):
            record.wrong("outcomes.file-name-twice", "subjects", name=subject)
        seen.update(subjects)
        yield SubjectGroup(record.text("code"), record.bilingual("title"), subjects)
    for each in _expected(root.record("expected")):
        if each.subject not in seen:
            root.wrong("assessment.file-subject-ungrouped", "expected", found=each.subject)


def _weights(root: Record) -> tuple[int, ...]:
    texts = root.texts("month_weights")
    numbers = tuple(int(each) for each in texts if each.isascii() and each.isdigit())
    if len(numbers) != len(texts) or len(numbers) != _MONTHS or not sum(numbers):
        root.wrong("assessment.file-months-wrong", "month_weights")
    return numbers


def _assumptions(root: Record) -> Iterator[Finding]:
    for record in root.records("assumptions", ("about", "grade")):
        about, grade = record.text("about"), record.choice("grade", Grade)
        if about not in _ASSUMED:
            record.wrong("outcomes.file-choice", "about", found=about, allowed=_ASSUMED)
        yield Finding.of(
            f"assessment.assumed-{about}", about, weight=Weight.INFORMS, grade=grade.value
        )


_Person = tuple[str, str, tuple[str, ...], tuple[TimeSlot, ...], tuple[Period, ...]]


@dataclass(slots=True)
class _Reader:
    root: Record
    known: frozenset[str]
    leave: Mapping[str, tuple[Period, ...]]
    keys: set[str]

    def institutes(self) -> Iterator[tuple[Sector, tuple[str, ...]]]:
        record = self.root.record("institutes", tuple(each.value for each in Sector))
        for sector in Sector:
            yield sector, self.organisations(record, sector.value)

    def person(self, record: Record) -> _Person:
        return (
            self.key(record, "key"),
            record.text("name"),
            self.organisations(record, "organisations"),
            tuple(_slots(record, "hours")),
            self.away(record),
        )

    def assessors(self) -> Iterator[Assessor]:
        keys = (*_PERSON, "side", "sectors", "subjects")
        for record in self.root.records("assessors", keys):
            yield Assessor(
                *self.person(record),
                side=record.choice("side", Side),
                sectors=record.sectors(),
                subjects=record.texts("subjects"),
            )

    def rooms(self) -> Iterator[Rooms]:
        keys = ("key", "institute", "count", "hours", "leave")
        for record in self.root.records("rooms", keys):
            yield Rooms(
                key=self.key(record, "key"),
                institute="".join(self.organisations(record, "institute")),
                count=record.number("count", least=1),
                hours=tuple(_slots(record, "hours")),
                leave=self.away(record),
            )

    def lessons(self, organisations: Organisations) -> Iterator[LessonPlace]:
        boards = {
            school.code: board.code for board in organisations.boards for school in board.schools
        }
        summer = tuple(_periods(self.root, "summer_school"))
        for record in self.root.records("lessons", ("school", "sectors", "hours", "summer")):
            school = self.key(record, "school")
            if school not in boards:
                record.wrong("assessment.file-organisation-unknown", "school", found=school)
            yield LessonPlace(
                key=f"class-{school}",
                school=school,
                board=boards.get(school, ""),
                sectors=record.sectors(),
                hours=tuple(_slots(record, "hours")),
                open_in=summer if record.yes_no("summer", default=False) else (),
            )

    def key(self, record: Record, key: str) -> str:
        code = record.text(key)
        if code in self.keys:
            record.wrong("outcomes.file-name-twice", key, name=code)
        self.keys.add(code)
        return code

    def organisations(self, record: Record, key: str) -> tuple[str, ...]:
        codes = record.texts(key)
        if not codes:
            record.wrong("outcomes.file-key-missing", key, name=key)
        for code in codes:
            if code not in self.known:
                record.wrong("assessment.file-organisation-unknown", key, found=code)
        return codes

    def away(self, record: Record) -> tuple[Period, ...]:
        name = record.text("leave")
        if name not in self.leave:
            record.wrong("outcomes.file-choice", "leave", found=name, allowed=tuple(self.leave))
        return self.leave.get(name, ())
