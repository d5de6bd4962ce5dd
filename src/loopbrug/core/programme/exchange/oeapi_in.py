"""Courses and offerings from OEAPI, version 5 or 6, as units and offerings.

Versions differ by shape, resource by resource: a version-5 course has its outcomes as lines of
text and one study load, a version-6 course has ids and several. What an institute adds itself
(other words in extensible lists, other members) is passed over, never an error.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from loopbrug.core.outcomes.model import Framework
from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.exchange.oeapi_out import EXT, ZONE
from loopbrug.core.programme.exchange.sheets import Around, SheetsRead, offering_code
from loopbrug.core.programme.model import Form, Offering, Unit
from loopbrug.core.programme.offering_pattern import slot_in
from loopbrug.core.terms.finding import BadDataError, Finding, Value
from loopbrug.core.terms.words import Bilingual, Period, Place, Sector, TimeSlot

MOST = 20_000
_COURSES = ("courses", "course")
_OFFERINGS = ("courseOfferings", "offerings")
_HOURS = {"hour", "sbu", "contact_time", "contacttime"}
_CREDITS = {"ects", "sp"}

Found = Mapping[str, Any]


@dataclass(slots=True)
class _Reader:
    around: Around
    framework: Framework
    hours_per_ec: Decimal
    errors: list[Finding] = field(default_factory=list)
    unresolved: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_id: dict[str, str] = field(default_factory=dict)
    """The code of a unit, by the id (or code) that offerings name it by."""

    def wrong(self, code: str, about: str, **values: Value) -> None:
        self.errors.append(Finding(code, about, tuple(sorted({"at": about, **values}.items()))))

    def lists(self, document: object) -> tuple[list[Found], list[Found]]:
        """Return courses and offerings: in a document of ours, in a page of items, or bare."""
        if isinstance(document, Mapping) and isinstance(document.get("items"), list):
            document = document["items"]
        if isinstance(document, list):
            items = self.objects(document, "items")
            offered = [one for one in items if "courseOfferingId" in one or "offeringId" in one]
            return [one for one in items if one not in offered], offered
        if not isinstance(document, Mapping) or not any(
            key in document for key in (*_COURSES, *_OFFERINGS)
        ):
            self.wrong("programme.oeapi-nothing", "")
            return [], []
        return self._under(document, _COURSES), self._under(document, _OFFERINGS)

    def _under(self, document: Found, keys: Sequence[str]) -> list[Found]:
        return self.objects(next((document[key] for key in keys if key in document), []), keys[0])

    def objects(self, found: object, about: str) -> list[Found]:
        """Return a list of objects; anything else in it is wrong, never passed over."""
        if isinstance(found, list) and all(isinstance(one, Mapping) for one in found):
            return found
        self.wrong("programme.oeapi-shape", about, expected="list")
        return []

    def unit(self, course: Found, about: str) -> Unit:
        """Return a course as a unit; outcomes nobody knows wait until they are matched."""
        own = _own(course)
        code, title = self.code(course, about), self.title(course, about)
        covers, texts = self.covers(course, own, about)
        form = own.get("form", "workplace" if _works(course) else "taught")
        if texts:
            self.unresolved[code] = texts
        for name in (str(course.get("courseId", "")), code):
            self.by_id[name] = code
        return Unit(
            code=code,
            title=title,
            institute=self.around.institute,
            form=Form(form) if form in tuple(Form) else Form.TAUGHT,
            covers=covers,
            fixed_hours=self.fixed(course, own, covers, about),
            exemptible=own.get("exemptible") is not False,
            needs_outcomes=_words(own.get("needsOutcomes")),
            needs_units=_words(own.get("needsUnits")),
            sectors=tuple(
                Sector(one) for one in _words(own.get("sectors")) if one in tuple(Sector)
            ),
            national=self.national(own, code, about),
        )

    def national(self, own: Found, unit: str, about: str) -> str:
        """Return the national test a unit ends with, if the region knows it."""
        test, known = own.get("nationalTest") or "", tuple(self.around.tests)
        if test and test not in known:
            found = str(test)[:40]
            self.wrong(
                "programme.national-test-unknown", about, unit=unit, found=found, allowed=known
            )
            return ""
        return str(test)

    def covers(
        self, course: Found, own: Found, about: str
    ) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
        """Return outcomes with hours, and texts of outcomes that nobody knows."""
        known = {outcome.code for outcome in self.framework.outcomes}
        if isinstance(own.get("covers"), list):
            pairs = [(one.get("code"), one.get("hours")) for one in own["covers"]]
            wrong = [str(code) for code, hours in pairs if code not in known or not _whole(hours)]
            for code in wrong:
                self.wrong("programme.oeapi-outcome", about, found=code)
            return tuple(pair for pair in pairs if pair[0] in known), ()
        codes, texts = self.outcomes(course)
        hours = self.hours(course, about)
        return tuple(_shared(codes, hours)), texts

    def outcomes(self, course: Found) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the codes of outcomes that are known, and the texts of the others."""
        known = {outcome.identifier: outcome.code for outcome in self.framework.outcomes}
        for outcome in self.framework.outcomes:
            for name in (outcome.code, outcome.statement.nl, outcome.statement.en):
                known[name.casefold().rstrip(".")] = outcome.code
        codes: list[str] = []
        texts: list[str] = []
        for text in (*_words(course.get("learningOutcomeIds")), *_lines(course)):
            code = known.get(text) or known.get(text.casefold().rstrip("."))
            (codes if code else texts).append(code or text)
        return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(texts))

    def fixed(
        self, course: Found, own: Found, covers: tuple[tuple[str, int], ...], about: str
    ) -> int:
        """Return the hours that are spent whatever is exempted: all of them without outcomes."""
        if _whole(own.get("fixedHours")):
            return int(own["fixedHours"])
        return 0 if covers else self.hours(course, about)

    def hours(self, course: Found, about: str) -> int:
        """Return the study load in hours; credits count by law, and hours win over them."""
        load = course.get("studyLoad") or []
        loads = load if isinstance(load, list) else [load]
        found: dict[str, Decimal] = {}
        for one in loads:
            value = one.get("value") if isinstance(one, Mapping) else None
            if (
                isinstance(value, bool)
                or not isinstance(value, (int, float))
                or not 0 <= value < MOST
            ):
                self.wrong("programme.oeapi-load", f"{about}.studyLoad", found=str(value)[:40])
                continue
            found[str(one.get("studyLoadUnit"))] = Decimal(str(value))
        for name, value in found.items():
            if name in _HOURS:
                return round(value)
        return next((round(v * self.hours_per_ec) for n, v in found.items() if n in _CREDITS), 0)

    def offering(self, found: Found, about: str) -> Offering | None:
        """Return an offering, or None for one that will not be given or is in no period."""
        if found.get("state") in ("cancelled", "inactive"):
            return None
        unit, period = self.unit_of(found, about), self.period(found, about)
        if unit is None or period is None:
            return None
        own, most = _own(found), found.get("maxNumberStudents")
        made = Offering(
            code="",
            unit=unit,
            period=period,
            slot=self.slot(own, about),
            place=self.place(found),
            capacity=_number(most, 20),
            every=max(1, _number(own.get("everyWeeks"), 1)),
            smallest=max(1, _number(found.get("minNumberStudents"), 1)),
        )
        where = made.place.postcode if made.place else "online"
        return replace(made, code=_code(found) or offering_code(made, where))

    def unit_of(self, found: Found, about: str) -> str | None:
        course = found.get("courseId") or found.get("course")
        if isinstance(course, Mapping):
            course = course.get("courseId") or _code(course)
        code = self.by_id.get(str(course)) or (course if course in self.around.units else None)
        if code is None:
            self.wrong("programme.oeapi-course-unknown", about, found=str(course)[:60])
        return code

    def period(self, found: Found, about: str) -> Period | None:
        first = self.day(found, ("startDateTime", "startDate"), about)
        last = self.day(found, ("endDateTime", "endDate"), about)
        if first and last and last < first:
            self.wrong("programme.oeapi-ends-first", about, first=first, last=last)
            return None
        return Period(first, last) if first and last else None

    def day(self, found: Found, keys: Sequence[str], about: str) -> date | None:
        text = next((found[key] for key in keys if found.get(key)), None)
        try:
            moment = datetime.fromisoformat(str(text))
        except ValueError:
            self.wrong("programme.oeapi-day", f"{about}.{keys[0]}", found=str(text)[:40])
            return None
        return moment.astimezone(ZONE).date() if moment.tzinfo else moment.date()

    def slot(self, own: Found, about: str) -> TimeSlot | None:
        text = own.get("slot")
        try:
            return slot_in(str(text)) if text else None
        except ValueError:
            self.wrong("programme.oeapi-slot", about, found=str(text)[:40])
            return None

    def place(self, found: Found) -> Place | None:
        """Return where it is given: the first address with a postcode of the region."""
        for address in found.get("addresses") or ():
            code = str(address.get("postCode") or "")[:4] if isinstance(address, Mapping) else ""
            if code in self.around.places:
                name = next(iter(_values(address.get("additional"))), address.get("city") or code)
                named = replace(self.around.places[code], name=str(name))
                same = (venue for venue in self.around.venues.values() if venue == named)
                return next(same, named)
        return None

    def code(self, found: Found, about: str) -> str:
        code = _code(found) or str(found.get("abbreviation") or "")
        if not code:
            self.wrong("programme.oeapi-no-code", about)
        return code

    def title(self, found: Found, about: str) -> Bilingual:
        by_language = {
            str(one.get("language", ""))[:2]: str(one.get("value", ""))
            for one in found.get("name") or ()
            if isinstance(one, Mapping)
        }
        some = next(iter(by_language.values()), "")
        if not some:
            self.wrong("programme.oeapi-no-name", about)
        return Bilingual(by_language.get("nl", some), by_language.get("en", some))


