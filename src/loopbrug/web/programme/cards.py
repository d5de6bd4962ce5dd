"""The units of a programme as people read them: what, when, where, and because of what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from loopbrug.core.bridge.model import Region
from loopbrug.core.programme.model import Catalogue, Form, Offering, PlannedUnit, Programme, Unit
from loopbrug.core.programme.sitting_rules import sat_on, sitting_findings, test_of
from loopbrug.core.programme.sittings import NationalTest
from loopbrug.core.programme.window import Window
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual, Period, TimeSlot


class Moment(StrEnum):
    """Where a unit lies in time, seen from today."""

    PAST = "past"
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Reason:
    """An outcome that a unit closes: what the unit is in the programme for."""

    code: str
    statement: str


@dataclass(frozen=True, slots=True)
class Against:
    """Why so many earlier starts were not taken; ``latest`` is the last of them."""

    reasons: tuple[Finding, ...]
    times: int
    latest: date


@dataclass(frozen=True, slots=True)
class Why:
    """Why a unit is where it is, and what would make it needless."""

    sooner: tuple[Against, ...]
    without: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """The national test that ends a unit; ``day`` is the sitting, None when nobody knows it yet.

    ``findings`` are what deserves a look: a day that is no sitting, the last one in time.
    """

    test: NationalTest
    title: str
    day: date | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One planned unit with its words; ``place`` is where, or how, it is given.

    ``why`` is there for the programme that counts, as long as planning anew gives the same.
    """

    code: str
    title: str
    institute: str
    form: Form
    form_word: str
    because: tuple[Reason, ...]
    hours: int
    hours_per_week: int
    period: Period
    slot: TimeSlot | None
    place: str
    moment: Moment
    every: int = 1
    in_class: bool = False
    why: Why | None = None
    sitting: Sitting | None = None

    @property
    def load(self) -> int:
        """The study hours it takes in a week; what is done in class takes none."""
        return 0 if self.in_class else self.hours_per_week

    @property
    def kind(self) -> str:
        """The kind of bar in the drawing of the programme."""
        tests = (Form.TEST_ONLY, Form.KNOWLEDGE_TEST)
        return "test" if self.form in tests else self.form.value


class Cards:
    """Makes cards from what a region offers; an old version may name what is no longer there.

    Two programmes side by side have the words of both: ``earlier`` is the catalogue of the one
    that was there first.
    """

    def __init__(
        self,
        region: Region,
        institutes: Mapping[str, str],
        language: str,
        earlier: Catalogue | None = None,
    ) -> None:
        both = (earlier, region.catalogue) if earlier else (region.catalogue,)
        self.units = {unit.code: unit for one in both for unit in one.units}
        self.offerings = {given.code: given for one in both for given in one.offerings}
        self.statements = {one.code: one.statement for one in region.framework.outcomes}
        self.catalogue, self.holidays = region.catalogue, region.catalogue.holidays
        self.institutes = institutes
        self.language = language

    def of(self, programme: Programme, day: date) -> tuple[Card, ...]:
        """Return a card for every unit, in the order they start."""
        planned = sorted(programme.units, key=lambda one: (one.period.first, one.unit))
        return tuple(self.card(one, day) for one in planned)

    def card(self, planned: PlannedUnit, day: date) -> Card:
        """Return one unit's card as it stands on ``day``."""
        unit = self.units.get(planned.unit) or _forgotten(planned)
        return Card(
            code=planned.unit,
            title=unit.title.text(self.language),
            institute=self.institutes.get(unit.institute, unit.institute),
            form=unit.form,
            form_word=form_word(unit.form),
            because=tuple(self.reason(code) for code in planned.closes),
            hours=planned.hours,
            hours_per_week=planned.hours_per_week,
            period=planned.period,
            slot=planned.slot,
            place=_place(unit.form, self.offerings.get(planned.offering)),
            moment=_moment(planned.period, day),
            every=planned.every,
            in_class=planned.in_class,
            sitting=self.sitting(planned),
        )

    def sitting(self, planned: PlannedUnit, window: Window | None = None) -> Sitting | None:
        """Return the national test a unit ends with; None for a unit that ends in another way."""
        test = test_of(self.units.get(planned.unit), self.catalogue)
        if test is None:
            return None
        day = sat_on(planned) if sat_on(planned) in test.sittings else None
        found = sitting_findings(planned, test, window)
        return Sitting(test, test.title.text(self.language), day, found)

    def title(self, code: str) -> str:
        """Return what a unit is called; its code when it left the catalogue."""
        unit = self.units.get(code)
        return unit.title.text(self.language) if unit else code

    def titled(self, finding: Finding) -> Finding:
        """Return a finding in which a unit goes by its title."""
        values = tuple(
            (name, self.title(str(value)) if name == "unit" else value)
            for name, value in finding.values
        )
        return replace(finding, values=values)

    def reason(self, code: str) -> Reason:
        """Return an outcome with its words."""
        statement = self.statements.get(code)
        return Reason(code, statement.text(self.language) if statement else "")


def form_word(form: Form) -> str:
    """Return what a form is called on screen."""
    return {
        Form.TAUGHT: _("Les"),
        Form.WORKPLACE: _("Op de werkplek"),
        Form.TEST_ONLY: _("Alleen toets"),
        Form.KNOWLEDGE_TEST: _("Kennistoets"),
    }[form]


def _forgotten(planned: PlannedUnit) -> Unit:
    """Return a stand-in for a unit that left the catalogue since the programme was made."""
    return Unit(planned.unit, Bilingual(planned.unit, planned.unit), "", Form.TAUGHT, ())


def _place(form: Form, offering: Offering | None) -> str:
    if offering is not None and offering.place is not None:
        return offering.place.name
    return _("Op je school") if form is Form.WORKPLACE else _("Online")


def _moment(period: Period, day: date) -> Moment:
    if day < period.first:
        return Moment.COMING
    return Moment.NOW if day in period else Moment.PAST
