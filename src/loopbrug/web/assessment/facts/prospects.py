"""What candidate and school see beside a decision: potential, progress, the grant."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from loopbrug.core.assessment.decision import Conclusion
from loopbrug.core.assessment.prospect import GrantCase, Potential, grant_findings, potential_of
from loopbrug.core.assessment.steps import load_steps
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import RouteStatus
from loopbrug.core.orientation.profile import profile_of
from loopbrug.core.orientation.routes import load_routes
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual, Profile
from loopbrug.web.assessment.facts.decisions import Docket
from loopbrug.web.assessment.facts.tracks import track_on
from loopbrug.web.assessment.queries import AppointmentRow, Assessment
from loopbrug.web.assessment.queries.decisions import appointed_on
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.pathway.facts import law, told_of
from loopbrug.web.pathway.queries import Dossier

MOST_DOORS = 4


@dataclass(frozen=True, slots=True)
class Held:
    """A step of the assessment with its day; ``held``: somebody said that it took place."""

    title: Bilingual
    on: date
    held: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """The days of one way: each None as long as it is not there.

    ``promised_on`` is the day last promised, with the pauses since.
    """

    requested_on: date | None
    promised_on: date | None
    steps: tuple[Held, ...]
    decided_on: date | None
    appointed_on: date | None


@dataclass(frozen=True, slots=True)
class Prospect:
    """Potential (None without a set of outcomes), progress, and what is known of the grant."""

    potential: Potential | None
    progress: Progress
    grant: tuple[Finding, ...]


def prospect_of(dossier: Dossier, docket: Docket, day: date) -> Prospect:
    """Return the picture of a dossier on a day; raises ``BadDataError`` for unreadable facts."""
    standing = standing_of(dossier, day)
    potential = potential_of(standing.gap, standing.region.framework) if standing.gap else None
    return Prospect(potential, _progress(dossier, docket, day), _grant(dossier, docket, day))


def next_doors_of(dossier: Dossier, day: date, language: str) -> tuple[str, ...]:
    """Return, as a suggestion, the ways that are open beside the one that was assessed."""
    orientation = orient(told_of(dossier).person, law(), day)
    routes = load_routes()
    doors = [
        way
        for way in orientation.routes[1:]
        if way.status is not RouteStatus.CLOSED and not way.code.startswith("second-career")
    ]
    return tuple(
        f"{routes[way.code].name.text(language)}: {routes[way.code].line.text(language)}"
        for way in doors[:MOST_DOORS]
    )


def _grant(dossier: Dossier, docket: Docket, day: date) -> tuple[Finding, ...]:
    told = told_of(dossier)
    decision = docket.in_force
    case = GrantCase(
        profile=profile_of(told.person, day),
        sector=told.person.wanted.sector,
        starts_on=told.wishes.start_on_or_after,
        conclusion=Conclusion(decision.verdict) if decision else None,
    )
    return grant_findings(case, law(), day)


def _progress(dossier: Dossier, docket: Docket, day: date) -> Progress:
    row = docket.assessment
    decided = docket.in_force
    first = docket.decisions[0] if decided and row else None
    return Progress(
        requested_on=row.started_on if row else None,
        promised_on=track_on(row, day).due_on if row else None,
        steps=_steps(row) if row else (),
        decided_on=row.ended_on if row and first else None,
        appointed_on=appointed_on(dossier),
    )


def _steps(row: Assessment) -> tuple[Held, ...]:
    titles = {plan.code: plan.title for plan in load_steps().profiles[Profile(row.profile)]}
    appointments = row.appointments.exclude(state=AppointmentRow.State.CANCELLED)
    return tuple(
        Held(
            titles.get(each.step, Bilingual(each.step, each.step)),
            timezone.localtime(each.starts_at).date(),
            each.state == AppointmentRow.State.HELD,
        )
        for each in appointments
    )
