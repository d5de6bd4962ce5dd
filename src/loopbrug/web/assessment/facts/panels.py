"""Who may take which part in an assessment: the rules of panels, asked of the rows of a region."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from loopbrug.core.assessment.model import Part
from loopbrug.core.outcomes.judging import Assessor, Panel, Side
from loopbrug.core.outcomes.panel import may_judge, panel_findings
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Profile, Sector
from loopbrug.web.accounts.queries import Membership, Role, User
from loopbrug.web.assessment.facts.calendars import class_key, pk_of, rooms_key, user_key
from loopbrug.web.assessment.models import Assessment, AssessorProfile
from loopbrug.web.assessment.queries.planning import (
    assessors_in,
    guided_in,
    memberships_in,
    schools_in,
)
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.queries import Dossier

_GUIDING = frozenset({Role.COACH, Role.INSTITUTE})
_SIDES = {Part.INSTITUTE: Side.INSTITUTE, Part.FIELD: Side.FIELD}


@dataclass(frozen=True, slots=True)
class Talent:
    """Everybody of a region who can take part, and what the rules ask about them.

    ``places`` are per person the roles with the organisation, ``guided`` per person the keys of
    the candidates they guide or coach; ``with_hours`` are the keys of who has hours at all.
    """

    profiles: tuple[AssessorProfile, ...]
    places: Mapping[int, tuple[Membership, ...]]
    guided: Mapping[int, frozenset[str]]
    schools: tuple[Organisation, ...]
    with_hours: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose assessment it is, as far as the choice of people goes."""

    dossier: Dossier
    profile: Profile
    sector: Sector
    subject: str


def talent_of(region: str, with_hours: Iterable[str]) -> Talent:
    """Return who can take part in a region."""
    places: dict[int, list[Membership]] = defaultdict(list)
    for membership in memberships_in(region):
        places[membership.user_id].append(membership)
    guided: dict[int, set[str]] = defaultdict(set)
    for part in guided_in(region):
        guided[part.user_id].add(user_key(part.dossier.candidate_id))
    return Talent(
        profiles=tuple(assessors_in(region)),
        places={key: tuple(found) for key, found in places.items()},
        guided={key: frozenset(found) for key, found in guided.items()},
        schools=tuple(schools_in(region)),
        with_hours=frozenset(with_hours),
    )


