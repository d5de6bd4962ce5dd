"""Reminders: at most one letter a day to one person, and each thing once as long as it is so."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from loopbrug.core.terms.words import Weekday
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.post.models import Reminded, Wish
from loopbrug.web.post.queries import without_reminders
from loopbrug.web.post.services.writing import on_one_line, write_letter

logger = logging.getLogger(__name__)
TEMPLATE = "reminders"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something ``to`` should know or do today.

    ``key`` is the same as long as it is the same thing. ``template`` is the part of the letter
    that tells it: ``letters/reminders/<template>.txt``, with ``values``; ``link`` is a path.
    ``about`` is the subject key of a dossier. ``always``: also to who wants no reminders, because
    somebody else depends on it.
    """

    to: User
    key: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    link: str = ""
    about: str = ""
    always: bool = False


Reminders = Callable[[date], Iterable[Reminder]]
"""Given a day, everything people should be reminded of on it, told before or not."""
_PROVIDERS: dict[str, Reminders] = {}
HOURS = range(7, 19)
_done: dict[str, datetime] = {}


def remind_of(name: str, reminders: Reminders) -> None:
    """Register who knows what to remind of; the same name again replaces it."""
    _PROVIDERS[name] = reminders


def send_reminders(day: date) -> int:
    """Write everybody who has something new a letter, one at most; return how many.

    Whatever was told and is so no longer is forgotten, so that it is told when it comes back. A
    room that cannot say what there is to remind of is logged, and keeps nobody else waiting.
    """
    found: dict[int, list[Reminder]] = defaultdict(list)
    asked = []
    for name, provider in _PROVIDERS.items():
        try:
            reminders = list(provider(day))
        except Exception:
            logger.exception("no reminders of %s", name)
            continue
        asked.append(name)
        for one in reminders:
            if one.to.is_active and one.to.email:
                found[one.to.pk].append(_of(name, one))
    _forget({(one.to.pk, one.key) for each in found.values() for one in each}, asked, day)
    silent = without_reminders(found)
    return sum(_remind(each, silent, day) for each in found.values())


def remind_hourly(now: datetime) -> None:
    """Write reminders when an hour of a working day begins, from morning to evening.

    Whoever has had a letter that day gets none: more rounds only find what is new sooner.
    """
    here = timezone.localtime(now)
    hour = here.replace(minute=0, second=0, microsecond=0)
    if here.weekday() >= Weekday.SAT or here.hour not in HOURS or _done.get("hour") == hour:
        return
    send_reminders(here.date())
    _done["hour"] = hour


@transaction.atomic
def keep_wish(*, user: User, reminders: bool) -> None:
    """Keep whether somebody wants reminders."""
    Wish.objects.update_or_create(user=user, defaults={"reminders": reminders})
    name = "post.want-reminders" if reminders else "post.want-no-reminders"
    record_act(actor=user, name=name, subject=f"user:{user.pk}")


def _of(name: str, one: Reminder) -> Reminder:
    return replace(one, key=f"{name}:{one.key}")


def _forget(now: set[tuple[int, str]], names: Iterable[str], day: date) -> None:
    """Close what was told and is so no longer, as far as it could be asked."""
    asked = tuple(f"{name}:" for name in names)
    open_rows = Reminded.objects.filter(over_on=None).values_list("pk", "to", "key")
    over = [pk for pk, to, key in open_rows if key.startswith(asked) and (to, key) not in now]
    Reminded.objects.filter(pk__in=over).update(over_on=day)


@transaction.atomic
def _remind(reminders: list[Reminder], silent: Iterable[int], day: date) -> bool:
    """Write one person's letter of the day; return whether there was anything new to tell."""
    to = reminders[0].to
    known = Reminded.objects.filter(to=to, over_on=None).values_list("key", flat=True)
    heard = frozenset(known)
    new = [one for one in reminders if one.key not in heard]
    if to.pk in set(silent):
        new = [one for one in new if one.always]
    if not new:
        return False
    letter = write_letter(
        template=TEMPLATE,
        values={"name": str(to), "items": [_shown(one) for one in new], "count": len(new)},
        to=to,
        about=[one.about for one in new if one.about],
        once=_occasion(to, day),
    )
    if letter is None:
        return False
    Reminded.objects.bulk_create(Reminded(to=to, key=one.key, letter=letter) for one in new)
    return True


def _shown(one: Reminder) -> dict[str, object]:
    """Return a reminder as its part of the letter shows it."""
    told = {name: on_one_line(value) for name, value in one.values.items()}
    return {"part": f"letters/reminders/{one.template}.txt", "link": one.link, "told": told}


def _occasion(to: User, day: date) -> str:
    return f"{TEMPLATE}:{to.pk}:{day.isoformat()}"
