"""The second-career offers of a region from a readable file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files

from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.programme.register.offer import MOST_PRICE

_KEYS = (
    "institute", "qualification", "starts", "closes", "assessments", "price", "places",
    "contact", "source", "checked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfferRead:
    """An offer as the file has it; None is unknown. ``place`` is where in the file it stands."""

    institute: str
    qualification: str
    starts_on: date
    source: str
    checked_on: date
    contact: str
    assessments: tuple[date, ...]
    closes_on: date | None
    price: Decimal | None
    places: int | None


def load_offers() -> tuple[OfferRead, ...]:
    """Return the offers of the demo region."""
    source = files(__package__).joinpath("midden", "offers.yaml")
    return read_offers(source.read_text(encoding="utf-8"), source.name)


def read_offers(text: str, filename: str = "") -> tuple[OfferRead, ...]:
    """Return the offers in a YAML text; raises ``BadDataError`` with every error."""
    page = Page(filename)
    root = root_of(text, page, ("offers",))
    found = tuple(_offer(record) for record in root.records("offers", _KEYS))
    page.stop_if_wrong()
    return found


def _offer(record: Record) -> OfferRead:
    return OfferRead(
        institute=record.text("institute"),
        qualification=record.text("qualification"),
        starts_on=record.day("starts"),
        source=record.text("source"),
        checked_on=record.day("checked"),
        contact=record.text("contact", ""),
        assessments=tuple(_days(record, record.texts("assessments"))),
        closes_on=record.day("closes") if "closes" in record else None,
        price=_price(record),
        places=record.number("places") if "places" in record else None,
    )


def _days(record: Record, texts: Iterable[str]) -> Iterable[date]:
    for text in texts:
        try:
            yield date.fromisoformat(text)
        except ValueError:
            record.wrong("outcomes.file-day", "assessments", found=text)


def _price(record: Record) -> Decimal | None:
    text = record.text("price", "")
    if text and not text.isdigit():
        record.wrong("outcomes.file-number", "price", found=text, least=0, most=int(MOST_PRICE))
        return None
    return Decimal(text) if text else None
