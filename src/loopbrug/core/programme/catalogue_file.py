"""The catalogue of a region from readable files: units by hand, dated offerings from patterns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.programme.model import Catalogue, Form, Offering, Unit
from loopbrug.core.programme.offering_pattern import (
    WEEK,
    Monthly,
    TeachingDays,
    day_in,
    month_in,
    ordinal_in,
    slot_in,
)
from loopbrug.core.terms.finding import BadDataError, Finding, Weight
from loopbrug.core.terms.words import Period, Place, Sector, TimeSlot, Weekday

ANYWHERE = "online"
"""What stands for no place: from home, or at one's own school."""

LONGEST_HOLIDAY = 100
"""More days than this is a mistake in a date."""

_FILE = ("institute", "sectors", "rhythms", "holidays", "units")
_UNIT = (
    "code", "title", "institute", "sectors", "form", "covers", "fixed_hours", "exemptible", "needs",
    "weeks", "offered", "national",
)  # fmt: skip
_HOW = (
    "starts", "dates", "ends_on", "weeks", "slot", "every_weeks", "place", "capacity", "smallest",
    "rhythm",
)  # fmt: skip
_WHEN = {"starts", "dates", "ends_on"}
MOST_WEEKS_BETWEEN = 8
"""More weeks between two sessions than this is a mistake."""

_STARTS = ("monthly", "on", "every")
_HOLIDAY = ("name", "first", "last")


@dataclass(frozen=True, slots=True)
class CatalogueRead:
    """A catalogue, and what was noticed: starts that moved because of a holiday."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]


def read_catalogue(text: str, places: Mapping[str, Place]) -> Catalogue:
    """Return the catalogue in one YAML text; raises ``BadDataError`` with every error."""
    return read_catalogue_files({"": text}, places).catalogue


def read_catalogue_files(texts: Mapping[str, str], places: Mapping[str, Place]) -> CatalogueRead:
    """Return the catalogue that several files make together.

    Parameters
    ----------
    texts
        YAML by file name, each with any of ``institute`` and ``sectors`` (of its units),
        ``rhythms`` (named ways of offering), ``holidays`` and ``units``. Holidays count for all.
    places
        By the name that offerings use; "online" or no place is from home.

    Raises
    ------
    BadDataError
        With every error of every file; ``about`` is as in "zorg.yaml line 12: units[3].form".
    """
    pages = {name: Page(name) for name in texts}
    roots = tuple(_roots(texts, pages))
    holidays = tuple(period for root in roots for period in _holidays(root))
    desk = _Desk(places, TeachingDays.around(holidays))
    for root in roots:
        _take(root, desk)
    errors = [error for page in pages.values() for error in page.errors]
    if errors:
        raise BadDataError(dict.fromkeys(errors))
    units, offerings = tuple(desk.units.values()), tuple(desk.offerings.values())
    return CatalogueRead(Catalogue(units, offerings, holidays), tuple(desk.findings))


def _roots(texts: Mapping[str, str], pages: Mapping[str, Page]) -> Iterator[Record]:
    """Yield the files that can be read at all; the others leave their error on their page."""
    for name, text in texts.items():
        try:
            yield root_of(text, pages[name], _FILE)
        except BadDataError:
            continue


def _holidays(root: Record) -> Iterator[Period]:
    for record in root.records("holidays", _HOLIDAY):
        record.text("name")
        first = record.day("first")
        last = record.day("last", first)
        if not 0 <= (last - first).days < LONGEST_HOLIDAY:
            record.wrong("programme.catalogue-holiday-wrong", "last", first=first, last=last)
        else:
            yield Period(first, last)


@dataclass(slots=True)
class _Desk:
    """Where units and offerings are gathered while files are read."""

    places: Mapping[str, Place]
    teaching: TeachingDays
    units: dict[str, Unit] = field(default_factory=dict)
    offerings: dict[str, Offering] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def period_from(self, unit: Unit, planned: date, way: "_Way") -> Period:
        """Return the period from a planned start, noted when a holiday moves it.

        It lasts to the last session, or without sessions to the end of the last week.
        """
        start = self.teaching.on_or_after(planned)
        if start != planned:
            self.findings.append(_moved(unit, planned, start))
        last = self.teaching.last_of(start, max(way.weeks, 1))
        return Period(start, last if way.slot else last + WEEK - timedelta(days=1))

    def period_to(self, last: date, way: "_Way") -> Period:
        """Return the period of so many teaching weeks that ends on a fixed day."""
        return Period(self.teaching.first_of(last, max(way.weeks, 1)), last)


def _take(root: Record, desk: _Desk) -> None:
    rhythms = {record.path.split(".")[-1]: record for record in _named(root, "rhythms")}
    sectors = root.sectors()
    for record in root.records("units", _UNIT):
        unit = _unit(record, root.text("institute", ""), sectors)
        if unit.code in desk.units:
            record.wrong("programme.catalogue-unit-twice", "code", unit=unit.code)
        desk.units[unit.code] = unit
        for way in _ways(record, rhythms):
            _offer(unit, way, desk)


def _named(root: Record, key: str) -> Iterator[Record]:
    if key in root:
        group = root.record(key)
        for name in group.found:
            yield group.record(name, _HOW)


def _unit(record: Record, institute: str, sectors: tuple[Sector, ...]) -> Unit:
    needs = record.record("needs", ("outcomes", "units")) if "needs" in record else None
    return Unit(
        code=record.text("code"),
        title=record.bilingual("title"),
        institute=record.text("institute", institute or None),
        form=record.choice("form", Form),
        covers=tuple(covers_in(record)),
        fixed_hours=record.number("fixed_hours", 0),
        exemptible=record.yes_no("exemptible", default=True),
        needs_outcomes=needs.texts("outcomes") if needs else (),
        needs_units=needs.texts("units") if needs else (),
        sectors=record.sectors() or sectors,
        national=record.text("national", ""),
    )


def covers_in(record: Record) -> Iterator[tuple[str, int]]:
    """Yield the outcomes a record covers, with hours; a list that holds nothing is wrong."""
    covers = record.record("covers")
    if "covers" in record and not covers.found:
        record.wrong("programme.catalogue-covers-nothing", "covers")
    for outcome in covers.found:
        yield outcome, covers.number(outcome, least=1)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way a unit is offered: starts, and what all of them share."""

    record: Record
    weeks: int
    slot: TimeSlot | None
    place: str
    capacity: int
    every: int
    smallest: int


