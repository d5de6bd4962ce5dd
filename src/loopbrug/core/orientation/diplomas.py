"""What a route asks of diplomas: which levels admit, and what stands in for them."""

from collections.abc import Iterator

from loopbrug.core.law.model import Dated
from loopbrug.core.orientation.case import Case, counts_as, height, told
from loopbrug.core.orientation.model import Diploma, Level
from loopbrug.core.orientation.months import months_covered
from loopbrug.core.orientation.routes import Route
from loopbrug.core.orientation.subjects import is_kin, load_subjects
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Degree, Period


def admitting(case: Case, levels: tuple[str, ...]) -> tuple[Diploma, ...]:
    """Return the finished diplomas of these levels: kin to the wish first, then the highest."""
    found = [diploma for diploma in case.finished() if counts_as(diploma) in levels]
    subject = case.wanted.subject
    return tuple(sorted(found, key=lambda d: (not is_kin(d.field, subject), -height(d.level))))


def to_be_valued(case: Case, levels: tuple[str, ...]) -> tuple[Diploma, ...]:
    """Return the foreign diplomas that would be of these levels, once valued."""
    return tuple(d for d in case.finished() if counts_as(d) is None and d.level in levels)


def _met(case: Case, route: Route, rule: Dated, levels: tuple[str, ...]) -> Iterator[Finding]:
    """Yield what admits, or a valuation that would; nothing when there is neither."""
    found = admitting(case, levels)
    if found:
        about = route.code
        yield told("degree-met", about, source=rule.source, title=found[0].title)
        return
    valuation = case.rule("foreign.valuation_needed").source
    for diploma in to_be_valued(case, levels):
        yield told(
            "diploma-valuation-needed",
            route.code,
            Weight.CONDITION,
            valuation,
            title=diploma.title,
            country=diploma.country,
        )


def degree(case: Case, route: Route) -> Iterator[Finding]:
    """A finished diploma of a level that admits, or a foreign one that is valued so."""
    levels, rule = case.codes(route.levels), case.rule(route.levels)
    found = tuple(_met(case, route, rule, levels))
    yield from found or (_missing(case, route, rule, levels),)
    if not found:
        yield from _unfinished(case, route, levels)


def _missing(case: Case, route: Route, rule: Dated, levels: tuple[str, ...]) -> Finding:
    return told(
        "degree-missing",
        route.code,
        Weight.BLOCKS,
        rule.source,
        highest=highest(case).value,
        levels=levels,
    )


def highest(case: Case) -> Level:
    """Return the highest level of a finished diploma that counts here."""
    counted = [level for d in case.finished() if (level := counts_as(d))]
    return max(counted, key=height, default=Level.NONE)


def _unfinished(case: Case, route: Route, levels: tuple[str, ...]) -> Iterator[Finding]:
    for diploma in case.person.diplomas:
        if not diploma.finished and diploma.level in levels:
            yield told("degree-within-reach", route.code, title=diploma.title)


def master(case: Case, route: Route) -> Iterator[Finding]:
    """For the first degree institutes usually ask a related university master."""
    rule, guide = case.rule("zib_vo.first_degree_levels"), case.rule("vo1.related_ec")
    if not admitting(case, case.codes(rule.name)):
        yield told("master-to-judge", route.code, Weight.CONDITION, rule.source)
    ec = case.number(guide.name)
    yield told("first-degree-guide", route.code, source=guide.source, ec=ec)


def admission(case: Case, route: Route) -> Iterator[Finding]:
    """A diploma that admits to a part-time training, or else an entrance exam: never closed."""
    levels, rule = case.codes(route.levels), case.rule(route.levels)
    found = tuple(_met(case, route, rule, levels))
    yield from found
    if not found:
        exam = case.rule("part_time.entrance_exam_age")
        age = case.number(exam.name)
        yield told("entrance-exam", route.code, Weight.CONDITION, exam.source, age=age)


def degree_or_experience(case: Case, route: Route) -> Iterator[Finding]:
    """A diploma, or years in the trade at hbo level: the mbo board judges."""
    levels, rule = case.codes(route.levels), case.rule(route.levels)
    found = tuple(_met(case, route, rule, levels))
    yield from found
    if found:
        return
    years = case.rule("mbo.experience_alt")
    months, needed = trade_months(case), case.number(years.name)
    code = "trade-long-enough" if months >= needed else "trade-too-short"
    weight = Weight.INFORMS if months >= needed else Weight.BLOCKS
    yield told(code, route.code, weight, years.source, months=months, needed=needed)
    yield from _hbo_level(case, route, years)
    test = case.rule("pdg.capacity_test_max_age")
    limit = case.number(test.name)
    yield told("capacity-test", route.code, source=test.source, months=limit)


def trade_months(case: Case) -> int:
    """Return the months of work in jobs kin to the wish, or in all jobs when none is."""
    jobs = [job for job in case.person.jobs if is_kin(job.field, case.wanted.subject)]
    return months_covered(
        [Period(job.since, job.until) for job in jobs or case.person.jobs], case.day
    )


def _hbo_level(case: Case, route: Route, rule: Dated) -> Iterator[Finding]:
    """Hbo level without the diploma is always to be shown, also when work suggests it."""
    stated = any(job.hbo_level for job in case.person.jobs)
    code = "hbo-level-stated" if stated else "hbo-level-to-show"
    yield told(code, route.code, Weight.CONDITION, rule.source)


def profile_entry(case: Case, route: Route) -> Iterator[Finding]:
    """A degree; or, for four vmbo profiles, mbo-4 with hbo level and experience."""
    degrees, rule = case.codes(route.levels), case.rule("vmbo.profile_levels")
    found = tuple(_met(case, route, case.rule(route.levels), degrees))
    yield from found
    if found:
        return
    four = case.rule("vmbo.mbo4_profiles")
    profiles = case.codes(four.name)
    if case.wanted.subject not in profiles:
        yield told(
            "profile-asks-degree",
            route.code,
            Weight.BLOCKS,
            four.source,
            subjects=profiles,
        )
        return
    yield from _mbo4(case, route, rule)


def _mbo4(case: Case, route: Route, rule: Dated) -> Iterator[Finding]:
    levels = case.codes(rule.name)
    enough, foreign = admitting(case, levels), tuple(_met(case, route, rule, levels))
    if enough:
        yield told("mbo4-counts", route.code, source=rule.source, title=enough[0].title)
    elif foreign:
        yield from foreign
    elif highest(case) is Level.AD:
        yield told("ad-to-judge", route.code, Weight.CONDITION, rule.source)
    else:
        yield _missing(case, route, rule, levels)
    yield from _hbo_level(case, route, rule)


def kin_subjects(case: Case, degree: Degree) -> tuple[str, ...]:
    """Return the subjects with a qualification of this degree that the person's fields suggest."""
    fields = tuple(case.fields())
    return tuple(
        subject.code
        for subject in load_subjects().values()
        if degree in subject.degrees and any(is_kin(each, subject.code) for each in fields)
    )
