"""A proposal as a person reads it: each appointment before and after, and who hears what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from loopbrug.core.assessment.model import Part
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.accounts.queries import Role, User, people_with_role
from loopbrug.web.assessment.facts.calendars import pk_of, user_key
from loopbrug.web.assessment.facts.findings import findings_in
from loopbrug.web.assessment.facts.plan_page import plans_of
from loopbrug.web.assessment.facts.tracks import local
from loopbrug.web.assessment.permissions import planned_by
from loopbrug.web.assessment.queries import Assessment, Proposal
from loopbrug.web.assessment.queries.desk import with_keys
from loopbrug.web.organisations.queries import Organisation

JUDGES = frozenset({Part.INSTITUTE, Part.FIELD, Part.GUIDE})


class Heard(StrEnum):
    """What one person hears of one appointment."""

    NEW = "new"
    """It is new for them, or they are new in it."""
    MOVED = "moved"
    OTHERS = "others"
    """It stays where it was, with other people."""
    GONE = "gone"
    """It does not take place, or not with them."""


@dataclass(frozen=True, slots=True)
class Where:
    """An appointment before or after: when, and who takes part by part."""

    starts: datetime
    people: Mapping[Part, User | Organisation]

    @property
    def names(self) -> tuple[str, ...]:
        """Who takes part, in words."""
        return tuple(str(who) for who in self.people.values())


@dataclass(frozen=True, slots=True)
class Changed:
    """One appointment that changes; before None: it is new, after None: it goes."""

    assessment: Assessment
    title: Bilingual
    before: Where | None
    after: Where | None

    @property
    def takeovers(self) -> tuple[tuple[str, str], ...]:
        """Who is followed by whom in judging or guiding."""
        if self.before is None or self.after is None:
            return ()
        was, will = self.before.people, self.after.people
        return tuple(
            (str(was[part]), str(will[part]))
            for part in JUDGES & was.keys() & will.keys()
            if was[part] != will[part]
        )


@dataclass(frozen=True, slots=True)
class Told:
    """Everything one person will hear: what of which appointment."""

    user: User
    lines: tuple[tuple[Heard, Changed], ...]


@dataclass(frozen=True, slots=True)
class Danger:
    """A promise that stays in danger: whose, and everything there is to say of it."""

    assessment: Assessment
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A proposal laid out for one person; ``hidden`` changes are in dossiers they do not plan."""

    row: Proposal
    changes: tuple[Changed, ...]
    told: tuple[Told, ...]
    dangers: tuple[Danger, ...]
    hidden: int


def laid_out(proposal: Proposal, viewer: User) -> Laid:
    """Return a proposal for somebody, in a constant number of questions.

    ``told`` leaves out the viewer: whoever confirms it knows.
    """
    found = {str(row.pk): row for row in with_keys(_keys(proposal))}
    mine = planned_by(viewer, (row.dossier for row in found.values()))
    seen = {key: row for key, row in found.items() if row.dossier_id in mine}
    names = _Names.of(proposal, found)
    changes = tuple(_changed(one, seen, names) for one in proposal.changes if one["case"] in seen)
    told = tuple(_told(changes, names, viewer))
    dangers = tuple(_dangers(proposal, seen))
    return Laid(proposal, changes, told, dangers, len(proposal.changes) - len(changes))


def _keys(proposal: Proposal) -> set[int]:
    cases = {change["case"] for change in proposal.changes}
    return {int(key) for key in cases | {finding["about"] for finding in proposal.findings}}


