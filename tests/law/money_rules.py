"""Facts of a money case as values of the core, and the rule each case asks."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from loopbrug.core.finance.model import EndedBy
from loopbrug.core.fund.factors import assumptions
from loopbrug.core.fund.losses import Ground, board_share
from loopbrug.core.fund.model import Entrant, Phase
from loopbrug.core.fund.stopping import stopped
from loopbrug.core.law.loader import load_law
from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.law.trace import figure

Facts = Mapping[str, Any]
Answer = dict[str, Any]
"""What a rule says, by the names a case expects it under; ``findings`` are codes."""

LAW = load_law()


def built(kind: Any, given: Any) -> Any:
    """Return facts from a file as a value of ``kind``: numbers exact, words as codes."""
    origin = get_origin(kind)
    if given is None or (origin in (Union, UnionType) and given is None):
        return None
    if origin in (Union, UnionType):
        return built(next(each for each in get_args(kind) if each is not type(None)), given)
    if origin is tuple:
        return tuple(built(get_args(kind)[0], each) for each in given)
    if is_dataclass(kind):
        return _built_from(kind, given)
    if kind is Decimal:
        return Decimal(str(given))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(given)
    return given


def _built_from(kind: Any, given: Facts) -> Any:
    if unknown := set(given) - {each.name for each in fields(kind)}:
        raise KeyError(f"{kind.__name__} has no {sorted(unknown)}")
    hints = get_type_hints(kind)
    return kind(**{name: built(hints[name], value) for name, value in given.items()})


def figure_in_force(given: Facts, day: date) -> Answer:
    """Return what the register says on a day; ``unknown`` when it says nothing."""
    try:
        used = figure(LAW, given["name"], day)
    except NoLawInForceError:
        return {"unknown": True}
    dated = used.dated
    return {
        "unknown": False,
        "value": list(dated.value) if isinstance(dated.value, tuple) else dated.value,
        "confidence": dated.source.confidence.value,
        "provisional_since": used.provisional_since,
        "certain": used.certain,
        "law": str(dated.source),
        "formula": dated.formula,
        "until": dated.until,
    }


def step_of_scale(given: Facts, day: date) -> Answer:
    """Return what a step of a scale pays a month at full time."""
    table = figure(LAW, f"salary.{given['sector']}_{given['scale'].lower()}", day)
    value = table.dated.value
    assert isinstance(value, tuple)
    return {
        "month": value[given["step"] - 1],
        "steps": len(value),
        "provisional_since": table.provisional_since,
    }


def most_ever(given: Facts, _day: date) -> Answer:
    """Return the highest value a figure ever had."""
    values = [one.value for one in LAW.parameters if one.name == given["name"]]
    return {"value": max(Decimal(str(value)) for value in values)}


def _ground(day: date) -> Ground:
    return Ground(LAW, day, assumptions(LAW, day))


def _entrant(given: Facts) -> Entrant:
    usual = {"board": "b", "phase": Phase.SECOND_YEAR.value, "guidance_hours": 40}
    entrant: Entrant = built(Entrant, {**usual, **given})
    return entrant


def share_of_benefit(given: Facts, day: date) -> Answer:
    """Return which percentage of an unemployment benefit the board bears."""
    used = board_share(_entrant(given), _ground(day))
    return {"percent": used.dated.value, "law": str(used.dated.source)}


def stopping(given: Facts, day: date) -> Answer:
    """Return what stopping in a month costs, by kind, and what goes back."""
    place = {key: value for key, value in given.items() if key in _PLACE}
    end = EndedBy(given["ended_by"])
    received = Decimal(str(given.get("received", 0)))
    found = stopped(_entrant(place), given["month"], end, received, _ground(day))
    return {
        "kinds": [line.kind.value for line in found.lines],
        "gives_back": found.gives_back,
        "findings": [each.code for each in found.findings],
        **{line.kind.value: line.expected for line in found.lines},
    }


_PLACE = {"sector", "contract", "effort_made", "phase"}
RULES: Mapping[str, Callable[[Facts, date], Answer]] = {
    "cijfer": figure_in_force,
    "trede": step_of_scale,
    "hoogste ooit": most_ever,
    "deel van de uitkering": share_of_benefit,
    "stoppen": stopping,
}
