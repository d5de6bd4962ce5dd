"""Any dossier survives the way out and back in."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

import jsonschema
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from loopbrug.core.bridge.dossier_file import dossier_from, mapping_of, read_dossier
from loopbrug.core.bridge.dossier_shape import json_schema
from loopbrug.core.bridge.model import Dossier, Evidence
from loopbrug.core.orientation.model import (
    Diploma,
    Dutch,
    Held,
    Job,
    Level,
    Person,
    Post,
    PostKind,
    Wanted,
)
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.outcomes.judging import Rule
from loopbrug.core.outcomes.model import Judgement, Remainder, Verdict
from loopbrug.core.programme.model import Block, BlockKind, Wishes
from loopbrug.core.terms.words import Degree, Period, Place, Sector, TimeSlot, Weekday

PLACES = (Place("3811", "Amersfoort", 52.15, 5.39), Place("3512", "Utrecht", 52.09, 5.12))
VALIDATOR = jsonschema.Draft202012Validator(json_schema())

days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
texts = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "M")), min_size=1, max_size=30
)
codes = st.from_regex(r"[A-Z]{2}[0-9]{0,2}-[0-9]{1,2}", fullmatch=True)
fte = st.integers(0, 200).map(lambda hundredths: Decimal(hundredths) / 100)
optional_day = st.none() | days


def few(each: Any, most: int = 3) -> Any:
    return st.lists(each, max_size=most).map(tuple)


def spans(first: date, length: int | None) -> Period:
    return Period(first, None if length is None else date.fromordinal(first.toordinal() + length))


periods = st.builds(spans, days, st.none() | st.integers(0, 400))
times = st.integers(0, 1439).map(lambda minute: time(minute // 60, minute % 60))
slots = st.tuples(st.sampled_from(Weekday), times, times).filter(lambda t: t[1] != t[2])
blocks = st.builds(
    Block,
    slots.map(lambda t: TimeSlot(t[0], min(t[1:]), max(t[1:]))),
    st.sampled_from(BlockKind),
    st.just("") | texts,
    st.none() | periods,
)
diplomas = st.builds(
    Diploma,
    texts,
    st.sampled_from(Level),
    st.sampled_from(["", "zorg"]),
    optional_day,
    st.sampled_from(["NL", "NO", "SY"]),
    st.none() | st.sampled_from(Level),
    st.booleans(),
)
jobs = st.builds(
    lambda period, title, size, hbo: Job(title, "zorg", period.first, period.last, size, hbo),
    periods,
    texts,
    fte,
    st.booleans(),
)
posts = st.builds(
    lambda period, name, sector, kind, size: Post(
        name, sector, kind, period.first, period.last, "duits", size, Decimal(4), "School"
    ),
    periods,
    texts,
    st.sampled_from(Sector),
    st.sampled_from(PostKind),
    fte,
)
held = st.builds(
    Held, st.sampled_from(Sector), st.sampled_from(Degree), st.just("duits"), optional_day
)
people = st.builds(
    Person,
    wanted=st.builds(
        Wanted, st.sampled_from(Sector), st.sampled_from(Degree), st.sampled_from(["", "duits"])
    ),
    diplomas=few(diplomas),
    posts=few(posts),
    jobs=few(jobs),
    held=few(held),
    dutch=st.sampled_from(Dutch),
    appointment=st.booleans(),
    appointment_fte=st.none() | fte,
    wiscat=st.none() | st.integers(0, 200),
    wiscat_tries=st.integers(0, 4),
    student_since=optional_day,
)
remainders = st.builds(Remainder, hours=st.integers(1, 99)) | st.builds(
    Remainder, outcomes=few(codes).filter(bool)
)


def judged(
    outcome: str, verdict: Verdict, day: date, left: Remainder, reason: str, *, rule: Rule
) -> Judgement:
    kept = left if verdict is Verdict.PARTLY else None
    return Judgement(outcome, verdict, day, ("institute", "field"), kept, reason, rule)


wishes = st.builds(
    lambda start, length, **kept: Wishes(
        start_on_or_after=start, finish_by=spans(start, length).last, **kept
    ),
    days,
    st.none() | st.integers(0, 900),
    study_hours=st.integers(0, 40),
    blocks=few(blocks),
    days_off=few(st.sampled_from(Weekday)),
    away=few(periods),
    home=st.none() | st.sampled_from(PLACES),
    travel_minutes=st.none() | st.integers(0, 120),
    online_only=st.booleans(),
)
dossiers = st.builds(
    Dossier,
    code=st.sampled_from(["", "P01"]),
    name=texts,
    person=people,
    evidence=few(
        st.builds(Evidence, codes, texts, st.sampled_from(Kind), optional_day, few(codes))
    ),
    judgements=few(
        st.builds(
            judged,
            codes,
            st.sampled_from(Verdict),
            days,
            remainders,
            st.just("") | texts,
            rule=st.sampled_from(Rule),
        )
    ),
    wishes=wishes,
    story=st.just("") | texts,
    started_on=optional_day,
)


def bare(dossier: Dossier) -> dict[str, object]:
    """Return everything but what the reader noticed."""
    return {name: getattr(dossier, name) for name in Dossier.__slots__ if name != "findings"}


@settings(max_examples=60, deadline=None)
@given(dossiers)
def test_dossier_comes_back_the_same_through_json(dossier: Dossier) -> None:
    mapping = json.loads(json.dumps(mapping_of(dossier)))
    VALIDATOR.validate(mapping)
    assert bare(dossier_from(mapping, PLACES)) == bare(dossier)


@settings(max_examples=25, deadline=None)
@given(dossiers)
def test_dossier_comes_back_the_same_through_yaml(dossier: Dossier) -> None:
    text = yaml.safe_dump(mapping_of(dossier), allow_unicode=True, sort_keys=False)
    assert bare(read_dossier(text, PLACES)) == bare(dossier)
