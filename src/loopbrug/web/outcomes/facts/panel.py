"""Who can judge in a dossier, as far as the rows of this room and the rooms below tell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from loopbrug.core.outcomes.judging import Assessor, Panel, Side
from loopbrug.core.outcomes.panel import objections, panel_findings, subject_judged
from loopbrug.core.terms.finding import Finding, Weight, blocking
from loopbrug.web.accounts.queries import Membership, User
from loopbrug.web.organisations.queries import Kind
from loopbrug.web.outcomes.facts import Standing
from loopbrug.web.outcomes.known_assessors import Known, known_of
from loopbrug.web.outcomes.queries import Round
from loopbrug.web.outcomes.queries.rounds import assessors_of, guides_of, memberships_of
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.queries import Dossier


@dataclass(frozen=True, slots=True)
class Eligible:
    """Somebody who could take a seat, with everything that speaks for or against it."""

    user: User
    places: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether the law keeps them from this seat."""
        return bool(blocking(self.findings))

    @property
    def asks_why(self) -> bool:
        """Whether somebody must say why they sit there all the same."""
        return not self.blocked and bool(keeping_out(self.findings))

    @property
    def told(self) -> tuple[Finding, ...]:
        """What a person should weigh; what merely is not known stays out."""
        return tuple(one for one in self.findings if one.weight is not Weight.INFORMS)


@dataclass(frozen=True, slots=True)
class Bench:
    """The people a panel is made of and what is known of each; read once for a whole page."""

    dossier: Dossier
    subject: str
    words: frozenset[str]
    memberships: Mapping[int, list[Membership]]
    guides: frozenset[int]
    known: Mapping[int, Known]

    def assessor(self, user: int, side: Side) -> Assessor:
        """Return somebody as the panel rules know them; of unknown subjects nothing is held.

        Who is qualified for one of the words of what is judged, its sector say, is for all.
        """
        boards, institutes = set[str](), set[str]()
        for membership in self.memberships.get(user, []):
            place = membership.organisation
            if place.kind == Kind.BOARD:
                boards.add(place.code)
            elif place.kind == Kind.SCHOOL and place.board:
                boards.add(place.board.code)
            elif place.kind == Kind.INSTITUTE:
                institutes.add(place.code)
        known = self.known.get(user, Known())
        able = known.subjects is None or bool(known.subjects & self.words)
        subjects = frozenset({self.subject}) if able else known.subjects or frozenset()
        return Assessor(
            key=str(user),
            side=side,
            subjects=subjects,
            boards=frozenset(boards),
            institutes=frozenset(institutes),
            coaches=frozenset({self.candidate}) if user in self.guides else frozenset(),
            certified_until=known.certified_until,
        )

    @property
    def candidate(self) -> str:
        """The key of the candidate."""
        return str(self.dossier.candidate_id)

    def panel(self, seated: Iterable[tuple[int, Side]]) -> Panel:
        """Return the panel these people make."""
        school = self.dossier.school
        return Panel(
            candidate=self.candidate,
            subject=self.subject,
            assessors=tuple(self.assessor(user, side) for user, side in seated),
            board=school.board.code if school and school.board else "",
            school=school.code if school else "",
        )


def bench_of(dossier: Dossier, standing: Standing, users: Iterable[int]) -> Bench:
    """Return what is known of ``users`` as assessors in a dossier, in a handful of questions."""
    keys = list(dict.fromkeys(users))
    found: defaultdict[int, list[Membership]] = defaultdict(list)
    for membership in memberships_of(keys):
        found[membership.user_id].append(membership)
    subject = subject_of(standing)
    sector = standing.qualification.sector.value if standing.qualification else subject
    words = frozenset({subject, sector})
    return Bench(dossier, subject, words, found, guides_of(dossier), known_of(keys))


def subject_of(standing: Standing) -> str:
    """Return what assessors must be able to judge: the subject, or the sector without one."""
    wanted = standing.qualification
    return subject_judged(wanted.subject, wanted.sector) if wanted else ""


def keeping_out(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what keeps somebody from a seat as long as nobody says why not: law and practice."""
    keeps = (Weight.BLOCKS, Weight.CONDITION)
    return tuple(finding for finding in findings if finding.weight in keeps)


def seated_in(row: Round) -> list[tuple[int, Side]]:
    """Return who sits in a round now, on which side."""
    return [(one.assessor_id, Side(one.side)) for one in row.seats.all() if one.left_on is None]


def speaks_against(
    joining: tuple[int, Side],
    others: list[tuple[int, Side]],
    dossier: Dossier,
    standing: Standing,
    day: date,
) -> tuple[Finding, ...]:
    """Return what speaks against somebody joining ``others`` in a dossier."""
    user, side = joining
    bench = bench_of(dossier, standing, [user, *(one for one, _side in others)])
    return objections(bench.assessor(user, side), bench.panel(others), law(), day)


def eligible_for(row: Round, side: Side, standing: Standing, day: date) -> tuple[Eligible, ...]:
    """Return every assessor of the region for a seat, those without objections first."""
    by_user: defaultdict[int, list[Membership]] = defaultdict(list)
    for membership in assessors_of(row.dossier.region):
        by_user[membership.user_id].append(membership)
    others = [(user, place) for user, place in seated_in(row) if place is not side]
    bench = bench_of(row.dossier, standing, [*by_user, *(user for user, _side in others)])
    panel = bench.panel(others)
    found = [
        Eligible(
            of[0].user,
            tuple(str(one.organisation) for one in of),
            objections(bench.assessor(user, side), panel, law(), day),
        )
        for user, of in by_user.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.blocked, len(one.told))))


def panel_faults(row: Round, standing: Standing, day: date) -> tuple[Finding, ...]:
    """Return what does not fit in the panel of a round as it sits now."""
    seated = seated_in(row)
    bench = bench_of(row.dossier, standing, [user for user, _side in seated])
    return panel_findings(bench.panel(seated), law(), day)
