"""What a good programme is: one function per constraint, each with one sentence.

The functions of ``WISHES`` yield the wish (as a finding) that an offering would break, so that
the same words serve to leave offerings out, to check a result, and to explain a conflict.
"""

from collections.abc import Callable, Iterator

from loopbrug.core.programme.catalogue_rules import catalogue_findings
from loopbrug.core.programme.model import Block, InWeeks, Offering, Wishes
from loopbrug.core.programme.teaching_weeks import session_days
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.geography import travel_minutes
from loopbrug.core.terms.words import TimeSlot

__all__ = ["WISHES", "broken_wishes", "catalogue_findings", "minutes_to"]

Rule = Callable[[Offering, int, Wishes], Iterator[Finding]]


def not_too_early(offering: Offering, load: int, wishes: Wishes) -> Iterator[Finding]:
    """Nothing starts before the person can."""
    del load
    if offering.period.first < wishes.start_on_or_after:
        yield wish_start(wishes)


def finished_in_time(offering: Offering, load: int, wishes: Wishes) -> Iterator[Finding]:
    """Everything has ended by the day the person wants to be done."""
    del load
    last, by = offering.period.last, wishes.finish_by
    if by is not None and (last is None or last > by):
        yield wish_finish(wishes)


def within_study_hours(offering: Offering, load: int, wishes: Wishes) -> Iterator[Finding]:
    """No week asks more study hours than the person has."""
    del offering
    if load > wishes.study_hours:
        yield wish_study_hours(wishes)


def not_while_away(offering: Offering, load: int, wishes: Wishes) -> Iterator[Finding]:
    """Nothing runs while the person is away."""
    del load
    for period in wishes.away:
        if period.overlaps(offering.period):
            last = period.last or period.first
            yield Finding.of("programme.wish-away", first=period.first, last=last)


def not_on_days_off(offering: Offering, load: int, wishes: Wishes) -> Iterator[Finding]:
    """No session falls on a day off."""
    del load
    if offering.slot is not None and offering.slot.day in wishes.days_off:
        yield Finding.of("programme.wish-day-off", day=offering.slot.day)


def beside_blocks(offering: Offering, load: int, wishes: Wishes) -> Iterator[Finding]:
    """No session, with the travel before and after, falls in a part of the week that is taken."""
    del load
    if offering.slot is None:
        return
    travel = minutes_to(offering, wishes)
    for block in wishes.blocks:
        if _meet(offering.slot, travel, block.slot) and _in_force(block, offering):
            yield wish_block(block)


def within_travel(offering: Offering, load: int, wishes: Wishes) -> Iterator[Finding]:
    """No session is further away than the person wants to travel."""
    del load
    most = wishes.travel_minutes
    if offering.slot is not None and most is not None and minutes_to(offering, wishes) > most:
        yield Finding.of("programme.wish-travel", minutes=most)


def online_when_asked(offering: Offering, load: int, wishes: Wishes) -> Iterator[Finding]:
    """Who wants to study online only has no session at a place."""
    del load
    if wishes.online_only and offering.slot is not None and offering.place is not None:
        yield Finding.of("programme.wish-online")


WISHES: tuple[Rule, ...] = (
    within_study_hours, finished_in_time, not_on_days_off, beside_blocks, not_while_away,
    within_travel, online_when_asked, not_too_early,
)  # fmt: skip


def broken_wishes(offering: Offering, load: int, wishes: Wishes) -> frozenset[Finding]:
    """Return every wish that taking this offering, at ``load`` hours a week, would break."""
    return frozenset(finding for rule in WISHES for finding in rule(offering, load, wishes))


def minutes_to(offering: Offering, wishes: Wishes) -> int:
    """Return the travel from home to the session, one way; 0 when there is none to know."""
    if offering.place is None or wishes.home is None:
        return 0
    return travel_minutes(wishes.home, offering.place)


def wish_start(wishes: Wishes) -> Finding:
    """Return the wish not to start before a day."""
    return Finding.of("programme.wish-start", day=wishes.start_on_or_after)


def wish_finish(wishes: Wishes) -> Finding:
    """Return the wish to be done by a day; raises ``ValueError`` when there is none."""
    if wishes.finish_by is None:
        msg = "there is no day to finish by"
        raise ValueError(msg)
    return Finding.of("programme.wish-finish-by", day=wishes.finish_by)


def wish_study_hours(wishes: Wishes) -> Finding:
    """Return the wish for at most so many study hours a week."""
    return Finding.of("programme.wish-study-hours", hours=wishes.study_hours)


def wish_block(block: Block) -> Finding:
    """Return the wish to keep a part of the week; blocks of one label are one wish."""
    if block.label:
        return Finding.of("programme.wish-block", block.label, label=block.label)
    if block.weeks is not InWeeks.EVERY:
        code = f"programme.wish-block-{block.kind}-some-weeks"
        return Finding.of(code, day=block.slot.day, weeks=block.weeks)
    return Finding.of(f"programme.wish-block-{block.kind}", day=block.slot.day)


def _in_force(block: Block, offering: Offering) -> bool:
    """Return whether the block holds in a week with a session; holidays are left aside."""
    if block.weeks is InWeeks.EVERY and offering.every == 1:
        return block.period is None or block.period.overlaps(offering.period)
    days = session_days(offering, ())
    return any(
        block.weeks.holds(day) and (block.period is None or day in block.period) for day in days
    )


def _meet(session: TimeSlot, travel: int, block: TimeSlot) -> bool:
    """Return whether a session and the travel around it touch a block."""
    if session.day != block.day:
        return False
    start = session.start.hour * 60 + session.start.minute - travel
    end = session.end.hour * 60 + session.end.minute + travel
    return (
        start < block.end.hour * 60 + block.end.minute
        and block.start.hour * 60 + block.start.minute < end
    )
