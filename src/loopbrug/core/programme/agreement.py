"""The tripartite agreement (*tripartiete overeenkomst*): its points, and what it still lacks.

Sixteen points, as the law and the practice of institutes have them. What the dossier knows is
filled in; what it cannot know is asked of the side that does.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from loopbrug.core.programme.model import Form
from loopbrug.core.terms.finding import Finding, Value, Weight
from loopbrug.core.terms.words import Bilingual, Period, Sector, TimeSlot

POINTS = 16
"""How many points an agreement has; the first one is 1."""

POINTS_OF_MBO = frozenset({2, 4, 5})
"""What the act on vocational education (*WEB*) asks to be settled: the statement and the term of
the appointment, the training, and the guidance (articles 4.2.1 paragraph 3, 4.2.4 and 4.2.5)."""

LONGEST_YEARS = 2
"""How long one may be appointed on a statement, in years, before an extension is needed."""


class Signer(StrEnum):
    """The three parties of an agreement."""

    CANDIDATE = "candidate"
    SCHOOL = "school"
    INSTITUTE = "institute"


class Kind(StrEnum):
    """What is filled in at an open field."""

    LINE = "line"
    TEXT = "text"
    HOURS = "hours"
    EUROS = "euros"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class OpenField:
    """Something only people know: at which point it stands, and which side fills it in.

    ``legal`` ones must be filled in before anybody signs.
    """

    code: str
    point: int
    side: Signer
    kind: Kind
    legal: bool = False


FIELDS = (
    OpenField("contact_school", 1, Signer.SCHOOL, Kind.LINE, legal=True),
    OpenField("contact_institute", 1, Signer.INSTITUTE, Kind.LINE, legal=True),
    OpenField("appointed_on", 2, Signer.SCHOOL, Kind.DAY, legal=True),
    OpenField("guide", 5, Signer.SCHOOL, Kind.LINE, legal=True),
    OpenField("guide_hours", 5, Signer.SCHOOL, Kind.HOURS, legal=True),
    OpenField("tutor", 6, Signer.INSTITUTE, Kind.LINE),
    OpenField("tutor_hours", 6, Signer.INSTITUTE, Kind.HOURS),
    OpenField("work_hours", 7, Signer.SCHOOL, Kind.HOURS),
    OpenField("class_hours", 7, Signer.SCHOOL, Kind.HOURS),
    OpenField("study_at_work", 7, Signer.SCHOOL, Kind.HOURS),
    OpenField("first_chance", 9, Signer.INSTITUTE, Kind.DAY, legal=True),
    OpenField("second_chance", 9, Signer.INSTITUTE, Kind.DAY, legal=True),
    OpenField("talks", 10, Signer.INSTITUTE, Kind.TEXT),
    OpenField("costs", 11, Signer.INSTITUTE, Kind.EUROS),
    OpenField("payers", 11, Signer.SCHOOL, Kind.TEXT),
    OpenField("replacement", 12, Signer.SCHOOL, Kind.TEXT, legal=True),
    OpenField("other_boards", 13, Signer.SCHOOL, Kind.TEXT, legal=True),
    OpenField("early_end", 14, Signer.SCHOOL, Kind.TEXT),
    OpenField("repayment", 14, Signer.SCHOOL, Kind.TEXT),
    OpenField("data", 15, Signer.INSTITUTE, Kind.TEXT),
    OpenField("complaints", 16, Signer.INSTITUTE, Kind.TEXT),
)
"""Every open field, in the order of the points."""

CHANCES = ("first_chance", "second_chance")
"""The fields of the two chances for the final assessment, which the plan gives weeks for."""


@dataclass(frozen=True, slots=True)
class AgreedPart:
    """A part of the training as it was agreed; ``guide`` and ``observer`` for work at school."""

    unit: str
    offering: str
    title: Bilingual
    institute: str
    form: Form
    hours: int
    period: Period
    slot: TimeSlot | None = None
    place: str = ""
    guide: str = ""
    observer: str = ""


@dataclass(frozen=True, slots=True)
class AgreementText:
    """Everything an agreement says: what the dossier knows, and what the sides filled in.

    ``statement`` is the number of the statement of suitability, "" when there is none here;
    ``appointed_on`` the day of the appointment as the record has it. ``programme`` is the number
    of the version of the programme it holds. ``statements`` are the words of the outcomes in
    ``validated`` and ``partly``. ``answers`` are open fields by code; ``planned``
    are days of such fields that follow from the plan, as weeks by their Monday, as long as nobody
    filled in the day itself.
    """

    candidate: str
    school: str
    board: str
    institute: str
    statement: str = ""
    statement_on: date | None = None
    appointed_on: date | None = None
    qualification: Bilingual | None = None
    sector: str = ""
    subject: str = ""
    programme: int = 0
    parts: tuple[AgreedPart, ...] = ()
    hours: int = 0
    full_route: int = 0
    peak_week: int = 0
    finish: date | None = None
    coaches: tuple[str, ...] = ()
    validated: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    statements: tuple[tuple[str, Bilingual], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    planned: tuple[tuple[str, date], ...] = ()

    def answer(self, code: str) -> str:
        """Return what was filled in at an open field, "" when nothing was."""
        return dict(self.answers).get(code, "")

    def statement_of(self, outcome: str) -> Bilingual | None:
        """Return what an outcome says, None in a text that was made without the words."""
        return dict(self.statements).get(outcome)

    def day(self, code: str) -> date | None:
        """Return the day filled in at an open field, else the week that is planned, or None."""
        text = self.answer(code)
        return date.fromisoformat(text) if text else self.week(code)

    def week(self, code: str) -> date | None:
        """Return the week, by its Monday, that the plan gives for an open field, or None."""
        return dict(self.planned).get(code)


def open_fields(text: AgreementText) -> tuple[OpenField, ...]:
    """Return the fields nobody filled in and the dossier does not know either."""
    return tuple(
        field
        for field in FIELDS
        if not text.answer(field.code)
        and text.week(field.code) is None
        and not (field.code == "appointed_on" and text.appointed_on)
    )


def by_law(field: OpenField, sector: str) -> bool:
    """Return whether the law of a sector asks for a field.

    The agreement of three parties and the decree with two chances hold for primary, special and
    secondary education. Vocational education has its own act, which asks less.
    """
    return field.legal and (sector != Sector.MBO or field.point in POINTS_OF_MBO)


def findings_before_signing(text: AgreementText) -> tuple[Finding, ...]:
    """Return what is lacking or does not fit in an agreement.

    What blocks must be mended before it can be signed; the rest is worth a look.
    """
    return (*_lacking(text), *_chances(text))


def deviations(
    agreed: AgreementText,
    now: AgreementText,
    offered: Collection[str],
    day: date,
    language: str = "nl",
) -> tuple[Finding, ...]:
    """Return in what the plan of today differs from what was agreed; none when it follows it.

    ``offered`` are the codes of every offering that is still given. A part that is over cannot be
    cancelled any more. Titles are those in ``language``.
    """
    return (
        *_parties(agreed, now),
        *_cancelled(agreed, offered, day, language),
        *_parts(agreed, now, language),
        *_totals(agreed, now),
        *_moved_chances(agreed, now),
    )


def refilled(agreed: AgreementText, now: AgreementText) -> tuple[str, ...]:
    """Return the open fields that say something else now than in the agreement."""
    return tuple(
        field.code for field in FIELDS if agreed.answer(field.code) != now.answer(field.code)
    )


def says_the_same(one: AgreementText, other: AgreementText) -> bool:
    """Return whether two texts agree on the same.

    That somebody was appointed changes nothing, nor do the words of an outcome beside its code.
    """
    return _agreed_on(one) == _agreed_on(other)


def unsigned(signed: Collection[Signer]) -> tuple[Signer, ...]:
    """Return the parties that still have to sign.

    Examples
    --------
    >>> unsigned([Signer.SCHOOL])
    (<Signer.CANDIDATE: 'candidate'>, <Signer.INSTITUTE: 'institute'>)
    """
    return tuple(each for each in Signer if each not in signed)


def _agreed_on(text: AgreementText) -> AgreementText:
    return replace(text, appointed_on=None, statements=())


def _lacking(text: AgreementText) -> Iterator[Finding]:
    if not text.parts:
        yield Finding.of("programme.agreement-no-programme")
    if not text.statement:
        yield Finding.of("programme.agreement-no-statement", weight=Weight.WARNS)
    for field in open_fields(text):
        weight = Weight.BLOCKS if by_law(field, text.sector) else Weight.WARNS
        yield Finding.of(
            "programme.agreement-open",
            field.code,
            weight=weight,
            agreement_field=field.code,
            point=field.point,
            party=field.side.value,
        )


def _chances(text: AgreementText) -> Iterator[Finding]:
    first, second = text.day("first_chance"), text.day("second_chance")
    started = text.day("appointed_on") or text.appointed_on
    if first and second and second <= first:
        yield Finding.of("programme.agreement-chances-order", first=first, second=second)
    if first and text.finish and first < text.finish:
        yield Finding.of(
            "programme.agreement-chance-early",
            weight=Weight.WARNS,
            first=first,
            finish=text.finish,
        )
    last = _years_after(started, LONGEST_YEARS) if started else None
    if last and second and second > last:
        yield Finding.of(
            "programme.agreement-chance-late", weight=Weight.WARNS, second=second, last=last
        )


def _years_after(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes the day before."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 2, 28)
    return date(day.year + years, day.month, day.day)


def _parties(agreed: AgreementText, now: AgreementText) -> Iterator[Finding]:
    if (agreed.school, agreed.board) != (now.school, now.board):
        yield _warned("programme.differs-school", was=agreed.school, now=now.school)
    if agreed.institute != now.institute:
        yield _warned("programme.differs-institute", was=agreed.institute, now=now.institute)


def _cancelled(
    agreed: AgreementText, offered: Collection[str], day: date, language: str
) -> Iterator[Finding]:
    for part in agreed.parts:
        over = part.period.last is not None and part.period.last < day
        if part.offering not in offered and not over:
            yield _warned(
                "programme.differs-cancelled", part.unit, title=part.title.text(language),
                first=part.period.first,
            )  # fmt: skip


def _parts(agreed: AgreementText, now: AgreementText, language: str) -> Iterator[Finding]:
    before, after = _by_unit(agreed.parts), _by_unit(now.parts)
    for code, part in before.items():
        if code not in after:
            yield _warned("programme.differs-gone", code, title=part.title.text(language))
    for code, part in after.items():
        was = before.get(code)
        if was is None:
            yield _warned(
                "programme.differs-added", code, title=part.title.text(language), hours=part.hours
            )
        elif _days(was) != _days(part):
            yield _warned(
                "programme.differs-moved", code, title=part.title.text(language),
                first=part.period.first, last=_last(part), was=was.period.first,
                was_last=_last(was),
            )  # fmt: skip
        elif part.hours > was.hours:
            yield _warned(
                "programme.differs-hours", code, title=part.title.text(language), hours=part.hours,
                was=was.hours,
            )  # fmt: skip


def _totals(agreed: AgreementText, now: AgreementText) -> Iterator[Finding]:
    if now.hours > agreed.hours:
        yield _warned("programme.differs-total", hours=now.hours, was=agreed.hours)
    if agreed.finish and now.finish and now.finish > agreed.finish:
        yield _warned("programme.differs-finish", finish=now.finish, was=agreed.finish)


def _moved_chances(agreed: AgreementText, now: AgreementText) -> Iterator[Finding]:
    for code, was in agreed.planned:
        week = now.week(code)
        if week is not None and week != was:
            yield _warned(
                "programme.differs-chance", code, agreement_field=code, was=was, week=week
            )


def _warned(code: str, about: str = "", **values: Value) -> Finding:
    return Finding(code, about, tuple(sorted(values.items())), None, Weight.WARNS)


def _by_unit(parts: Iterable[AgreedPart]) -> dict[str, AgreedPart]:
    return {part.unit: part for part in parts}


def _days(part: AgreedPart) -> tuple[object, ...]:
    return part.period, part.slot, part.place


def _last(part: AgreedPart) -> date:
    return part.period.last or part.period.first
