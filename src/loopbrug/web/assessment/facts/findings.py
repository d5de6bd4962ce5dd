"""Findings as JSON can hold them, and back: a promise keeps why it was made."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from loopbrug.core.terms.finding import Finding, LegalSource, Value, Weight

Kept = dict[str, Any]


def kept(findings: Iterable[Finding]) -> list[Kept]:
    """Return findings as plain data; ``findings_in`` gives the same ones back."""
    return [
        {
            "code": finding.code,
            "about": finding.about,
            "values": {name: _plain(value) for name, value in finding.values},
            "source": _source(finding.source),
            "weight": finding.weight.value,
        }
        for finding in findings
    ]


def findings_in(rows: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Return the findings that ``kept`` wrote down; the text date of a source is not kept."""
    return tuple(
        Finding(
            row["code"],
            row["about"],
            tuple(sorted((name, _value(value)) for name, value in row["values"].items())),
            LegalSource(**row["source"]) if row.get("source") else None,
            Weight(row["weight"]),
        )
        for row in rows
    )


def _plain(value: Value) -> Any:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return list(value) if isinstance(value, tuple) else value


def _value(value: Any) -> Value:
    if isinstance(value, dict):
        if "day" in value:
            return date.fromisoformat(value["day"])
        return Decimal(value["number"])
    return tuple(value) if isinstance(value, list) else value


def _source(source: LegalSource | None) -> dict[str, str] | None:
    if source is None:
        return None
    return {"law": source.law, "article": source.article, "bwb": source.bwb}
