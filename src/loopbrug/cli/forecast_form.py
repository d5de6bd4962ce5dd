"""A forecast as one JSON object; shares are from 0 to 1, loads in hours."""

from typing import Any

from loopbrug.core.assessment.forecast import Forecast, MonthForecast, gains
from loopbrug.core.assessment.role_load import RoleLoad
from loopbrug.core.assessment.stage import Question

_HOURS = 1.5


def forecast_object(
    region: str, question: Question, now: Forecast, then: Forecast | None
) -> dict[str, Any]:
    """Return a forecast, and beside it (``changed``) the one with what would be otherwise."""
    found: dict[str, Any] = {
        "region": region,
        "seed": now.seed,
        "runs": now.runs,
        "goal_days": question.trial.goal_days,
        "months": [_month(each) for each in now.months],
        "assumptions": [
            {"code": each.code, "grade": dict(each.values).get("grade")} for each in now.assumptions
        ],
    }
    if then is not None:
        found["changed"] = {
            "extra": [str(each) for each in question.extra],
            "less": list(question.less),
            "months": [_month(each) for each in then.months],
            "difference": [
                {
                    "month": f"{gain.month:%Y-%m}",
                    "mean": round(gain.mean, 4),
                    "low": round(gain.low, 4),
                    "high": round(gain.high, 4),
                }
                for gain in gains(now, then)
            ],
        }
    return found


def _month(month: MonthForecast) -> dict[str, Any]:
    return {
        "month": f"{month.month:%Y-%m}",
        "expected_cases": round(month.cases, 1),
        "on_time_share": _share(month.on_time),
        "low": _share(month.low),
        "high": _share(month.high),
        "loads": [_load(each) for each in month.loads],
    }


def _load(load: RoleLoad) -> dict[str, Any]:
    return {
        "part": load.part.value,
        "group": load.group,
        "asked_hours": round(_HOURS * load.asked, 1),
        "taken_hours": round(_HOURS * load.taken, 1),
        "capacity_hours": round(_HOURS * load.free, 1),
        "use": round(load.use, 4),
    }


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