def _ways(unit: Record, rhythms: Mapping[str, Record]) -> Iterator[_Way]:
    """Yield the ways in ``offered``: a rhythm by name, or a way written out."""
    for item in unit.items("offered", _HOW):
        own = item if isinstance(item, Record) else None
        name = own.text("rhythm", "") if own else str(item)
        if (name or own is None) and name not in rhythms:
            unit.wrong("programme.catalogue-rhythm-unknown", "offered", rhythm=name)
            continue
        records = [record for record in (own, rhythms.get(name)) if record is not None]
        yield _way(unit, records)


def _way(unit: Record, records: list[Record]) -> _Way:
    def where(key: str) -> Record:
        return next((record for record in records if key in record), records[-1])

    weeks = where("weeks") if any("weeks" in record for record in records) else unit
    dated = next((r for r in records if _WHEN & r.found.keys()), records[-1])
    capacity = where("capacity").number("capacity", 20, least=1)
    return _Way(
        record=dated,
        weeks=weeks.number("weeks", least=1),
        slot=_slot(where("slot")),
        place=where("place").text("place", ANYWHERE),
        capacity=capacity,
        every=_every(where("every_weeks"), where("slot")),
        smallest=_smallest(where("smallest"), capacity),
    )


def _smallest(record: Record, capacity: int) -> int:
    """Return from how many people it is given; never more than there are places."""
    smallest = record.number("smallest", 1, least=1)
    if smallest > capacity:
        record.wrong(
            "programme.catalogue-smallest-over", "smallest", found=smallest, capacity=capacity
        )
    return min(smallest, capacity)


def _every(record: Record, sessions: Record) -> int:
    """Return the weeks from one session to the next; without sessions there is nothing to count."""
    every = record.number("every_weeks", 1, least=1)
    if every > MOST_WEEKS_BETWEEN:
        most = MOST_WEEKS_BETWEEN
        record.wrong("programme.catalogue-every-weeks-many", "every_weeks", found=every, most=most)
    elif every > 1 and "slot" not in sessions:
        record.wrong("programme.catalogue-every-weeks-no-slot", "every_weeks", found=every)
    return min(every, MOST_WEEKS_BETWEEN)


def _slot(record: Record) -> TimeSlot | None:
    text = record.text("slot", "")
    try:
        return slot_in(text) if text else None
    except ValueError:
        record.wrong("programme.catalogue-slot-wrong", "slot", found=text)
        return None


def _offer(unit: Unit, way: _Way, desk: _Desk) -> None:
    """Add the dated offerings of one way; a start in a holiday moves to the next teaching week."""
    place = desk.places.get(way.place)
    if place is None and way.place != ANYWHERE:
        way.record.wrong("programme.catalogue-place-unknown", "place", found=way.place)
    periods = [desk.period_from(unit, planned, way) for planned in _starts(way)]
    periods += [desk.period_to(last, way) for last in _days(way.record, "ends_on")]
    for period in periods:
        code = _code(unit, way, period.first)
        offering = Offering(
            code, unit.code, period, way.slot, place, way.capacity, way.every, way.smallest
        )
        desk.offerings.setdefault(code, offering)


def _code(unit: Unit, way: _Way, start: date) -> str:
    when = f"{way.slot.day.name.lower()}{way.slot.start:%H%M}" if way.slot else "self"
    when += f"x{way.every}" if way.every > 1 else ""
    return f"{unit.code}.{start:%Y%m%d}.{when}.{way.place}"


def _moved(unit: Unit, planned: date, start: date) -> Finding:
    return Finding.of(
        "programme.catalogue-start-moved",
        unit.code,
        weight=Weight.INFORMS,
        unit=unit.code,
        planned=planned,
        start=start,
    )


def _starts(way: _Way) -> Iterator[date]:
    """Yield the starts as planned: by pattern, and written out."""
    if not _WHEN & way.record.found.keys():
        way.record.wrong("programme.catalogue-no-starts")
    if "starts" in way.record:
        yield from _monthly(way.record.record("starts", _STARTS), way.slot)
    yield from _days(way.record, "dates")


def _days(record: Record, key: str) -> Iterator[date]:
    for text in record.texts(key):
        try:
            yield day_in(text)
        except ValueError:
            record.wrong("outcomes.file-day", key, found=text)


def _monthly(record: Record, slot: TimeSlot | None) -> Iterable[date]:
    months, on = record.texts("monthly"), record.text("on", "first")
    try:
        first, last = (month_in(text) for text in months)
    except ValueError:
        record.wrong("programme.catalogue-months-wrong", "monthly", found=" ".join(months))
        return ()
    try:
        ordinal, weekday = ordinal_in(on)
    except ValueError:
        record.wrong("programme.catalogue-on-wrong", "on", found=on)
        return ()
    day = slot.day if slot else weekday or Weekday.MON
    if weekday not in (None, day):
        record.wrong("programme.catalogue-on-other-day", "on", found=on, day=day.name.lower())
    return Monthly(first, last, ordinal, day, record.number("every", 1, least=1)).days()
