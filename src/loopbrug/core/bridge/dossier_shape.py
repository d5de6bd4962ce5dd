"""The dossier file: every key, what it means and what it may hold (format version 1)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from loopbrug.core.bridge.money_shape import MONEY
from loopbrug.core.bridge.shapes import (
    Day,
    Key,
    ListOf,
    Moment,
    Number,
    Record,
    Schema,
    Text,
    Word,
    YesNo,
    backwards,
    code_like,
    enum_of,
)
from loopbrug.core.bridge.tree import Spot
from loopbrug.core.orientation.model import Dutch, Level, PostKind
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.outcomes.judging import Rule
from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.programme.model import BlockKind, InWeeks
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Degree, Sector, Weekday

VERSION = "1"
SIDES = ("institute", "field")


def _since_until(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    return backwards(values, spot, "since", "until")


def _first_last(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    return backwards(values, spot, "first", "last")


def _window(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    return backwards(values, spot, "start_on_or_after", "finish_by")


def _from_until(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    if values["from"] == values["until"]:
        return Finding.of("bridge.block-empty", str(spot), at=values["from"].isoformat("minutes"))
    return backwards(values, spot, "from", "until")


def _left_fits(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    """Say what is left exactly when the verdict is "partly"."""
    left = values.get("left") or {}
    partly = values["verdict"] is Verdict.PARTLY
    if partly and ("hours" in left) == ("outcomes" in left):
        return Finding.of("bridge.left-missing", str(spot))
    if not partly and "left" in values:
        return Finding.of("bridge.left-unneeded", str(spot), verdict=values["verdict"].value)
    return None


_FIELD = Key(code_like("zorg"), "Field of study or work, a code of the list of fields.")
_PERIOD = Record(
    {
        "first": Key(Day(), "First day.", required=True),
        "last": Key(Day(), "Last day, included; leave out when unknown."),
    },
    (_first_last,),
)
_WANTED = Record(
    {
        "sector": Key(enum_of(Sector), "Part of education.", required=True),
        "degree": Key(enum_of(Degree), "Reach of the qualification.", required=True),
        "subject": Key(code_like("wiskunde"), "Subject, vmbo profile or mbo field, in Dutch."),
    }
)
_DIPLOMA = Record(
    {
        "title": Key(Text(), "Name on the diploma.", required=True),
        "level": Key(enum_of(Level), "Level in the Dutch system.", required=True),
        "field": _FIELD,
        "awarded_on": Key(Day(), "Day on the diploma; leave out when unknown."),
        "country": Key(Text(2, "[A-Z]{2}", "NL"), "Country, two capitals (ISO 3166)."),
        "valued_as": Key(enum_of(Level), "Level a foreign diploma was valued at."),
        "finished": Key(YesNo(), "False while still studying, or when stopped."),
    }
)
_FTE = Key(Number(0, 2, Decimal), "Size of the job; 1 is full-time.")
_SINCE = Key(Day(), "First day of the job.", required=True)
_UNTIL = Key(Day(), "Last day of the job or contract; leave out when there is none.")
_JOB = Record(
    {
        "title": Key(Text(), "What the job is called.", required=True),
        "field": _FIELD,
        "since": _SINCE,
        "until": _UNTIL,
        "fte": _FTE,
        "hbo_level": Key(YesNo(), "Whether the work asks for hbo level."),
    },
    (_since_until,),
)
_POST = Record(
    {
        "employer": Key(Text(), "The school board.", required=True),
        "school": Key(Text(), "The school."),
        "sector": Key(enum_of(Sector), "Part of education.", required=True),
        "kind": Key(enum_of(PostKind), "In what capacity.", required=True),
        "since": _SINCE,
        "until": _UNTIL,
        "subject": Key(code_like("duits"), "Subject taught."),
        "fte": _FTE,
        "lessons_per_week": Key(Number(0, 40, Decimal), "Lessons a week."),
    },
    (_since_until,),
)
_HELD = Record(
    {
        "sector": Key(enum_of(Sector), "Part of education.", required=True),
        "degree": Key(enum_of(Degree), "Reach of the qualification.", required=True),
        "subject": Key(code_like("biologie"), "Subject."),
        "obtained_on": Key(Day(), "Day on the certificate."),
        "country": Key(Text(2, "[A-Z]{2}", "NL"), "Country, two capitals."),
        "recognised": Key(YesNo(), "False when a foreign one is not recognised yet."),
    }
)
_EVIDENCE = Record(
    {
        "code": Key(code_like("E1"), "Own short code.", required=True),
        "title": Key(Text(), "What it is.", required=True),
        "kind": Key(enum_of(Kind), "What sort of evidence it is.", required=True),
        "dated": Key(Day(), "Day it was made."),
        "shows": Key(ListOf(code_like("VD-4"), 60), "Codes of outcomes it is said to show."),
    }
)
_LEFT = Record(
    {
        "hours": Key(Number(1, 2000), "Study hours that are left."),
        "outcomes": Key(ListOf(code_like("VD-4"), 20), "Outcomes that are left instead."),
    }
)
_JUDGEMENT = Record(
    {
        "outcome": Key(
            ListOf(code_like("VD-4"), 60, or_one=True),
            "Code of the outcome, or a list of codes judged alike.",
            required=True,
        ),
        "verdict": Key(enum_of(Verdict), "The verdict.", required=True),
        "judged_on": Key(Day(), "Day of the judgement.", required=True),
        "by": Key(ListOf(Word(SIDES), 2), "Sides that judged.", required=True),
        "left": Key(_LEFT, 'What is left, exactly when the verdict is "partly".'),
        "reason": Key(Text(600), "Why, in a sentence."),
        "rule": Key(enum_of(Rule), "Who had to judge; both sides when absent."),
    },
    (_left_fits,),
)
_WEEKDAY = Word(tuple(day.name.lower() for day in Weekday), lambda name: Weekday[name.upper()])
_BLOCK = Record(
    {
        "day": Key(_WEEKDAY, "Day of the week.", required=True),
        "from": Key(Moment(), "Start, as in 09:00 (between quotes).", required=True),
        "until": Key(Moment(), "End.", required=True),
        "kind": Key(enum_of(BlockKind), "Why the time is taken.", required=True),
        "label": Key(Text(80), "A word for people."),
        "period": Key(_PERIOD, "In which period; leave out for always."),
        "weeks": Key(enum_of(InWeeks), "In which weeks, by their number; every week when absent."),
    },
    (_from_until,),
)
_WEEK = Record(
    {
        "study_hours": Key(Number(0, 60), "Most study hours in a week.", required=True),
        "start_on_or_after": Key(Day(), "First day of the programme.", required=True),
        "finish_by": Key(Day(), "Last day of the programme, when it matters."),
        "blocks": Key(ListOf(_BLOCK, 100), "Parts of the week that are taken."),
        "days_off": Key(ListOf(_WEEKDAY, 7), "Days without any session."),
        "away": Key(ListOf(_PERIOD, 50), "Periods without study."),
        "home": Key(Text(7, r"[1-9]\d{3}( ?[A-Z]{2})?", "3811"), "Postcode where travel starts."),
        "travel_minutes": Key(Number(0, 240), "Most minutes of travel one way."),
        "online_only": Key(YesNo(), "True for sessions online only."),
    },
    (_window,),
)
_WISCAT = Record(
    {
        "score": Key(Number(0, 200), "Best score of the entrance arithmetic test."),
        "tries": Key(Number(0, 20), "How often it was tried."),
    }
)
_APPOINTMENT = Record(
    {
        "promised": Key(YesNo(), "Whether a board has promised an appointment.", required=True),
        "fte": _FTE,
    }
)

DOSSIER = Record(
    {
        "loopbrug": Key(Word((VERSION,)), "Version of this format.", required=True),
        "code": Key(code_like("P01"), "Own short code of the dossier."),
        "name": Key(Text(80), "First name, as the candidate likes to be called.", required=True),
        "story": Key(Text(2000), "Who this is, in a few sentences."),
        "started_on": Key(Day(), "Day the dossier was opened: our promise runs from here."),
        "wanted": Key(_WANTED, "The qualification somebody wants.", required=True),
        "diplomas": Key(ListOf(_DIPLOMA, 40), "Diplomas."),
        "jobs": Key(ListOf(_JOB, 60), "Work outside teaching."),
        "posts": Key(ListOf(_POST, 60), "Teaching posts."),
        "qualifications": Key(ListOf(_HELD, 20), "Teaching qualifications held."),
        "dutch": Key(enum_of(Dutch), "Command of Dutch."),
        "wiscat": Key(_WISCAT, "Entrance arithmetic test for primary education."),
        "appointment": Key(_APPOINTMENT, "A promised appointment."),
        "student_since": Key(Day(), "Enrolled at a teacher training since."),
        "evidence": Key(ListOf(_EVIDENCE, 2000), "What the candidate brings."),
        "judgements": Key(ListOf(_JUDGEMENT, 500), "What assessors of two sides decided."),
        "week": Key(_WEEK, "The candidate's week and wishes.", required=True),
        "money": Key(MONEY, "Old pay, terms, who contributes: never kept with the dossier."),
    }
)


def json_schema() -> Schema:
    """Return the published schema: JSON Schema, draft 2020-12."""
    schema = DOSSIER.schema()
    # A YAML reader makes an integer of the version, so that is what the schema asks for.
    schema["properties"]["loopbrug"] |= {"enum": [int(VERSION)]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Loopbrug dossier",
        "description": "One candidate's dossier, format version 1.",
    } | schema
