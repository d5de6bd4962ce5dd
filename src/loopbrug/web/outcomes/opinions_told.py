"""What assessors found, in words: verdict, what is left, reasons, evidence, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from loopbrug.core.outcomes.judging import Opinion, Side
from loopbrug.core.outcomes.model import Framework, Verdict
from loopbrug.core.outcomes.reasons import load_reasons
from loopbrug.core.outcomes.rounds import NEEDED, Comparison, compare, counting, settled
from loopbrug.core.outcomes.rounds import Round as Judged
from loopbrug.web.outcomes.desk import VERDICTS
from loopbrug.web.outcomes.facts.rounds import judged_of, opinion_of, voice_on
from loopbrug.web.outcomes.queries import Draft, Round, SettlementRow


@dataclass(frozen=True, slots=True)
class Told:
    """One opinion as a person reads it; ``left`` are codes with statements."""

    status: str
    word: Promise | str
    reasons: tuple[str, ...]
    text: str
    left: tuple[tuple[str, str], ...]
    hours: int | None
    evidence: tuple[str, ...]
    who: str = ""
    side: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that was put forward, with what the other side said."""

    row: SettlementRow
    told: Told
    waits: bool
    agreed: bool | None
    answer: str

    @property
    def counts(self) -> bool:
        """Whether it ended the difference."""
        return self.agreed is True or self.row.how == SettlementRow.How.THIRD


@dataclass(frozen=True, slots=True)
class Difference:
    """One outcome with what both found, and how it is being settled."""

    code: str
    statement: str
    told: tuple[Told, ...]
    differs_on: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    over: bool

    @property
    def waiting(self) -> Proposal | None:
        """What was put forward and waits for an answer, or None."""
        if self.over:
            return None
        return next((one for one in self.proposals if one.waits), None)


class Teller:
    """Tells opinions of one round in one language."""

    def __init__(self, framework: Framework, titles: Mapping[str, str], language: str) -> None:
        self.statements = {one.code: one.statement.text(language) for one in framework.outcomes}
        self.titles = titles
        self.reasons = {one.code: one.text.text(language) for one in load_reasons()}

    def tell(self, opinion: Opinion, who: str = "", side: str = "") -> Told:
        """Return an opinion in words."""
        status, word = VERDICTS[opinion.verdict.value]
        left = opinion.left.outcomes if opinion.left else ()
        return Told(
            status=status,
            word=word,
            reasons=tuple(self.reasons.get(code, code) for code in opinion.reasons),
            text=opinion.text,
            left=tuple((code, self.statements.get(code, "")) for code in left),
            hours=opinion.left.hours if opinion.left else None,
            evidence=tuple(self.titles.get(code, code) for code in opinion.evidence),
            who=who,
            side=side,
        )

    def draft(self, row: Draft) -> Told:
        """Return a draft in words, also one without a verdict."""
        opinion = opinion_of(row) or Opinion(
            row.outcome, Verdict.MISSING, tuple(row.reasons), row.text, None, tuple(row.evidence)
        )
        told = self.tell(opinion, str(row.author))
        status, word = (told.status, told.word) if row.verdict else ("draft", "")
        return Told(
            status, word, told.reasons, told.text, told.left, told.hours, told.evidence,
            told.who, "", row.saved_at,
        )  # fmt: skip

    def differences(self, row: Round) -> tuple[Difference, ...]:
        """Return every outcome of a round that is in, those that are open first."""
        judged = judged_of(row)
        names = {str(one.assessor_id): str(one.assessor) for one in row.submissions.all()}
        over = settled(judged)
        found = [
            self._difference(one, judged, names, over=one.agrees or one.outcome in over, row=row)
            for one in compare(judged)
        ]
        return tuple(sorted(found, key=lambda one: one.over))

    def _difference(
        self, one: Comparison, judged: Judged, names: Mapping[str, str], *, over: bool, row: Round
    ) -> Difference:
        given = counting(judged)
        told = tuple(
            self.tell(opinion, names.get(given[side].assessor, ""), side.value)
            for side in NEEDED[judged.rule]
            for opinion in given[side].opinions
            if opinion.outcome == one.outcome
        )
        rows = [each for each in row.settlements.all() if each.outcome == one.outcome]
        return Difference(
            code=one.outcome,
            statement=self.statements.get(one.outcome, ""),
            told=told,
            differs_on=tuple(each.value for each in one.differs_on),
            proposals=tuple(self._proposal(each) for each in rows),
            over=over,
        )

    def _proposal(self, row: SettlementRow) -> Proposal:
        opinion, voice = opinion_of(row), voice_on(row)
        assert opinion is not None  # noqa: S101
        talk = row.how == SettlementRow.How.TALK
        return Proposal(
            row=row,
            told=self.tell(opinion, str(row.by), Side(row.side).value),
            waits=talk and voice is None,
            agreed=voice.agrees if voice else None,
            answer=voice.text if voice else "",
        )
