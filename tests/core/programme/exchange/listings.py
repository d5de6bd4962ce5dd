"""Listings that hypothesis makes up: whatever an institute could offer."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from loopbrug.core.programme.exchange.listing import Cancelled, Listing
from loopbrug.core.programme.model import Form, Offering, Unit
from loopbrug.core.terms.words import Bilingual, Period, Place, Sector, TimeSlot, Weekday

OUTCOMES = ("VD-3", "VD-4", "VD-5", "VI-8", "ZO-4")
PLACES = {
    "utrecht": Place("3584", "De Brug, Utrecht", 52.08, 5.16),
    "amersfoort": Place("3811", "De Singel; Amersfoort", 52.15, 5.38),
}
TESTS = ("LKT-WI", "LKT-DU")
_CODES = st.from_regex(r"[A-Z]{1,3}-[A-Z0-9]{1,6}", fullmatch=True)
_TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=30)


def _titles() -> st.SearchStrategy[Bilingual]:
    return st.builds(Bilingual, _TEXT, _TEXT)


@st.composite
def units(draw: st.DrawFn, code: str) -> Unit:
    covers = draw(st.dictionaries(st.sampled_from(OUTCOMES), st.integers(1, 99), min_size=1))
    return Unit(
        code=code,
        title=draw(_titles()),
        institute="brug",
        form=draw(st.sampled_from(Form)),
        covers=tuple(covers.items()),
        fixed_hours=draw(st.integers(0, 60)),
        exemptible=draw(st.booleans()),
        needs_outcomes=tuple(draw(st.lists(st.sampled_from(OUTCOMES), unique=True, max_size=2))),
        needs_units=tuple(draw(st.lists(_CODES, unique=True, max_size=2))),
        sectors=tuple(draw(st.lists(st.sampled_from(Sector), unique=True, max_size=3))),
        national=draw(st.sampled_from(("", *TESTS))),
    )


@st.composite
def offerings(draw: st.DrawFn, unit: str, number: int) -> Offering:
    first = draw(st.dates(date(2026, 1, 1), date(2035, 1, 1)))
    slot = None
    if draw(st.booleans()):
        start = draw(st.integers(0, 22))
        slot = TimeSlot(
            draw(st.sampled_from(Weekday)), time(start, draw(st.integers(0, 59))),
            time(start + 1, draw(st.sampled_from((0, 30, 59))) if start < 22 else 59),
        )  # fmt: skip
    return Offering(
        code=f"{unit}.{number}",
        unit=unit,
        period=Period(first, first + timedelta(days=draw(st.integers(0, 400)))),
        slot=slot if slot is None or slot.end > slot.start else None,
        place=draw(st.sampled_from((None, *PLACES.values()))),
        capacity=draw(st.integers(0, 300)),
        every=draw(st.integers(1, 8)) if slot else 1,
        smallest=draw(st.integers(1, 10)),
    )


@st.composite
def listings(draw: st.DrawFn, *, cancelled: bool = True) -> Listing:
    """Return what one institute might offer; without cancelled ones as a file would have it."""
    codes = draw(st.lists(_CODES, unique=True, min_size=1, max_size=4))
    made = tuple(draw(units(code)) for code in codes)
    given = tuple(
        draw(offerings(code, number)) for code in codes for number in range(draw(st.integers(0, 3)))
    )
    gone = tuple(Cancelled(one, one.period.first, draw(_TEXT)) for one in given[:1] if cancelled)
    return Listing(made, given, gone)
