"""From the part ``money`` of a dossier file to its values."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from loopbrug.core.bridge.model import Money
from loopbrug.core.finance.model import (
    Background,
    Contribution,
    Experience,
    ExperienceKind,
    LocalFund,
    OldJob,
    Recognition,
    SupplementPlan,
    Terms,
    Training,
)
from loopbrug.core.orientation.model import Person, PostKind

Values = Mapping[str, Any]
_FULL = Decimal(1)


def money_of(values: Values, person: Person) -> Money:
    """Return the money in what was read; what it leaves out and ``person`` tells is taken there."""
    supplement = values.get("supplement")
    return Money(
        old_jobs=tuple(_old_job(each) for each in values.get("old_jobs", ())),
        experience=_experience(values, person),
        terms=_terms(values["terms"]) if "terms" in values else None,
        training=Training(**values.get("training", {})),
        background=Background(**(background_of(person) | values.get("background", {}))),
        contributions=tuple(Contribution(**each) for each in values.get("contributions", ())),
        local_funds=tuple(LocalFund(**each) for each in values.get("local_funds", ())),
        supplement=SupplementPlan(**supplement) if supplement else None,
    )


def experience_of(person: Person) -> tuple[Experience, ...]:
    """Return what jobs and posts tell of earlier work, by kind as far as that is certain.

    A job outside education counts as "other" until somebody says what it was: nobody is placed
    higher on a guess.
    """
    jobs = (
        Experience(ExperienceKind.OTHER, job.since, job.until, min(job.fte, _FULL), job.title)
        for job in person.jobs
        if job.fte > 0
    )
    posts = (
        Experience(
            ExperienceKind.EDUCATION,
            post.since,
            post.until,
            min(post.fte, _FULL) or _FULL,
            post.employer,
        )
        for post in person.posts
    )
    return (*jobs, *posts)


def background_of(person: Person) -> dict[str, Any]:
    """Return the facts for grants that the rest of a dossier tells."""
    return {
        "qualified": any(held.recognised for held in person.held),
        "enrolled_in_training": person.student_since is not None,
        "support_post": any(post.kind is PostKind.SUPPORT for post in person.posts) or None,
    }


def _old_job(values: Values) -> OldJob:
    told = {name: value for name, value in values.items() if name != "title"}
    foreign = told.get("currency", "EUR") != "EUR"
    # The worth of another currency is told or unknown: never taken for one euro.
    return OldJob(**({"rate": None} | told if foreign else told | {"rate": _FULL}))


def _experience(values: Values, person: Person) -> tuple[Experience, ...]:
    if "experience" not in values:
        return experience_of(person)
    return tuple(Experience(**each) for each in values["experience"])


def _terms(values: Values) -> Terms:
    recognition = Recognition(**values.get("recognition", {}))
    return Terms(**(dict(values) | {"recognition": recognition}))
