"""Amina's dossier while two assessors judge it: one of the institute, one of another board."""

from dataclasses import dataclass

from tests.web.pathway.stage import TODAY, Cast, cast, matched, somebody, walked

from loopbrug.core.bridge.model import Evidence
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.models import User
from loopbrug.web.outcomes.facts.rounds import Filled
from loopbrug.web.outcomes.models import Round
from loopbrug.web.outcomes.services.drafts import hand_in, save_draft
from loopbrug.web.outcomes.services.recording import keep_evidence
from loopbrug.web.outcomes.services.rounds import open_round
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

SHOWN = ("VI-1", "VI-2", "VD-1")
REASONS = {
    "validated": ("shown-in-practice",),
    "partly": ("part-not-shown",),
    "missing": ("no-evidence",),
}


@dataclass(frozen=True, slots=True)
class Bench:
    """A dossier that is being assessed, with everybody around it."""

    people: Cast
    femke: User
    """Assessor of the field, of a board that is not involved."""
    dossier: Dossier

    @property
    def anna(self) -> User:
        """Assessor of the institute."""
        return self.people.assessor


def assessing() -> Bench:
    """Return the dossier in the middle of its assessment, with a judge on each side."""
    people = cast()
    femke = somebody("Femke", "assessor", "beuk")
    dossier = matched(people)
    services.end_help(
        actor=people.broker, dossier=dossier, user=people.field_assessor, role="assessor",
        reason="Hoort bij het bestuur.", day=TODAY,
    )  # fmt: skip
    services.name_helper(
        actor=people.broker, dossier=dossier, user=femke, role="assessor", side="field", day=TODAY
    )
    keep_evidence(
        actor=people.amina,
        dossier=dossier,
        items=[Evidence("E1", "Lesplan breuken", Kind.WORK_PRODUCT, TODAY, SHOWN)],
    )
    walked(people, dossier, Event.START_ASSESSMENT)
    return Bench(people, femke, Dossier.objects.get(pk=dossier.pk))


def first_round(bench: Bench) -> Round:
    """Return the round that opened with the assessment."""
    return Round.objects.get(dossier=bench.dossier, number=1)


def small_round(bench: Bench, outcomes: tuple[str, ...] = SHOWN) -> Round:
    """Return a short round, instead of the long one of the whole assessment."""
    Round.objects.filter(dossier=bench.dossier).update(dropped_on=TODAY)
    return open_round(
        actor=bench.people.institute,
        dossier=bench.dossier,
        why="later",
        outcomes=outcomes,
        seats={Side.INSTITUTE: bench.anna, Side.FIELD: bench.femke},
        day=TODAY,
    )


def found(outcome: str, verdict: str = "validated", text: str = "", hours: int = 3) -> Filled:
    """Return something that can be handed in."""
    return Filled(
        outcome=outcome,
        verdict=verdict,
        reasons=REASONS.get(verdict, ()),
        text=text,
        left_hours=hours if verdict == Verdict.PARTLY else None,
        evidence=("E1",),
    )


def draft_all(user: User, round_: Round, text: str = "", **verdicts: str) -> None:
    """Draft every outcome of a round; ``verdicts`` names codes with "_" for "-"."""
    other = {code.replace("_", "-"): verdict for code, verdict in verdicts.items()}
    for code in round_.outcomes:
        filled = found(code, other.get(code, "validated"), text)
        save_draft(actor=user, round_=round_, filled=filled, seen=0)


def judged_by(user: User, round_: Round, text: str = "", **verdicts: str) -> tuple[str, ...]:
    """Draft and hand in everything; return what was decided by it."""
    draft_all(user, round_, text, **verdicts)
    return hand_in(actor=user, round_=round_, day=TODAY)
