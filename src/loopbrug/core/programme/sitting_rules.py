"""What is wrong with, or worth knowing of, units whose test is a national one."""

from collections.abc import Iterable, Iterator
from datetime import date

from loopbrug.core.programme.model import Catalogue, Offering, PlannedUnit, Unit
from loopbrug.core.programme.sittings import NationalTest
from loopbrug.core.programme.window import Window
from loopbrug.core.terms.finding import Finding, Value, Weight


def test_of(unit: Unit | None, catalogue: Catalogue) -> NationalTest | None:
    """Return the national test that ends a unit; None for a unit that ends in another way."""
    if unit is None or not unit.national:
        return None
    return next((one for one in catalogue.tests if one.code == unit.national), None)


def sat_on(offering: Offering | PlannedUnit) -> date:
    """Return the day of the test: the last of the period, its preparation comes before."""
    return offering.period.last or offering.period.first


def off_sitting(offering: Offering, unit: Unit, catalogue: Catalogue) -> bool:
    """Return whether a test is planned on a day of which is known that it is not sat then."""
    test, day = test_of(unit, catalogue), sat_on(offering)
    return test is not None and test.knows(day) and day not in test.sittings


def offering_findings(units: Iterable[Unit], catalogue: Catalogue) -> Iterator[Finding]:
    """Yield which units name no test that exists, and which offerings lie on no sitting of theirs.

    Where the sittings of that time are known it blocks; where they are not, it deserves a look.
    """
    offerings: dict[str, list[Offering]] = {}
    for offering in catalogue.offerings:
        offerings.setdefault(offering.unit, []).append(offering)
    for unit in units:
        test = test_of(unit, catalogue)
        if unit.national and test is None:
            known = tuple(one.code for one in catalogue.tests)
            yield Finding.of(
                "programme.national-test-unknown", unit.code,
                unit=unit.code, found=unit.national, allowed=known,
            )  # fmt: skip
        for offering in offerings.get(unit.code, ()) if test else ():
            yield from _offering(offering, test)


def _offering(offering: Offering, test: NationalTest | None) -> Iterator[Finding]:
    if test is None or sat_on(offering) in test.sittings:
        return
    day = sat_on(offering)
    if not test.knows(day):
        yield Finding.of(
            "programme.sitting-not-known", offering.code, weight=Weight.WARNS,
            offering=offering.code, unit=offering.unit, day=day, test=test.code,
        )  # fmt: skip
        return
    yield Finding.of(
        "programme.offering-off-sitting", offering.code,
        offering=offering.code, unit=offering.unit, day=day, test=test.code,
        nearest=test.nearest(day) or day,
    )  # fmt: skip


def sitting_findings(
    planned: PlannedUnit, test: NationalTest, window: Window | None = None
) -> tuple[Finding, ...]:
    """Return what somebody should know of the test that ends a planned unit.

    Whether the day is a sitting, or not known to be one; and, given the window in which it has
    to be passed, the last sitting within it: for who has to do it again.
    """
    day = sat_on(planned)
    if not test.knows(day):
        return (_about("unknown", planned.unit, Weight.WARNS, day=day),)
    if day not in test.sittings:
        nearest = test.nearest(day) or day
        return (_about("off", planned.unit, Weight.WARNS, day=day, nearest=nearest),)
    return (_last(planned.unit, test, window),) if window else ()


def no_sitting(unit: str, test: NationalTest, window: Window) -> Finding | None:
    """Return that a test cannot be sat within the window, None when it can."""
    first, ends = window.first, window.ends
    if any(first <= day <= ends for day in test.sittings):
        return None
    following = test.after(ends)
    if following is None:
        return _about("unknown-yet", unit, Weight.WARNS)
    word = "none-term" if window.term else "none"
    return _about(word, unit, Weight.WARNS, first=first, ends=ends, following=following)


def _last(unit: str, test: NationalTest, window: Window) -> Finding:
    """Return the last sitting within the window and the first after it, as far as known."""
    if (none := no_sitting(unit, test, window)) is not None:
        return none
    ends, following = window.ends, test.after(window.ends)
    last = max(day for day in test.sittings if day <= ends)
    if following is None:
        return _about("last-known", unit, last=last)
    word = "last-term" if window.term else "last"
    return _about(word, unit, last=last, ends=ends, following=following)


def _about(word: str, unit: str, weight: Weight = Weight.INFORMS, **values: date) -> Finding:
    told: dict[str, Value] = {"unit": unit, **values}
    return Finding(f"programme.sitting-{word}", unit, tuple(sorted(told.items())), None, weight)
