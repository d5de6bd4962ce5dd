"""In which months an institute could start its units, so that every route has level months."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from loopbrug.core.programme.levelling.model import Course, Curriculum, LevellingProblem
from loopbrug.core.programme.model import Catalogue, Form, Unit


def starts_problem(
    catalogue: Catalogue,
    routes: Mapping[str, AbstractSet[str]],
    institute: str,
    months: int,
    undesired: frozenset[int] = frozenset(),
) -> LevellingProblem:
    """Return the levelling of an institute's taught units over so many months.

    Parameters
    ----------
    routes
        Per route the outcomes that it asks; a unit is of every route whose outcomes it covers.
    undesired
        Months, counted from 0, in which it is better not to start (holidays, tests).

    What a unit needs first starts in an earlier month: a unit, or the only one that teaches an
    outcome it needs.
    """
    units = sorted(
        (unit for unit in catalogue.units if _starts(unit, institute)), key=lambda unit: unit.code
    )
    curricula = (
        Curriculum(route, tuple(unit.code for unit in units if _serves(unit, asked)))
        for route, asked in sorted(routes.items())
    )
    return LevellingProblem(
        periods=months,
        courses=tuple(Course(unit.code, unit.hours, undesired) for unit in units),
        curricula=tuple(each for each in curricula if each.courses),
        before=tuple(sorted({pair for unit in units for pair in _before(unit, units)})),
    )


def _starts(unit: Unit, institute: str) -> bool:
    return unit.institute == institute and unit.form is Form.TAUGHT


def _serves(unit: Unit, asked: AbstractSet[str]) -> bool:
    return any(outcome in asked for outcome, _ in unit.covers)


def _before(unit: Unit, units: list[Unit]) -> list[tuple[str, str]]:
    known = {each.code for each in units}
    pairs = [(code, unit.code) for code in unit.needs_units if code in known]
    for outcome in unit.needs_outcomes:
        sources = [each.code for each in units if outcome in dict(each.covers)]
        if len(sources) == 1 and sources[0] != unit.code:
            pairs.append((sources[0], unit.code))
    return pairs
