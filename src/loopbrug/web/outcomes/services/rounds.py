"""Opening a round of judging, at the start of the assessment or later, and dropping it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from loopbrug.core.outcomes.examiner import rule_for
from loopbrug.core.outcomes.judging import Rule, Side
from loopbrug.core.outcomes.model import Gap
from loopbrug.core.outcomes.round_rules import round_findings
from loopbrug.core.outcomes.rounds import NEEDED
from loopbrug.core.outcomes.rounds import Round as Judged
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import BadDataError, Finding, blocking
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts import Standing, standing_of
from loopbrug.web.outcomes.facts.panel import keeping_out, speaks_against
from loopbrug.web.outcomes.facts.rounds import Stage, in_going_rounds, open_questions, stage_of
from loopbrug.web.outcomes.models import Round, Seat
from loopbrug.web.outcomes.queries.rounds import rounds_of
from loopbrug.web.outcomes.services.chairs import NotAllowedError, NotReadyError
from loopbrug.web.outcomes.services.letters import tell_seat
from loopbrug.web.pathway.facts import framework_of, law
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.services import release_clock

Seats = Mapping[Side, User]


@transaction.atomic
def open_round(
    *,
    actor: User,
    dossier: Dossier,
    why: str,
    outcomes: Iterable[str],
    seats: Seats,
    day: date,
    due_on: date | None = None,
) -> Round:
    """Open a round for outcomes, by the rule the framework says; return it with its seats.

    Raises ``NotAllowedError``; ``BadDataError`` with every outcome that cannot be in it;
    ``NotReadyError`` with what the law has against somebody in ``seats``: then nothing is opened.
    """
    row = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if not may(actor, Act.OPEN_ROUND, row):
        raise NotAllowedError
    standing = standing_of(row, day)
    round_ = _opened(actor, row, why, tuple(dict.fromkeys(outcomes)), day)
    round_.due_on = due_on
    round_.save(update_fields=["due_on"])
    taken: list[tuple[int, Side]] = []
    for side in NEEDED[Rule(round_.rule)]:
        if user := seats.get(side):
            against = speaks_against((user.pk, side), taken, row, standing, day)
            if stops := blocking(against):
                raise NotReadyError(stops)
            tell_seat(Seat.objects.create(round=round_, side=side, assessor=user, since=day), day)
            taken.append((user.pk, side))
    return round_


@transaction.atomic
def judge_anew(
    *, actor: User, dossier: Dossier, outcomes: Iterable[str], day: date, due_on: date | None = None
) -> tuple[Round, ...]:
    """Open what it takes to judge outcomes again: one round per rule, with who judges here.

    Assessors of the dossier whom the law keeps out get no seat; somebody else is then asked.
    Raises as ``open_round``.
    """
    asked = tuple(dict.fromkeys(outcomes))
    if not asked:
        raise BadDataError([Finding.of("outcomes.round-empty")])
    seats = _free_to_judge(dossier, standing_of(dossier, day), day)
    alone = tuple(code for code in asked if rule_for(code) is Rule.ONE_EXAMINER)
    both = tuple(code for code in asked if code not in alone)
    return tuple(
        open_round(
            actor=actor,
            dossier=dossier,
            why=Round.Why.LATER,
            outcomes=codes,
            seats=seats,
            day=day,
            due_on=due_on,
        )
        for codes in (both, alone)
        if codes
    )


@transaction.atomic
def open_assessment(*, actor: User, dossier: Dossier, day: date) -> Round | None:
    """Open the round of the suitability assessment, for every outcome that is required.

    Returns None when there is one already, or when it is not known what is required. Who takes
    part in the dossier as an assessor gets the seat of their side, unless the law keeps them out.
    """
    row = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if row.rounds.filter(why=Round.Why.ASSESSMENT, dropped_on=None).exists():
        return None
    try:
        standing = standing_of(row, day)
    except BadDataError:
        return None
    if standing.gap is None:
        return None
    round_ = _opened(actor, row, Round.Why.ASSESSMENT, _required(standing, standing.gap), day)
    seats = _free_to_judge(row, standing, day)
    for side, user in seats.items():
        tell_seat(Seat.objects.create(round=round_, side=side, assessor=user, since=day), day)
    return round_


def open_at_start(actor: User, dossier: Dossier, _event: Event, day: date) -> None:
    """Follow the start of the assessment: the first round opens in the same transaction."""
    open_assessment(actor=actor, dossier=dossier, day=day)


def drop_at_end(actor: User, dossier: Dossier, _event: Event, day: date) -> None:
    """Follow the end of a dossier: rounds that are not over stop, and no question stays open."""
    for row in rounds_of(dossier):
        if stage_of(row) in (Stage.DONE, Stage.DROPPED):
            continue
        for question in open_questions(row):
            if question.pause:
                release_clock(actor=actor, dossier=dossier, pause_row=question.pause, day=day)
        row.dropped_on = day
        row.save(update_fields=["dropped_on"])
        record_act(
            actor=actor,
            name="outcomes.drop-round",
            subject=dossier.subject_key,
            number=row.number,
            day=day.isoformat(),
        )


def _opened(actor: User, dossier: Dossier, why: str, outcomes: tuple[str, ...], day: date) -> Round:
    """Add a round when its outcomes can be judged; raises ``BadDataError`` with all that cannot."""
    later = why == Round.Why.LATER
    alone = later and all(rule_for(code) is Rule.ONE_EXAMINER for code in outcomes)
    rule = Rule.ONE_EXAMINER if outcomes and alone else Rule.TWO_JUDGES
    framework, going = framework_of(dossier.region), in_going_rounds(dossier)
    judged = Judged(outcomes, rule, suitability=not later)
    faults = [*round_findings(judged, framework, law(), day)]
    faults += [
        Finding.of("outcomes.round-going-on", code, outcome=code)
        for code in outcomes
        if code in going
    ]
    if faults:
        raise BadDataError(faults)
    last = dossier.rounds.aggregate(last=Max("number"))["last"] or 0
    row = Round.objects.create(
        dossier=dossier,
        number=last + 1,
        why=why,
        rule=rule,
        framework=framework.version,
        outcomes=list(outcomes),
        opened_on=day,
        opened_by=actor,
    )
    details = {"count": len(outcomes), "number": row.number, "day": day.isoformat()}
    record_act(actor=actor, name="outcomes.open-round", subject=dossier.subject_key, **details)
    return row


def _required(standing: Standing, gap: Gap) -> tuple[str, ...]:
    """Return every required outcome, in the order of the framework."""
    needed = {*gap.validated, *gap.partly, *gap.missing}
    return tuple(one.code for one in standing.region.framework.outcomes if one.code in needed)


def _free_to_judge(dossier: Dossier, standing: Standing, day: date) -> dict[Side, User]:
    """Return, per side, the assessor of the dossier whom nothing keeps out."""
    found: dict[Side, User] = {}
    parts = dossier.participations.filter(role="assessor", ended_on=None).select_related("user")
    for part in parts.order_by("pk"):
        side = Side(part.side) if part.side in (Side.INSTITUTE, Side.FIELD) else None
        if side is None or side in found:
            continue
        others = [(user.pk, place) for place, user in found.items()]
        against = speaks_against((part.user_id, side), others, dossier, standing, day)
        if not keeping_out(against):
            found[side] = part.user
    return found
