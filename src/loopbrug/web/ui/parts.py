"""What a view hands to a component: small values, no rows and no markup."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol, Self

from django.utils.functional import Promise

Text = str | Promise
"""Text to show: plain, or translated when it is shown."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumb; the page itself has no ``url``."""

    label: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what it is; ``url`` with ``act`` is a link to change it."""

    term: Text
    text: Text
    note: Text = ""
    url: str = ""
    act: Text = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened or will: on a day, what, told how, by whom."""

    when: date | datetime
    title: Text
    text: Text = ""
    who: Text = ""
    status: str = ""


class Span(Protocol):
    """A span of the bridge; ``state`` is done, now, next or blocked."""

    @property
    def title(self) -> Text:
        """What this part of the way is called."""

    @property
    def state(self) -> str:
        """How far it is."""

    @property
    def summary(self) -> Text:
        """One sentence."""

    @property
    def url(self) -> str:
        """Where to read on, or ""."""


@dataclass(frozen=True, slots=True)
class WeekItem:
    """Something in a week: ``day`` 0 is Monday; ``kind`` as in ``journey.KINDS``."""

    day: int
    start: time
    end: time
    kind: str
    label: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlanBar:
    """A unit of a programme from ``first`` to ``last``, both included.

    ``kind`` is taught, workplace or test; ``because`` says which gap it closes.
    """

    title: Text
    first: date
    last: date
    kind: str = "taught"
    detail: Text = ""
    because: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One outcome in the matrix: ``state`` is validated, partly, missing or judging."""

    code: str
    title: Text
    state: str
    reason: Text = ""
    area: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of two plans side by side; ``better`` None: neither better nor worse."""

    label: Text
    before: Text
    after: Text
    change: Text = ""
    better: bool | None = None


@dataclass(frozen=True, slots=True)
class LoadBar:
    """What is asked of somebody in a month, beside all they have.

    ``taken`` is asked for certain, ``asked`` is expected on top; ``text`` says both in words.
    """

    label: Text
    taken: float
    asked: float
    whole: float
    text: Text = ""

    @property
    def use(self) -> float:
        """The share that is asked; 1 when something is asked of nobody."""
        both = self.taken + self.asked
        return both / self.whole if self.whole else float(both > 0)


@dataclass(frozen=True, slots=True)
class Chance:
    """A share with the lowest and the highest it was; None: not counted."""

    label: Text
    share: float | None
    low: float | None
    high: float | None
    text: Text = ""


@dataclass(frozen=True, slots=True)
class FanRow:
    """A moment of a fan: the amounts below which 5, 25, 50, 75 and 95 of 100 cases lie."""

    label: Text
    lowest: float
    low: float
    middle: float
    high: float
    highest: float


@dataclass(frozen=True, slots=True)
class BarPair:
    """Two amounts of one thing, with what each is in words."""

    label: Text
    first: float
    second: float
    first_text: Text
    second_text: Text
    note: Text = ""


class ChoiceLabel(str):
    """The label of a choice, with a ``note`` that explains it."""

    __slots__ = ("note",)
    note: str

    def __new__(cls, label: str, note: str = "") -> Self:
        """Return ``label`` with ``note``."""
        made = super().__new__(cls, label)
        made.note = note
        return made
