"""What tests of planning share: who applies, and what was promised and planned."""

from datetime import date

import pytest
from tests.web.pathway.stage import TOLD

from loopbrug.web.assessment.models import (
    Assessment,
    PromiseRow,
)

pytestmark = pytest.mark.django_db

STEPS = {
    "intake",
    "evidence-talk",
    "judging-institute",
    "judging-field",
    "lesson",
    "interview",
    "decision",
    "explanation",
}
NAMES = ("Amina", "Bilal", "Chloe", "Daan", "Esra", "Femi")
TEACHES = {
    **TOLD,
    "posts": [
        {"employer": "Linde", "sector": "vo", "kind": "unqualified", "since": "2026-08-01",
         "until": "2026-12-04", "subject": "wiskunde"}
    ],
    "week": {
        "study_hours": 12,
        "start_on_or_after": "2027-02-01",
        "blocks": [
            {"day": day, "from": "08:00", "until": "12:00", "kind": "class", "label": "klas 2"}
            for day in ("mon", "tue", "wed", "thu")
        ],
    },
}  # fmt: skip


def codes_of(row: Assessment) -> set[str]:
    last = row.promises.last()
    assert last is not None
    return {finding["code"] for finding in last.findings}


def promised(row: Assessment) -> list[date | None]:
    return [each.promised_on for each in PromiseRow.objects.filter(assessment=row)]


def planned(row: Assessment) -> list[tuple[str, object]]:
    return sorted((each.step, each.starts_at) for each in row.appointments.filter(state="planned"))


def fresh(row: Assessment) -> Assessment:
    return Assessment.objects.get(pk=row.pk)
