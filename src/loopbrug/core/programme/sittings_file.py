"""National tests and the days they are sat, from a readable file."""

from collections.abc import Iterator
from datetime import date

from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.programme.offering_pattern import day_in
from loopbrug.core.programme.sittings import NationalTest
from loopbrug.core.terms.finding import LegalSource

_FILE = ("source", "checked_on", "example", "tests")
_TEST = ("code", "title", "sittings", "source", "checked_on", "example")


def read_sittings(text: str, name: str = "") -> tuple[NationalTest, ...]:
    """Return the national tests in one YAML text; raises ``BadDataError`` with every error.

    Source, day of checking and whether the days are examples hold for each test that does not
    say its own.
    """
    page = Page(name)
    root = root_of(text, page, _FILE)
    above = root.legal_source("source"), root.day("checked_on")
    found: dict[str, NationalTest] = {}
    for record in root.records("tests", _TEST):
        one = _test(record, above, example=root.yes_no("example", default=False))
        if one.code in found:
            record.wrong("outcomes.file-name-twice", "code", name=one.code)
        found[one.code] = one
    page.stop_if_wrong()
    return tuple(found.values())


def _test(record: Record, above: tuple[LegalSource, date], *, example: bool) -> NationalTest:
    return NationalTest(
        code=record.text("code"),
        title=record.bilingual("title"),
        sittings=tuple(sorted(_days(record))),
        source=record.legal_source("source") if "source" in record else above[0],
        checked_on=record.day("checked_on", above[1]),
        example=record.yes_no("example", default=example),
    )


def _days(record: Record) -> Iterator[date]:
    seen: set[date] = set()
    for text in record.texts("sittings"):
        try:
            day = day_in(text)
        except ValueError:
            record.wrong("outcomes.file-day", "sittings", found=text)
            continue
        if day in seen:
            record.wrong("outcomes.file-name-twice", "sittings", name=text)
        else:
            seen.add(day)
            yield day
