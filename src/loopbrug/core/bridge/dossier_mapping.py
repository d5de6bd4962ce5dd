"""A dossier back as plain data, in the format it was read from."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from loopbrug.core.bridge.dossier_shape import VERSION
from loopbrug.core.bridge.model import Dossier
from loopbrug.core.orientation.model import Person
from loopbrug.core.outcomes.judging import Rule
from loopbrug.core.outcomes.model import Judgement
from loopbrug.core.programme.model import Block, InWeeks, Wishes
from loopbrug.core.terms.words import Weekday

Plain = dict[str, Any]


def mapping_of(dossier: Dossier) -> Plain:
    """Return a dossier as JSON can hold it; ``dossier_from`` reads it back.

    What is absent is left out. Findings stay behind: the reader finds them again. So does
    ``money``: several roles read what is kept of a dossier, and old pay is the candidate's alone.
    """
    person = dossier.person
    return {"loopbrug": int(VERSION)} | _kept(
        code=dossier.code,
        name=dossier.name,
        story=dossier.story,
        started_on=dossier.started_on,
        wanted=_record(person.wanted),
        diplomas=[_record(each) for each in person.diplomas],
        jobs=[_record(each) for each in person.jobs],
        posts=[_record(each) for each in person.posts],
        qualifications=[_record(each) for each in person.held],
        dutch=person.dutch,
        wiscat=_kept(score=person.wiscat, tries=person.wiscat_tries or None),
        appointment=_appointment(person),
        student_since=person.student_since,
        evidence=[_record(each) for each in dossier.evidence],
        judgements=[_judgement(each) for each in dossier.judgements],
        week=_week(dossier.wishes),
    )


def _kept(**values: Any) -> Plain:
    """Return the values as JSON has them, without what is absent or empty."""
    return {
        name: _plain(value)
        for name, value in values.items()
        if value is not None and value not in ("", (), [], {})
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Weekday):
        return value.name.lower()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _record(value: Any) -> Plain:
    """Return a flat dataclass whose fields are the keys of the format."""
    return _kept(**{name: getattr(value, name) for name in type(value).__slots__})


def _appointment(person: Person) -> Plain:
    if not person.appointment and person.appointment_fte is None:
        return {}
    return _kept(promised=person.appointment, fte=person.appointment_fte)


def _judgement(judgement: Judgement) -> Plain:
    return _kept(
        outcome=judgement.outcome,
        verdict=judgement.verdict,
        judged_on=judgement.judged_on,
        by=judgement.by,
        left=_record(judgement.left) if judgement.left else None,
        reason=judgement.reason,
        rule=None if judgement.rule == Rule.TWO_JUDGES else judgement.rule,
    )


def _week(wishes: Wishes) -> Plain:
    return _kept(
        study_hours=wishes.study_hours,
        start_on_or_after=wishes.start_on_or_after,
        finish_by=wishes.finish_by,
        blocks=[_block(each) for each in wishes.blocks],
        days_off=wishes.days_off,
        away=[_record(each) for each in wishes.away],
        home=wishes.home.postcode if wishes.home else None,
        travel_minutes=wishes.travel_minutes,
        online_only=wishes.online_only,
    )


def _block(block: Block) -> Mapping[str, Any]:
    return _kept(
        day=block.slot.day,
        kind=block.kind,
        label=block.label,
        period=_record(block.period) if block.period else None,
        weeks=None if block.weeks is InWeeks.EVERY else block.weeks,
    ) | {"from": _plain(block.slot.start), "until": _plain(block.slot.end)}
