"""How long somebody may teach unqualified at one employer, and until which day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from loopbrug.core.law.model import Law
from loopbrug.core.orientation.case import told
from loopbrug.core.orientation.model import Person, Post, PostKind, Term
from loopbrug.core.orientation.months import last_day, months_later
from loopbrug.core.orientation.routes import months_of
from loopbrug.core.terms.finding import Finding, LegalSource, Weight
from loopbrug.core.terms.words import Sector

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A lawful term: its code, and the parameters that hold it, first term first."""

    code: str
    parameters: tuple[str, ...]
    break_parameter: str = ""


_VO = _Rule(
    "vo-unqualified",
    ("vo.unqualified_first", "vo.unqualified_extension", "vo.unqualified_second_extension"),
    "vo.unqualified_break",
)
_VO_OTHER = _Rule(
    "vo-other-subject",
    ("vo.other_subject_first", "vo.other_subject_extension"),
    "vo.unqualified_break",
)
_MBO = _Rule("mbo-unqualified", ("mbo.unqualified_first", "mbo.unqualified_extension"))
RULES: Mapping[tuple[Sector, PostKind], _Rule] = {
    (Sector.VO, PostKind.UNQUALIFIED): _VO,
    (Sector.VO, PostKind.OTHER_SUBJECT): _VO_OTHER,
    (Sector.MBO, PostKind.UNQUALIFIED): _MBO,
    (Sector.MBO, PostKind.OTHER_SUBJECT): _MBO,
}
"""Primary and special education have no such rule: see the notice on that."""


def terms_of(person: Person, law: Law, day: date) -> tuple[Term, ...]:
    """Return the running terms of teaching unqualified, one per employer and rule.

    Posts at one employer, also at different schools, share a term. In secondary education a
    break no longer than the law says counts through; a longer one begins a new term.
    """
    lawful = [post for post in person.posts if (post.sector, post.kind) in RULES]
    found = []
    for (employer, code), posts in groupby(sorted(lawful, key=_key), key=_key_of_group):
        running = _running(tuple(posts), law, day)
        if running:
            rule = next(each for each in RULES.values() if each.code == code)
            found.append(_term(employer, rule, running, law, day))
    return tuple(found)


def _key_of_group(post: Post) -> tuple[str, str]:
    return post.employer, RULES[post.sector, post.kind].code


def _key(post: Post) -> tuple[str, str, date]:
    return (*_key_of_group(post), post.since)


def _running(posts: tuple[Post, ...], law: Law, day: date) -> tuple[Post, ...]:
    """Return the posts that share the term that runs on ``day`` or begins after it."""
    rule = RULES[posts[0].sector, posts[0].kind]
    chains = list(_chains(posts, rule, law, day))
    alive = [chain for chain in chains if any(p.until is None or p.until >= day for p in chain)]
    return alive[0] if alive else ()


def _chains(posts: Iterable[Post], rule: _Rule, law: Law, day: date) -> Iterator[tuple[Post, ...]]:
    """Yield runs of posts without a break that is too long, earliest first."""
    chain: tuple[Post, ...] = ()
    for post in posts:
        if chain and not _counts_through(chain, post, rule, law, day):
            yield chain
            chain = ()
        chain = (*chain, post)
    yield chain


def _counts_through(chain: tuple[Post, ...], post: Post, rule: _Rule, law: Law, day: date) -> bool:
    ends = [each.until for each in chain]
    if None in ends:
        return True
    last = max(end for end in ends if end is not None)
    if not rule.break_parameter:
        return post.since <= last + _ONE_DAY
    months = months_of(law.on(rule.break_parameter, max(day, post.since)))
    return post.since <= months_later(last, months) + _ONE_DAY


def _term(employer: str, rule: _Rule, posts: tuple[Post, ...], law: Law, day: date) -> Term:
    first = posts[0].since
    parts = [law.on(name, max(day, first)) for name in rule.parameters]
    lengths = [months_of(part) for part in parts]
    ends = [last_day(first, sum(lengths[: count + 1])) for count in range(len(lengths))]
    source = parts[0].source
    return Term(
        employer=employer,
        rule=rule.code,
        first=first,
        last=ends[0],
        extended_last=ends[-1] if len(ends) > 1 else None,
        source=source,
        findings=(
            *_where_it_stands(employer, ends, source, day),
            *_breaks(employer, posts, source),
            *_contracts(employer, posts, ends[0], source),
        ),
    )


def _where_it_stands(
    employer: str, ends: list[date], source: LegalSource, day: date
) -> Iterator[Finding]:
    """Yield whether the term runs, needs its extension, or is over."""
    if day <= ends[0]:
        code, weight = "term-runs", Weight.INFORMS
    elif day <= ends[-1]:
        code, weight = "term-extended", Weight.WARNS
    else:
        code, weight = "term-over", Weight.WARNS
    yield told(code, employer, weight, source, employer=employer, last=ends[0], extended=ends[-1])


def _breaks(employer: str, posts: tuple[Post, ...], source: LegalSource) -> Iterator[Finding]:
    """Yield each break that counts through, so that nobody is surprised by the end."""
    reached = posts[0].until
    for post in posts[1:]:
        if reached is not None and post.since > reached + _ONE_DAY:
            gap = (reached + _ONE_DAY, post.since - _ONE_DAY)
            yield told(
                "term-break-counts",
                employer,
                source=source,
                employer=employer,
                first=gap[0],
                last=gap[1],
            )
        reached = None if reached is None or post.until is None else max(reached, post.until)


def _contracts(
    employer: str, posts: tuple[Post, ...], last: date, source: LegalSource
) -> Iterator[Finding]:
    """Yield a warning for a last contract that ends before the law makes it end."""
    if any(post.until is None for post in posts):
        return
    until = max(post.until for post in posts if post.until is not None)
    if until < last:
        yield told(
            "contract-ends-before-term",
            employer,
            Weight.WARNS,
            source,
            employer=employer,
            until=until,
            last=last,
        )
