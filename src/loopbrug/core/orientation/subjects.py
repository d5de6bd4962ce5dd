"""The lists a person chooses from: subjects, and fields of study and work."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from loopbrug.core.terms.finding import Confidence, LegalSource
from loopbrug.core.terms.words import Bilingual, Degree, Sector

LIST_SOURCE = LegalSource("Lijst van vakken en bevoegdheden", confidence=Confidence.REMEMBERED)
"""Our own list of what exists and what may be kin: only an institute knows."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject, vmbo profile or vocational field, and the qualifications that exist for it.

    All rows are remembered (2024), not looked up in the register of programmes. ``shortage``
    names who called it a shortage subject, and when.
    """

    code: str
    name: Bilingual
    degrees: tuple[Degree, ...]
    sectors: tuple[Sector, ...]
    shortage: LegalSource | None = None
    confidence: Confidence = Confidence.REMEMBERED


@dataclass(frozen=True, slots=True)
class Field:
    """A field of study or work, with the subjects it may be kin to (*vakverwantschap*)."""

    code: str
    name: Bilingual
    kin: tuple[str, ...]

    def is_kin_to(self, subject: str) -> bool:
        """Return whether kinship with ``subject`` is worth a try; the institute judges."""
        return subject in (self.code, *self.kin)


def _page(filename: str) -> Mapping[str, Mapping[str, Any]]:
    text = (files(__package__) / filename).read_text(encoding="utf-8")
    page: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return page


@cache
def load_subjects() -> Mapping[str, Subject]:
    """Return every subject by code, in the order people see them."""
    return {
        code: Subject(
            code,
            Bilingual(row["nl"], row["en"]),
            tuple(Degree(degree) for degree in row["degrees"]),
            tuple(Sector(sector) for sector in row["sectors"]),
            _shortage(row.get("shortage", "")),
        )
        for code, row in _page("subjects.yaml").items()
    }


def _shortage(told_by: str) -> LegalSource | None:
    if not told_by:
        return None
    unsure = told_by.startswith("niet nagezocht")
    return LegalSource(
        told_by, confidence=Confidence.REMEMBERED if unsure else Confidence.PUBLISHED
    )


@cache
def load_fields() -> Mapping[str, Field]:
    """Return every field of study and work by code, in the order people see them."""
    return {
        code: Field(code, Bilingual(row["nl"], row["en"]), tuple(row["kin"]))
        for code, row in _page("fields.yaml").items()
    }


def is_kin(field: str, subject: str) -> bool:
    """Return whether a field code may be kin to a subject code.

    A field that is not in the list is kin only to a subject of the same name.

    Examples
    --------
    >>> is_kin("econometrie", "wiskunde"), is_kin("econometrie", "duits")
    (True, False)
    """
    known = load_fields().get(field)
    return bool(subject) and (known.is_kin_to(subject) if known else field == subject)
