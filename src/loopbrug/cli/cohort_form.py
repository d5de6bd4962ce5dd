"""A planned cohort as one JSON object."""

from loopbrug.cli.show_cohort import Run, reason_in
from loopbrug.core.programme.cohort.model import Team, Unplaced


def cohort_object(run: Run, language: str) -> dict[str, object]:
    """Return what came of it; ``gap`` is a share from 0 to 1, a price is in study hours."""
    nation = run.nation
    return {
        "candidates": run.candidates * len(nation.regions),
        "regions": len(nation.regions),
        "seed": run.seed,
        "workers": run.workers,
        "objective": nation.objective,
        "bound": round(nation.bound, 1),
        "gap": round(nation.gap, 6),
        "seconds": run.seconds,
        "planned": len(run.placed),
        "study_hours": sum(placed.programme.hours for placed in run.placed),
        "unplanned": [_unplanned(each, language) for each in run.unplaced],
        "teams": [_team(team) for team in run.teams],
    }


def _unplanned(unplaced: Unplaced, language: str) -> dict[str, object]:
    return {
        "candidate": unplaced.member,
        "code": unplaced.reason.code,
        "reason": reason_in(unplaced, language),
    }


def _team(team: Team) -> dict[str, object]:
    option = team.option
    return {
        "code": option.code,
        "kind": option.kind.value,
        "subject": option.subject or None,
        "day": option.slot.day.name.lower(),
        "from": option.slot.start.isoformat("minutes"),
        "until": option.slot.end.isoformat("minutes"),
        "place": option.place.name if option.place else None,
        "first_day": option.period.first.isoformat(),
        "last_day": option.period.last.isoformat() if option.period.last else None,
        "members": list(team.members),
    }
