"""Every case in the YAML files here: given these facts, the law says this, on this ground."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import (
    Diploma,
    Dutch,
    Held,
    Job,
    Level,
    Orientation,
    Person,
    Post,
    PostKind,
    RouteJudgement,
    Term,
    Wanted,
)
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Degree, Sector

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
WORDS = {
    "sector": Sector,
    "degree": Degree,
    "level": Level,
    "valued_as": Level,
    "fte": lambda given: Decimal(str(given)),
    "lessons_per_week": Decimal,
}
PARTS: Mapping[str, type] = {"diplomas": Diploma, "posts": Post, "jobs": Job, "held": Held}
Case = Mapping[str, Any]


def cases() -> Iterator[Any]:
    for path in sorted(set(HERE.glob("*.yaml")) - set(HERE.glob("geld-*.yaml"))):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=case["case"])


def part(row: Case, **words: Any) -> dict[str, Any]:
    known = WORDS | words
    return {key: known.get(key, lambda same: same)(value) for key, value in row.items()}


def person(given: Case) -> Person:
    facts: dict[str, Any] = {
        name: tuple(
            kind(**part(row, **({"kind": PostKind} if kind is Post else {})))
            for row in given.get(name, ())
        )
        for name, kind in PARTS.items()
    }
    plain = {key: value for key, value in given.items() if key not in {*PARTS, "wanted"}}
    if "appointment_fte" in plain:
        plain["appointment_fte"] = Decimal(str(plain["appointment_fte"]))
    if "dutch" in plain:
        plain["dutch"] = Dutch(plain["dutch"])
    return Person(Wanted(**part(given["wanted"])), **facts, **plain)


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code.removeprefix("orientation.") for finding in findings}


def check_route(route: RouteJudgement, expected: Case) -> None:
    assert route.status == expected.get("status", route.status)
    assert set(expected.get("findings", ())) <= codes(route.findings)
    assert not set(expected.get("absent", ())) & codes(route.findings)
    assert expected.get("nearest", "") in ("", *route.nearest)
    assert route.decided_by == expected.get("decided_by", route.decided_by)
    assert route.qualification == expected.get("qualification", route.qualification)
    step = expected.get("next_step")
    assert step is None or codes((route.next_step,)) == {step}


def check_term(term: Term, expected: Case) -> None:
    said = {key: expected[key] for key in ("employer", "rule", "last", "extended_last")}
    assert {key: getattr(term, key) for key in said} == said
    assert set(expected.get("findings", ())) <= codes(term.findings)


def cited(answer: Orientation, expected: Case) -> set[str]:
    """The grounds of what the case asks about."""
    wanted = {
        code for row in expected.get("routes", {}).values() for code in row.get("findings", ())
    }
    wanted |= set(expected.get("findings", ()))
    found = [
        *answer.findings,
        *(
            f
            for route in answer.routes
            if route.code in expected.get("routes", {})
            for f in route.findings
        ),
    ]
    grounds = {str(f.source) for f in found if f.source and codes((f,)) <= wanted}
    return grounds | {str(term.source) for term in answer.terms}


@pytest.mark.parametrize("case", tuple(cases()))
def test_case_is_judged_as_the_law_says(case: Case) -> None:
    expected = case["expected"]
    answer = orient(person(case["given"]), load_law(), case.get("day", TODAY))
    routes = {route.code: route for route in answer.routes}
    assert answer.profile == expected.get("profile", answer.profile)
    assert answer.routes[0].code == expected.get("first", answer.routes[0].code)
    for code, said in expected.get("routes", {}).items():
        check_route(routes[code], said)
    if "terms" in expected:
        assert len(answer.terms) == len(expected["terms"])
        for term, said in zip(answer.terms, expected["terms"], strict=True):
            check_term(term, said)
    assert set(expected.get("findings", ())) <= codes(answer.findings)
    for code, values in expected.get("values", {}).items():
        found = next(f for f in answer.findings if f.code == f"orientation.{code}")
        assert {name: str(found.value(name)) for name in values} == {
            name: str(value) for name, value in values.items()
        }
    assert not case["source"] or case["source"] in cited(answer, expected)


def test_cases_are_enough_to_read_the_law_by() -> None:
    assert len(list(cases())) >= 40
