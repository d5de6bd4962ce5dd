"""The dates that matter in a bridge, each with the rule or the plan it comes from."""

from collections.abc import Iterable, Iterator
from datetime import date

from loopbrug.core.bridge.model import Dossier, KeyDate
from loopbrug.core.law.model import Law, NoLawInForceError
from loopbrug.core.orientation.model import Term
from loopbrug.core.pathway.deadlines import appointment_ends, promised_on, term_of
from loopbrug.core.pathway.final_chances import final_chances
from loopbrug.core.programme.model import Catalogue, Programme
from loopbrug.core.terms.finding import Finding, LegalSource, Value, Weight
from loopbrug.core.terms.words import Sector


def key_dates(
    dossier: Dossier,
    programme: Programme | None,
    terms: Iterable[Term],
    catalogue: Catalogue,
    law: Law,
    *,
    day: date,
) -> tuple[KeyDate, ...]:
    """Return every date that matters, earliest first; ``day`` is the day of asking."""
    found = [
        *promise(dossier, law, day),
        *intake(dossier, catalogue, law, day),
        *plan(programme),
        *appointment(dossier, programme, law),
        *chances(dossier, programme, catalogue, law),
        *term_ends(terms),
        *contract_ends(dossier, day),
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.code)))


def _dated(code: str, day: date, source: LegalSource | None = None, **values: Value) -> KeyDate:
    told = tuple(sorted({"day": day, **values}.items()))
    why = Finding(code, "", told, source, Weight.INFORMS)
    return KeyDate(code, day, why)


def promise(dossier: Dossier, law: Law, day: date) -> Iterator[KeyDate]:
    """Yield the day we promise a verdict on suitability, counted from the first day."""
    opened = dossier.started_on or day
    promised = _promised(opened, law)
    if promised:
        source = law.on("go.target_total", opened).source
        yield _dated("bridge.date-promise", promised, source, opened_on=opened)


def _promised(opened: date, law: Law) -> date | None:
    """Return the promised day; None for a dossier from before we promised anything."""
    try:
        return promised_on(opened, law)
    except NoLawInForceError:
        return None


def intake(dossier: Dossier, catalogue: Catalogue, law: Law, day: date) -> Iterator[KeyDate]:
    """Yield the first start in the region after the promise and the wish, if there is one."""
    promised = _promised(dossier.started_on or day, law)
    wish = dossier.wishes.start_on_or_after
    earliest = max(wish, promised or wish)
    starts = [each.period.first for each in catalogue.offerings if each.period.first >= earliest]
    if starts:
        yield _dated("bridge.date-intake", min(starts), earliest=earliest)


def plan(programme: Programme | None) -> Iterator[KeyDate]:
    """Yield the first and the last day of the programme."""
    if programme is None or not programme.units or programme.finish is None:
        return
    first = min(unit.period.first for unit in programme.units)
    yield _dated("bridge.date-start", first, count=len(programme.units))
    yield _dated("bridge.date-finish", programme.finish, hours=programme.hours)


def appointment(dossier: Dossier, programme: Programme | None, law: Law) -> Iterator[KeyDate]:
    """Yield the last day of an appointment that would begin with the programme."""
    if not dossier.person.appointment or programme is None or not programme.units:
        return
    starts = min(unit.period.first for unit in programme.units)
    rule = term_of("appointment.zib_max", dossier.person.wanted.sector, starts, law)
    yield _dated(
        "bridge.date-appointment-ends",
        appointment_ends(starts, law),
        rule.source,
        starts_on=starts,
    )


def chances(
    dossier: Dossier, programme: Programme | None, catalogue: Catalogue, law: Law
) -> Iterator[KeyDate]:
    """Yield the weeks of the final assessment, for who will be appointed on a statement."""
    wanted = dossier.person.wanted
    if not dossier.person.appointment or programme is None or programme.finish is None:
        return
    if wanted.sector is Sector.MBO or not programme.units:
        return
    starts = min(unit.period.first for unit in programme.units)
    source = law.on("bo.min_chances", starts).source
    found = final_chances(programme.finish, starts, catalogue.holidays, law, wanted.sector)
    for number, week in enumerate(found.weeks, start=1):
        yield _dated("bridge.date-final-chance", week, source, number=number)


def term_ends(terms: Iterable[Term]) -> Iterator[KeyDate]:
    """Yield the last day of every lawful term of teaching unqualified."""
    for term in terms:
        yield _dated("bridge.date-term-ends", term.last, term.source, employer=term.employer)


def contract_ends(dossier: Dossier, day: date) -> Iterator[KeyDate]:
    """Yield the last day of every teaching contract that still runs."""
    for post in dossier.person.posts:
        if post.until is not None and post.until >= day:
            yield _dated("bridge.date-contract-ends", post.until, employer=post.employer)