def choices_of(
    asked: Asked, talent: Talent, day: date, *, takeover: bool = False
) -> dict[Part, tuple[str, ...]]:
    """Return who may take each part, by key; nobody for a part is an empty tuple.

    Whoever was named for a part in the dossier is the only choice; with ``takeover`` they come
    first, and others may take over.
    """
    institute = asked.dossier.institute_id

    def chosen(named: tuple[str, ...], others: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        if named and not takeover:
            return named
        return tuple(dict.fromkeys((*named, *others())))

    return {
        Part.CANDIDATE: (user_key(asked.dossier.candidate_id),),
        Part.SCHOOL: _schools(asked, talent),
        Part.GUIDE: chosen(_named(asked.dossier, "guide"), partial(_guides, asked.dossier, talent)),
        Part.ROOM: (rooms_key(institute),) if institute else (),
    } | {
        part: chosen(
            _named(asked.dossier, "assessor", side.value),
            partial(_judges, asked, talent, side, day),
        )
        for part, side in _SIDES.items()
    }


def assessor_value(profile: AssessorProfile, talent: Talent, subjects: Iterable[str]) -> Assessor:
    """Return an assessor as the rules of panels know them.

    ``subjects`` are the words for what is to be judged: who is qualified for one of them is for
    all. A profile holds subjects ("wiskunde") or a whole sector ("po").
    """
    asked = frozenset(subjects)
    qualified = asked if asked & set(profile.subjects) else frozenset(profile.subjects)
    kinds, boards, institutes = Organisation.Kind, set(), set()
    for membership in talent.places.get(profile.user_id, ()):
        place = membership.organisation
        if place.kind == kinds.BOARD:
            boards.add(place.code)
        elif place.board is not None:
            boards.add(place.board.code)
        elif place.kind == kinds.INSTITUTE and membership.role != Role.ASSESSOR:
            institutes.add(place.code)
    return Assessor(
        key=user_key(profile.user_id),
        side=Side(profile.side),
        subjects=frozenset(qualified),
        boards=frozenset(boards),
        institutes=frozenset(institutes),
        coaches=talent.guided.get(profile.user_id, frozenset()),
        certified_until=profile.certified_until,
    )


def panel_of(asked: Asked, assessors: Iterable[Assessor] = (), lesson_at: str = "") -> Panel:
    """Return the panel of a case; ``lesson_at`` is the code of the school of the lesson."""
    school = asked.dossier.school
    return Panel(
        candidate=user_key(asked.dossier.candidate_id),
        subject=asked.subject,
        assessors=tuple(assessors),
        board=school.board.code if school and school.board else "",
        school=school.code if school else "",
        lesson_school=lesson_at,
        at_work=asked.profile is Profile.UNQUALIFIED,
    )


def findings_of_panel(
    asked: Asked, talent: Talent, people: Iterable[int], lesson_at: str, day: date
) -> tuple[Finding, ...]:
    """Return everything that does not fit in a panel of these people."""
    chosen = set(people)
    assessors = [
        assessor_value(profile, talent, words_of(asked))
        for profile in talent.profiles
        if profile.user_id in chosen
    ]
    return panel_findings(panel_of(asked, assessors, lesson_at), law(), day)


def words_of(asked: Asked) -> tuple[str, ...]:
    """Return the words under which somebody can be qualified for what is asked."""
    return asked.subject, asked.sector.value


def judges_of(asked: Asked, talent: Talent, side: Side, day: date) -> tuple[User, ...]:
    """Return who may judge for a side, also who has no hours."""
    panel = panel_of(asked)
    return tuple(
        profile.user
        for profile in talent.profiles
        if profile.side == side
        and (side is Side.FIELD or _of_institute(profile, asked.dossier, talent))
        and may_judge(assessor_value(profile, talent, words_of(asked)), panel, law(), day)
    )


def _judges(asked: Asked, talent: Talent, side: Side, day: date) -> tuple[str, ...]:
    keys = (user_key(user.pk) for user in judges_of(asked, talent, side, day))
    return tuple(key for key in keys if key in talent.with_hours)


def _of_institute(profile: AssessorProfile, dossier: Dossier, talent: Talent) -> bool:
    return any(
        place.organisation_id == dossier.institute_id
        for place in talent.places.get(profile.user_id, ())
    )


def _named(dossier: Dossier, role: str, side: str = "") -> tuple[str, ...]:
    parts = [
        part
        for part in dossier.participations.all()
        if part.role == role and part.side == side and part.ended_on is None
    ]
    return tuple(user_key(part.user_id) for part in parts[-1:])


def _guides(dossier: Dossier, talent: Talent) -> tuple[str, ...]:
    """Return who can guide: people of the institute or the school; of elsewhere when nobody is."""
    judging = {profile.user_id for profile in talent.profiles}
    near: list[str] = []
    far: list[str] = []
    board = dossier.school.board_id if dossier.school else None
    own = {dossier.institute_id, dossier.school_id, board} - {None}
    for pk, places in talent.places.items():
        guiding = [place for place in places if place.role in _GUIDING]
        if not guiding or pk in judging or user_key(pk) not in talent.with_hours:
            continue
        here = any(place.organisation_id in own for place in guiding)
        (near if here else far).append(user_key(pk))
    return tuple(near or far)


def _schools(asked: Asked, talent: Talent) -> tuple[str, ...]:
    """Return where the lesson can be seen: where one teaches, or at any other school."""
    dossier = asked.dossier
    at_work = asked.profile is Profile.UNQUALIFIED and dossier.school_id
    places = (
        [dossier.school_id]
        if at_work
        else [
            school.pk
            for school in talent.schools
            if school.sector == asked.sector and school.pk != dossier.school_id
        ]
    )
    # A class of the very subject comes before one that does for every subject.
    keys = [class_key(place, group) for group in (asked.subject, "") for place in places if place]
    found = tuple(key for key in keys if key in talent.with_hours)
    return found or tuple(class_key(place) for place in places if at_work and place)


def asked_of(row: Assessment, sector: Sector) -> Asked:
    """Return whose assessment a row is, for the choice of people."""
    return Asked(row.dossier, Profile(row.profile), sector, row.subject)


def lesson_code(talent: Talent, key: str) -> str:
    """Return the code of the school whose class has this key, "" when there is none."""
    codes = {school.pk: school.code for school in talent.schools}
    return codes.get(pk_of(key), "") if key.startswith("org:") else ""
