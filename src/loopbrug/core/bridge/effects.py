"""What an alternative comes to beside now, as findings: never more than is proved.

Where a search was cut off, a programme was found but a better one may exist: then its figures are
bounds, and the findings say "at least" and "at most".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loopbrug.core.bridge.alternatives import Alternative, Alternatives, Figures, week_of
from loopbrug.core.bridge.choices import Choice, ChoiceKind
from loopbrug.core.programme.model import Status
from loopbrug.core.terms.finding import Finding, Value, Weight
from loopbrug.core.terms.words import Weekday

STEPPED = (ChoiceKind.HOURS, ChoiceKind.TRAVEL)
"""Kinds whose values stand in order: giving more is only worth it when it brings more."""


@dataclass(frozen=True, slots=True)
class Told:
    """One alternative with what it is and what it does; ``beyond`` asks more for nothing more."""

    alternative: Alternative
    what: Finding
    effects: tuple[Finding, ...]
    unchanged: bool = False
    beyond: Choice | None = None


def told_alternatives(table: Alternatives) -> tuple[Told, ...]:
    """Return every row with its findings, in the order of the table."""
    return tuple(
        Told(
            row,
            what_finding(row.choice),
            tuple(effects_of(row, table.now)),
            is_unchanged(row, table.now),
            _lesser(row, table),
        )
        for row in table.rows
    )


def is_unchanged(row: Alternative, now: Figures | None) -> bool:
    """Return whether it is proved that nothing anybody asks about becomes otherwise."""
    then = row.figures
    if then is None or now is None:
        return then is now and row.status is Status.IMPOSSIBLE
    same = (then.hours, week_of(then.finish)) == (now.hours, week_of(now.finish))
    sure = then.exact and then.earliest and then.lightest
    return same and sure and then.peak == now.peak


def what_finding(choice: Choice) -> Finding:
    """Return what is otherwise with a choice."""
    kind, code = choice.kind, f"bridge.whatif-{choice.kind}"
    if kind is ChoiceKind.ONLINE:
        return _finding(f"{code}-{choice.value}")
    if kind is ChoiceKind.START:
        return _finding(code, day=date.fromisoformat(choice.value))
    if kind is ChoiceKind.DAY:
        return _finding(code, day=Weekday(int(choice.value)))
    names = {
        ChoiceKind.HOURS: "hours",
        ChoiceKind.TRAVEL: "minutes",
        ChoiceKind.VALIDATION: "outcome",
        ChoiceKind.INSTITUTE: "institute",
    }
    value: Value = int(choice.value) if kind in STEPPED else choice.value
    return _finding(code, **{names[kind]: value})


def effects_of(row: Alternative, now: Figures | None) -> Iterator[Finding]:
    """Yield what becomes otherwise, hours first; one finding when nothing does."""
    then = row.figures
    if then is None:
        yield _without_programme(row.status, now)
    elif now is None:
        yield _finding("bridge.whatif-opens")
    elif is_unchanged(row, now):
        yield _finding("bridge.whatif-same")
    else:
        yield _hours(then, now)
        if then.exact:
            yield from (_finish(then, now), *_peak(then, now))
        else:
            yield _finding("bridge.whatif-may-be-shorter")


def _without_programme(status: Status, now: Figures | None) -> Finding:
    if status is Status.UNDECIDED:
        return _finding("bridge.whatif-unknown")
    return _finding("bridge.whatif-shuts" if now else "bridge.whatif-still-none")


def _hours(then: Figures, now: Figures) -> Finding:
    if then.hours == now.hours:
        return _finding("bridge.whatif-hours-same" if then.exact else "bridge.whatif-hours-no-more")
    word = "fewer" if then.hours < now.hours else "more"
    bound = "" if then.exact else {"fewer": "-at-least", "more": "-at-most"}[word]
    return _finding(f"bridge.whatif-hours-{word}{bound}", hours=abs(then.hours - now.hours))


def _finish(then: Figures, now: Figures) -> Finding:
    days = (week_of(then.finish) - week_of(now.finish)).days if then.finish and now.finish else 0
    weeks = abs(days) // 7
    if not weeks:
        code = "finish-same" if then.earliest else "finish-no-later"
        return _finding(f"bridge.whatif-{code}")
    word = "later" if days > 0 else "sooner"
    bound = "" if then.earliest else {"sooner": "-at-least", "later": "-at-most"}[word]
    code = f"bridge.whatif-{word}{bound}"
    return _finding(f"{code}-one") if weeks == 1 else _finding(code, weeks=weeks)


def _peak(then: Figures, now: Figures) -> Iterator[Finding]:
    """Yield what becomes of the heaviest week; unproved, only that it gets lighter."""
    if then.peak < now.peak or (then.lightest and then.peak > now.peak):
        word = "lighter" if then.peak < now.peak else "heavier"
        yield _finding(f"bridge.whatif-peak-{word}", hours=then.peak)


def _lesser(row: Alternative, table: Alternatives) -> Choice | None:
    """Return the choice of the same kind that asks less and brings as much, if there is one."""
    then = row.figures
    if row.choice.kind not in STEPPED or then is None or not then.earliest or table.now is None:
        return None
    for other in table.rows:
        asks_less = other.choice.kind is row.choice.kind and _asks_less(other, row)
        if asks_less and other.figures and _brings_as_much(other.figures, then, table.now):
            return other.choice
    return None


def _asks_less(other: Alternative, row: Alternative) -> bool:
    return int(other.choice.value) < int(row.choice.value)


def _brings_as_much(lesser: Figures, then: Figures, now: Figures) -> bool:
    """Return whether the lesser choice gives the same gain, and a gain it is."""
    rank = (then.hours, week_of(then.finish))
    same = (lesser.hours, week_of(lesser.finish)) == rank
    return same and lesser.earliest and rank < (now.hours, week_of(now.finish))


def _finding(code: str, **values: Value) -> Finding:
    return Finding(code, values=tuple(sorted(values.items())), weight=Weight.INFORMS)
