"""A week between form and core: wishes as rows to fill in, rows as wishes to plan on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from loopbrug.core.programme.model import Block, BlockKind, InWeeks, Wishes
from loopbrug.core.terms.words import Period, TimeSlot, Weekday
from loopbrug.web.programme.forms import MOST_BLOCKS, AwayRows, BlockRows, WeekForm, fault

Draft = dict[str, list[str]]
"""What was filled in, as a session can hold it."""

ROWS = {"block": "blocks", "away": "away"}
MOST_DIGITS = 9
"""No form of ours sends a longer number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: the place on the page, where that is in words, and what is wrong."""

    anchor: str
    where: str
    sentence: str


class WeekEntry:
    """A week as it is being filled in: one form, rows of blocks, rows of time away.

    ``shown`` is what the fields hold at first, where that is not the week as it is kept.
    """

    def __init__(
        self, base: Wishes, draft: Draft | None = None, *, shown: Wishes | None = None
    ) -> None:
        self.base = base
        self.draft = draft
        data, shown = _posted(draft) if draft is not None else None, shown or base
        options: dict[str, Any] = {"use_required_attribute": False}
        self.form = WeekForm(data, initial=_answers(shown), **options)
        blocks, away = list(_block_rows(shown)), [_days(period) for period in shown.away]
        self.blocks = BlockRows(data, initial=None if data else blocks, prefix="blocks")
        self.away = AwayRows(data, initial=None if data else away, prefix="away")

    @property
    def parts(self) -> tuple[Any, ...]:
        """Return the form and the rows."""
        return self.form, self.blocks, self.away

    def is_valid(self) -> bool:
        """Return whether everything that was filled in can be used; checks all of it."""
        valid = [part.is_valid() for part in self.parts]
        return all(valid) and self._few_enough()

    def _few_enough(self) -> bool:
        count = sum(len(row["days"]) for row in self.blocks.filled())
        if count > MOST_BLOCKS:
            sentence = _("Je week telt %(count)s blokken, elke dag apart geteld. Er passen er 100.")
            self.form.add_error(None, fault("too-many-blocks", sentence, count=count))
        return count <= MOST_BLOCKS

    @property
    def faults(self) -> list[Fault]:
        """Return every error, in the order of the page."""
        return [*_faults(self.form), *_row_faults(self.blocks), *_row_faults(self.away)]

    def forgive(self) -> None:
        """Leave out errors: somebody is still filling in."""
        for form in (self.form, *self.blocks.forms, *self.away.forms):
            form.errors.clear()

    def wishes(self) -> Wishes:
        """Return the wishes; only of a week that is valid."""
        found = self.form.cleaned_data
        blocks = tuple(block for row in self.blocks.filled() for block in _blocks(row))
        if Counter(blocks) == Counter(self.base.blocks):
            blocks = self.base.blocks
        return replace(
            self.base,
            study_hours=found["study_hours"],
            start_on_or_after=found["start_on_or_after"],
            finish_by=found["finish_by"],
            blocks=blocks,
            days_off=tuple(Weekday(int(day)) for day in sorted(found["days_off"])),
            away=tuple(Period(row["first"], row["last"]) for row in self.away.filled()),
            travel_minutes=found["travel_minutes"],
            online_only=found["online_only"],
        )


def _row_faults(rows: Any) -> Iterator[Fault]:
    taken = rows.prefix == "blocks"
    for sentence in rows.non_form_errors():
        yield Fault("taken" if taken else "away", "", sentence)
    where = (
        _("Bezet, rij %(row)s, %(label)s: ")
        if taken
        else _("Geen studie, rij %(row)s, %(label)s: ")
    )
    for number, form in enumerate(rows.forms, start=1):
        for bound, sentence in _errors(form):
            told = where % {"row": number, "label": str(bound.label).lower()}
            yield Fault(bound.id_for_label or bound.auto_id, told, sentence)


def _faults(form: Any) -> Iterator[Fault]:
    for sentence in form.non_field_errors():
        yield Fault("taken", "", sentence)
    for bound, sentence in _errors(form):
        yield Fault(bound.id_for_label or bound.auto_id, f"{bound.label} – ", sentence)


def _errors(form: Any) -> Iterator[tuple[Any, str]]:
    for bound in form:
        for sentence in bound.errors:
            yield bound, sentence


def draft_of(posted: QueryDict) -> Draft:
    """Return what was filled in, without what belongs to the page."""
    page = {"csrfmiddlewaretoken", "act", "seen"}
    return {name: list(values) for name, values in posted.lists() if name not in page}


def with_row(draft: Draft, kind: str) -> Draft:
    """Return ``draft`` with an empty row more; ``kind`` is "block" or "away"."""
    return _with_total(draft, ROWS[kind], _total(draft, ROWS[kind]) + 1)


def without_row(draft: Draft, kind: str, number: int) -> Draft:
    """Return ``draft`` without row ``number``; those after it move up."""
    prefix = ROWS[kind]
    total = _total(draft, prefix)
    if not 0 <= number < total:
        return draft
    kept = {}
    for name, values in draft.items():
        row, field = _row_of(name, prefix)
        if row is None or row < number:
            kept[name] = values
        elif row > number:
            kept[f"{prefix}-{row - 1}-{field}"] = values
    return _with_total(kept, prefix, total - 1)


def _posted(draft: Draft) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in draft.items():
        data.setlist(name, values)
    return data


def number_in(text: str) -> int | None:
    """Return the number our own forms send, None for anything else.

    Python refuses to read thousands of digits; no form of ours sends more than a few.

    Examples
    --------
    >>> number_in("12"), number_in("-1"), number_in("9" * 5000)
    (12, None, None)
    """
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def _total(draft: Draft, prefix: str) -> int:
    text = draft.get(f"{prefix}-TOTAL_FORMS", ["0"])[-1]
    return number_in(text) or 0


def _with_total(draft: Draft, prefix: str, total: int) -> Draft:
    return {**draft, f"{prefix}-TOTAL_FORMS": [str(total)], f"{prefix}-INITIAL_FORMS": ["0"]}


def _row_of(name: str, prefix: str) -> tuple[int | None, str]:
    head, __, rest = name.partition("-")
    number, __, field = rest.partition("-")
    return (number_in(number), field) if head == prefix else (None, "")


def _answers(wishes: Wishes) -> dict[str, Any]:
    return {
        "study_hours": wishes.study_hours,
        "days_off": [str(int(day)) for day in wishes.days_off],
        "start_on_or_after": wishes.start_on_or_after,
        "finish_by": wishes.finish_by,
        "travel_minutes": wishes.travel_minutes,
        "online_only": wishes.online_only,
    }


def _block_rows(wishes: Wishes) -> Iterator[dict[str, Any]]:
    """Yield a row per kind of block, its days together: work on Monday and Tuesday is one row."""
    rows: dict[Block, list[str]] = {}
    for block in wishes.blocks:
        alike = replace(block, slot=replace(block.slot, day=Weekday.MON))
        rows.setdefault(alike, []).append(str(int(block.slot.day)))
    for block, days in rows.items():
        period = _days(block.period) if block.period else {}
        times = {"start": block.slot.start, "end": block.slot.end}
        about = {"kind": block.kind.value, "label": block.label, "weeks": block.weeks.value}
        yield {"days": days} | about | times | period


def _blocks(row: Mapping[str, Any]) -> Iterator[Block]:
    period = Period(row["first"], row["last"]) if row["first"] else None
    for day in sorted(row["days"]):
        slot = TimeSlot(Weekday(int(day)), row["start"], row["end"])
        weeks = InWeeks(row["weeks"] or InWeeks.EVERY)
        yield Block(slot, BlockKind(row["kind"]), row["label"], period, weeks)


def _days(period: Period) -> dict[str, Any]:
    return {"first": period.first, "last": period.last}
