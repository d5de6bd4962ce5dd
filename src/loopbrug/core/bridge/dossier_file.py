"""The dossier file in and out: every error at once, each with its place in the file."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from loopbrug.core.bridge.dossier_mapping import mapping_of
from loopbrug.core.bridge.dossier_rules import notices
from loopbrug.core.bridge.dossier_shape import DOSSIER
from loopbrug.core.bridge.model import Dossier, Evidence
from loopbrug.core.bridge.money_file import money_of
from loopbrug.core.bridge.shapes import Errors
from loopbrug.core.bridge.tree import Node, tree_from, tree_of
from loopbrug.core.orientation.model import Diploma, Dutch, Held, Job, Person, Post, Wanted
from loopbrug.core.outcomes.judging import Rule
from loopbrug.core.outcomes.model import Judgement, Remainder
from loopbrug.core.programme.model import Block, InWeeks, Wishes
from loopbrug.core.terms.finding import BadDataError, Finding, Weight
from loopbrug.core.terms.words import Period, Place, TimeSlot

__all__ = ["dossier_from", "mapping_of", "read_dossier"]

Values = Mapping[str, Any]
_LINE = re.compile(r"line (\d+)")


def read_dossier(text: str, places: Iterable[Place]) -> Dossier:
    """Return the dossier in a YAML text.

    Parameters
    ----------
    text
        A dossier in format version 1 (``docs/dossier.schema.json``).
    places
        Known postcodes; a home elsewhere is a finding on the dossier, not an error.

    Raises
    ------
    BadDataError
        With every error; ``about`` is the place, as in "line 12: week.blocks[0].from".
    """
    return _dossier(tree_of(text), places)


def dossier_from(mapping: Mapping[str, object], places: Iterable[Place]) -> Dossier:
    """Return the dossier in plain data, as read from JSON; raises ``BadDataError``."""
    return _dossier(tree_from(mapping), places)


def _dossier(tree: Node, places: Iterable[Place]) -> Dossier:
    errors: Errors = []
    values = DOSSIER.read(tree, errors)
    if errors:
        raise BadDataError(sorted(errors, key=_line))
    known = {place.postcode: place for place in places}
    person = _person(values)
    dossier = Dossier(
        code=values.get("code", ""),
        name=values["name"],
        person=person,
        evidence=tuple(_evidence(each) for each in values.get("evidence", ())),
        judgements=tuple(
            judgement for each in values.get("judgements", ()) for judgement in _judgements(each)
        ),
        wishes=_wishes(values["week"], known),
        story=values.get("story", ""),
        started_on=values.get("started_on"),
        money=money_of(values["money"], person) if "money" in values else None,
    )
    return _with_notices(dossier, _postcode_notices(values["week"], known))


def _line(error: Finding) -> int:
    line = _LINE.match(error.about)
    return int(line[1]) if line else 0


def _with_notices(dossier: Dossier, more: tuple[Finding, ...]) -> Dossier:
    kept = {name: getattr(dossier, name) for name in Dossier.__slots__ if name != "findings"}
    return Dossier(**kept, findings=(*notices(dossier), *more))


def _person(values: Values) -> Person:
    wiscat = values.get("wiscat", {})
    appointment = values.get("appointment", {})
    return Person(
        wanted=Wanted(**values["wanted"]),
        diplomas=tuple(Diploma(**{"field": ""} | each) for each in values.get("diplomas", ())),
        posts=tuple(Post(**each) for each in values.get("posts", ())),
        jobs=tuple(Job(**{"field": ""} | each) for each in values.get("jobs", ())),
        held=tuple(Held(**each) for each in values.get("qualifications", ())),
        dutch=values.get("dutch", Dutch.UNKNOWN),
        appointment=appointment.get("promised", False),
        appointment_fte=appointment.get("fte"),
        wiscat=wiscat.get("score"),
        wiscat_tries=wiscat.get("tries", 0),
        student_since=values.get("student_since"),
    )


def _evidence(values: Values) -> Evidence:
    return Evidence(
        code=values["code"],
        title=values["title"],
        kind=values["kind"],
        dated=values.get("dated"),
        shows=values.get("shows", ()),
    )


def _judgements(values: Values) -> tuple[Judgement, ...]:
    left = values.get("left")
    return tuple(
        Judgement(
            outcome=outcome,
            verdict=values["verdict"],
            judged_on=values["judged_on"],
            by=values["by"],
            left=Remainder(left.get("outcomes", ()), left.get("hours")) if left else None,
            reason=values.get("reason", ""),
            rule=values.get("rule", Rule.TWO_JUDGES),
        )
        for outcome in values["outcome"]
    )


def _wishes(values: Values, places: Mapping[str, Place]) -> Wishes:
    return Wishes(
        study_hours=values["study_hours"],
        start_on_or_after=values["start_on_or_after"],
        finish_by=values.get("finish_by"),
        blocks=tuple(_block(each) for each in values.get("blocks", ())),
        days_off=values.get("days_off", ()),
        away=tuple(Period(**each) for each in values.get("away", ())),
        home=places.get(values.get("home", "")[:4]),
        travel_minutes=values.get("travel_minutes"),
        online_only=values.get("online_only", False),
    )


def _block(values: Values) -> Block:
    return Block(
        slot=TimeSlot(values["day"], values["from"], values["until"]),
        kind=values["kind"],
        label=values.get("label", ""),
        period=Period(**values["period"]) if "period" in values else None,
        weeks=values.get("weeks", InWeeks.EVERY),
    )


def _postcode_notices(week: Values, places: Mapping[str, Place]) -> tuple[Finding, ...]:
    home = week.get("home", "")
    if not home or home[:4] in places:
        return ()
    return (
        Finding.of("bridge.postcode-unknown", "week.home", weight=Weight.WARNS, found=home[:4]),
    )
