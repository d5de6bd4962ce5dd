"""Who judges what and how many rooms there are, kept on screen by the desk and the institutes."""

from dataclasses import dataclass
from datetime import date

from loopbrug.core.outcomes.judging import Side
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.models import AssessorProfile, RoomPool
from loopbrug.web.assessment.permissions import may_keep_profile, may_keep_rooms
from loopbrug.web.assessment.queries.calendars import regions_of
from loopbrug.web.assessment.services.guarding import Guard, Outcome, guarded
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.services import NotAllowedError


@dataclass(frozen=True, slots=True)
class Profile:
    """For which side somebody judges, what, until when, and whether they do now."""

    side: Side
    subjects: tuple[str, ...]
    certified_until: date | None = None
    active: bool = True


def keep_assessor(
    *, actor: User, person: User, profile: Profile, day: date, sure: bool = False
) -> Outcome:
    """Keep what somebody judges. Raises ``WouldHitError`` when they are planned for else."""
    if not may_keep_profile(actor, person):
        raise NotAllowedError
    wanted = {
        "side": profile.side.value,
        "subjects": sorted(set(profile.subjects)),
        "certified_until": profile.certified_until,
        "active": profile.active,
    }

    def change() -> bool:
        known = AssessorProfile.objects.select_for_update().filter(user=person).first()
        if known and all(getattr(known, name) == value for name, value in wanted.items()):
            return False
        AssessorProfile.objects.update_or_create(user=person, defaults=wanted)
        record_act(
            actor=actor,
            name="assessment.keep-profile",
            subject=f"user:{person.pk}",
            who=str(person),
            side=profile.side.value,
        )
        return True

    return guarded(Guard(actor, person, regions_of(person), day, sure), change)


def change_rooms(
    *, actor: User, institute: Organisation, rooms: int, day: date, sure: bool = False
) -> Outcome:
    """Keep how many rooms an institute has. Raises ``WouldHitError`` when more are planned."""
    if not may_keep_rooms(actor, institute):
        raise NotAllowedError

    def change() -> bool:
        if RoomPool.objects.filter(institute=institute, rooms=rooms).exists():
            return False
        RoomPool.objects.update_or_create(institute=institute, defaults={"rooms": rooms})
        record_act(
            actor=actor,
            name="assessment.keep-rooms",
            subject=f"organisation:{institute.pk}",
            institute=institute.name,
            rooms=rooms,
        )
        return True

    return guarded(Guard(actor, institute, (institute.region,), day, sure), change)