@dataclass(frozen=True, slots=True)
class _Names:
    """People and places by how the planner names them, and who speaks for each school."""

    known: Mapping[str, User | Organisation]
    speakers: Mapping[int, tuple[User, ...]]

    @classmethod
    def of(cls, proposal: Proposal, rows: Mapping[str, Assessment]) -> "_Names":
        keys = {
            key
            for change in proposal.changes
            for side in (change["before"], change["after"])
            if side
            for _, key in side["people"]
        }
        users = User.objects.filter(pk__in=[pk_of(key) for key in keys if _is(key, "user")])
        wanted = [pk_of(key) for key in keys if _is(key, "org") or _is(key, "rooms")]
        places = Organisation.objects.filter(pk__in=wanted).select_related("board")
        by_pk = {place.pk: place for place in places}
        known: dict[str, User | Organisation] = {user_key(user.pk): user for user in users}
        schools: list[Organisation] = []
        for key in keys:
            if (_is(key, "org") or _is(key, "rooms")) and pk_of(key) in by_pk:
                known[key] = by_pk[pk_of(key)]
                schools += [by_pk[pk_of(key)]] if _is(key, "org") else []
            row = rows.get(str(pk_of(key)))
            if _is(key, "class") and row is not None and row.dossier.school is not None:
                known[key] = row.dossier.school
                schools.append(row.dossier.school)
        return cls(known, _speakers(schools))


def _is(key: str, kind: str) -> bool:
    return key.partition(":")[0] == kind


def _speakers(schools: Iterable[Organisation]) -> dict[int, tuple[User, ...]]:
    """Return who hears for each school: its own people, of the board when it has nobody."""
    rows = list(schools)
    places = {place for row in rows for place in (row.pk, row.board_id) if place}
    at: dict[int, list[User]] = defaultdict(list)
    for membership in people_with_role([Role.SCHOOL], places):
        at[membership.organisation_id].append(membership.user)
    return {row.pk: tuple(at.get(row.pk) or at.get(row.board_id or 0) or ()) for row in rows}


def _changed(one: Mapping[str, Any], rows: Mapping[str, Assessment], names: _Names) -> Changed:
    row = rows[one["case"]]
    plan = plans_of(row.profile).get(one["step"])
    title = plan.title if plan else Bilingual(one["step"], one["step"])
    return Changed(row, title, _where(row, one["before"], names), _where(row, one["after"], names))


def _where(row: Assessment, side: Mapping[str, Any] | None, names: _Names) -> Where | None:
    if side is None:
        return None
    people: dict[Part, User | Organisation] = {}
    for part, key in side["people"]:
        if _is(key, "class"):
            people[Part.CANDIDATE] = row.dossier.candidate
        if key in names.known:
            people[Part(part)] = names.known[key]
    return Where(local(datetime.fromisoformat(side["at"])), people)


def _told(changes: Iterable[Changed], names: _Names, viewer: User) -> Iterator[Told]:
    """Yield everybody who hears something, by name; ``viewer`` knows already."""
    heard: dict[int, list[tuple[Heard, Changed]]] = defaultdict(list)
    users: dict[int, User] = {}
    for change in changes:
        was, will = _hearers(change.before, names), _hearers(change.after, names)
        users |= was | will
        for pk in was.keys() | will.keys():
            heard[pk].append((_heard(change, pk in was, pk in will), change))
    for pk, user in sorted(users.items(), key=lambda pair: (pair[1].name, pair[0])):
        if pk != viewer.pk:
            yield Told(user, tuple(heard[pk]))


def _hearers(where: Where | None, names: _Names) -> dict[int, User]:
    found: dict[int, User] = {}
    for part, who in where.people.items() if where else ():
        if isinstance(who, User):
            found[who.pk] = who
        elif part is Part.SCHOOL:
            found |= {user.pk: user for user in names.speakers.get(who.pk, ())}
    return found


def _heard(change: Changed, was: bool, will: bool) -> Heard:
    if not will:
        return Heard.GONE
    if not was or change.before is None or change.after is None:
        return Heard.NEW
    return Heard.OTHERS if change.before.starts == change.after.starts else Heard.MOVED


def _dangers(proposal: Proposal, rows: Mapping[str, Assessment]) -> Iterator[Danger]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings_in(proposal.findings):
        found[finding.about].append(finding)
    for key, findings in found.items():
        if key in rows:
            yield Danger(rows[key], tuple(findings))