def read_oeapi(
    text: str, around: Around, framework: Framework, hours_per_ec: Decimal
) -> SheetsRead:
    """Return the units and offerings in OEAPI resources.

    Taken are ``{"courses": […], "courseOfferings": […]}``, a page ``{"items": […]}``, or a bare
    list. ``unresolved`` holds by unit the texts of outcomes that match none of the framework's.
    Raises ``BadDataError`` with every error; ``about`` is as in "courses[3].studyLoad".
    """
    reader = _Reader(around, framework, hours_per_ec)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise BadDataError([Finding.of("programme.oeapi-not-json")]) from None
    courses, offered = reader.lists(document)
    if not (courses or offered or reader.errors):
        raise BadDataError([Finding.of("programme.oeapi-nothing")])
    if max(len(courses), len(offered)) > MOST:
        raise BadDataError([Finding.of("programme.oeapi-too-long", most=MOST)])
    units = [reader.unit(one, f"courses[{at}]") for at, one in enumerate(courses)]
    found = [reader.offering(one, f"courseOfferings[{at}]") for at, one in enumerate(offered)]
    offerings = [one for one in found if one is not None]
    for things in (units, offerings):
        for code in _twice([one.code for one in things]):
            reader.wrong("programme.code-twice", code, thing=code)
    if reader.errors:
        raise BadDataError(dict.fromkeys(reader.errors))
    parts = (("units", courses), ("offerings", offered))
    listing = Listing(tuple(units), tuple(offerings))
    return SheetsRead(listing, tuple(name for name, some in parts if some), reader.unresolved)


