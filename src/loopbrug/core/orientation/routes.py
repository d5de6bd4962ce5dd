"""The ways into teaching as data: what holds for everybody who takes one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from loopbrug.core.law.model import Dated, Law, Unit
from loopbrug.core.orientation.model import Decider, Wanted
from loopbrug.core.terms.finding import LegalSource
from loopbrug.core.terms.words import Bilingual, Degree, Profile, Sector

_MONTHS_IN = {Unit.MONTHS: 1, Unit.YEARS: 12}


@dataclass(frozen=True, slots=True)
class Route:
    """A way into teaching, without a person in it.

    ``known_as`` is its usual Dutch short name, ``ground`` the parameter of law it rests on per
    sector, ``levels`` the parameter with the diplomas that admit, ``within`` the terms that
    together are its longest time, ``checks`` the names of its requirements.
    """

    code: str
    known_as: str
    name: Bilingual
    line: Bilingual
    sectors: tuple[Sector, ...]
    degrees: tuple[Degree, ...]
    ground: Mapping[Sector, str]
    decided_by: Decider
    paid: bool
    months: int
    checks: tuple[str, ...]
    next_step: str
    levels: str = ""
    within: tuple[str, ...] = ()
    within_when_qualified: tuple[str, ...] = ()
    months_max: int = 0
    leads_to: Degree | None = None
    also_for: Mapping[Sector, tuple[Degree, ...]] = field(default_factory=dict)
    decided_in: Mapping[Sector, Decider] = field(default_factory=dict)
    without_qualification: bool = False

    def concerns(self, wanted: Wanted) -> bool:
        """Return whether it leads to what somebody wants."""
        return wanted.sector in self.sectors and wanted.degree in self.degrees

    def is_other_door(self, wanted: Wanted) -> bool:
        """Return whether it is near what somebody wants."""
        return wanted.degree in self.also_for.get(wanted.sector, ())

    def sector_for(self, wanted: Wanted) -> Sector:
        """Return the sector in which somebody would take it."""
        return wanted.sector if wanted.sector in self.sectors else self.sectors[0]

    def exists(self, wanted: Wanted, law: Law, day: date) -> bool:
        """Return whether its legal ground is known on ``day``."""
        return law.knows(self.ground[self.sector_for(wanted)], day)

    def source(self, wanted: Wanted, law: Law, day: date) -> LegalSource:
        """Return its legal ground in the sector of a wish."""
        return law.on(self.ground[self.sector_for(wanted)], day).source

    def decider(self, wanted: Wanted) -> Decider:
        """Return who decides in the sector of a wish."""
        return self.decided_in.get(self.sector_for(wanted), self.decided_by)

    def terms(self, profile: Profile) -> tuple[str, ...]:
        """Return the parameters whose terms, one after the other, are its longest time."""
        if profile is Profile.SECOND_QUALIFICATION and self.within_when_qualified:
            return self.within_when_qualified
        return self.within

    def longest(self, profile: Profile, law: Law, day: date) -> int:
        """Return its longest time in months."""
        terms = sum(months_of(law.on(name, day)) for name in self.terms(profile))
        return terms or self.months_max

    def target(self, wanted: Wanted) -> Wanted:
        """Return what somebody would be qualified for at its end."""
        degree = self.leads_to or wanted.degree
        if self.degrees and degree not in self.degrees:
            degree = self.degrees[0]
        return Wanted(self.sector_for(wanted), degree, wanted.subject)


def months_of(dated: Dated) -> int:
    """Return a term in months; raises ``TypeError`` for a parameter that is no such term."""
    if dated.unit not in _MONTHS_IN or not isinstance(dated.value, int):
        raise TypeError(f"{dated.name} counts {dated.unit}, which is no term in months")
    return dated.value * _MONTHS_IN[dated.unit]


@cache
def load_routes() -> Mapping[str, Route]:
    """Return every route by code, in the order people see them."""
    text = (files(__package__) / "routes.yaml").read_text(encoding="utf-8")
    page: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return {code: _route(code, row) for code, row in page.items()}


def _route(code: str, row: Mapping[str, Any]) -> Route:
    simple = (
        "known_as",
        "paid",
        "months",
        "next_step",
        "levels",
        "months_max",
        "without_qualification",
    )
    return Route(
        code=code,
        name=Bilingual(**row["name"]),
        line=Bilingual(**row["line"]),
        sectors=tuple(Sector(each) for each in row["sectors"]),
        degrees=tuple(Degree(each) for each in row["degrees"]),
        ground={Sector(sector): name for sector, name in row["ground"].items()},
        decided_by=Decider(row["decided_by"]),
        checks=tuple(row["checks"]),
        decided_in={
            Sector(sector): Decider(each) for sector, each in row.get("decided_in", {}).items()
        },
        within=tuple(row.get("within", ())),
        within_when_qualified=tuple(row.get("within_when_qualified", ())),
        leads_to=Degree(row["leads_to"]) if "leads_to" in row else None,
        also_for={
            Sector(sector): tuple(Degree(each) for each in degrees)
            for sector, degrees in row.get("also_for", {}).items()
        },
        **{name: row[name] for name in simple if name in row},
    )