def _own(found: Found) -> Found:
    ext = found.get("ext")
    own = ext.get(EXT) if isinstance(ext, Mapping) else None
    return own if isinstance(own, Mapping) else {}


def _code(found: Found) -> str:
    entry = found.get("primaryCode")
    return str(entry.get("code") or "") if isinstance(entry, Mapping) else ""


def _works(course: Found) -> bool:
    modes = course.get("modesOfDelivery") or course.get("modeOfDelivery") or ()
    return any(str(mode).replace(" ", "_") == "work_based" for mode in modes)


def _lines(course: Found) -> Iterator[str]:
    """Yield the outcomes of a version-5 course, or those written out in one of version 6."""
    for one in course.get("learningOutcomes") or ():
        if isinstance(one, Mapping):
            yield str(one.get("learningOutcomeId") or _code(one))
        else:
            yield from list(_values(one))[:1]


def _values(texts: object) -> Iterator[str]:
    """Yield the texts of a list with languages, Dutch first."""
    if not isinstance(texts, list):
        return
    found = [one for one in texts if isinstance(one, Mapping) and one.get("value")]
    for one in sorted(found, key=lambda one: not str(one.get("language", "")).startswith("nl")):
        yield str(one["value"]).strip()


def _shared(codes: Sequence[str], hours: int) -> Iterator[tuple[str, int]]:
    """Yield hours over outcomes, as equal as whole numbers allow; at least one for each."""
    for at, code in enumerate(codes):
        yield code, max(1, hours * (at + 1) // len(codes) - hours * at // len(codes))


def _words(found: object) -> tuple[str, ...]:
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def _number(value: Any, default: int) -> int:
    return int(value) if _whole(value) else default


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST


def _twice(codes: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    return [code for code in codes if code in seen or seen.add(code)]  # type: ignore[func-returns-value]
