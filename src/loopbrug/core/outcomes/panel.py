"""Who may sit on a panel: what the law asks blocks, good practice sets a condition or warns.

A condition must be put right, or somebody records why not; a warning asks for a look. ``about`` is
the key of an assessor, a side, or "" for the panel as a whole.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from loopbrug.core.law.model import Law
from loopbrug.core.outcomes.judging import Assessor, Panel, Side
from loopbrug.core.terms.finding import Finding, LegalSource, Value, Weight
from loopbrug.core.terms.words import Sector

JUDGING = (Side.INSTITUTE, Side.FIELD)
"""The sides of which there are equally many; a third assessor is counted apart."""


def subject_judged(subject: str, sector: Sector) -> str:
    """Return the word for what a panel must be able to judge: the subject, else the sector.

    Special education asks the teachers of primary education: theirs is one qualification.

    Examples
    --------
    >>> subject_judged("", Sector.SO), subject_judged("duits", Sector.VO)
    ('po', 'duits')
    """
    primary = Sector.PO if sector is Sector.SO else sector
    return subject or primary.value


@dataclass(frozen=True, slots=True)
class _Rules:
    """A panel, with the register of law and the day it is checked on."""

    panel: Panel
    law: Law
    day: date

    def source(self, name: str) -> LegalSource:
        """Return where a rule stands."""
        return self.law.on(name, self.day).source

    def says(
        self, code: str, rule: str, weight: Weight, about: str = "", **values: Value
    ) -> Finding:
        """Return a finding that rests on a rule of the register."""
        source = self.source(rule)
        return Finding(code, about, tuple(sorted(values.items())), source, weight)


def panel_findings(panel: Panel, law: Law, day: date) -> tuple[Finding, ...]:
    """Return everything that does not fit in a panel, each with its source.

    Raises
    ------
    NoLawInForceError
        When a rule is not known on ``day``.
    """
    rules = _Rules(panel, law, day)
    found = [*_sides(rules), *_twice(rules), *_lesson(rules)]
    for assessor in dict.fromkeys(panel.assessors):
        found.extend(_about_assessor(assessor, rules))
    return tuple(found)


def objections(assessor: Assessor, panel: Panel, law: Law, day: date) -> tuple[Finding, ...]:
    """Return what speaks against this assessor joining the panel; also what only informs.

    Raises ``NoLawInForceError`` when a rule is not known on ``day``.
    """
    rules = _Rules(panel, law, day)
    joined = replace(panel, assessors=(*panel.assessors, assessor))
    twice = [f for f in _twice(replace(rules, panel=joined)) if f.about == assessor.key]
    return (*twice, *_about_assessor(assessor, rules))


def may_judge(assessor: Assessor, panel: Panel, law: Law, day: date) -> bool:
    """Return whether nothing in law or good practice keeps an assessor from this panel.

    A warning does not keep somebody out. Raises ``NoLawInForceError``.
    """
    keeps_out = {Weight.BLOCKS, Weight.CONDITION}
    return all(found.weight not in keeps_out for found in objections(assessor, panel, law, day))


def _sides(rules: _Rules) -> Iterator[Finding]:
    """Each side has somebody, and both have equally many."""
    sides = Counter(side for _, side in {(one.key, one.side) for one in rules.panel.assessors})
    institute, field = (sides[side] for side in JUDGING)
    rule = "go.panel_equal_sides"
    for side in JUDGING:
        if not sides[side]:
            yield rules.says(
                "outcomes.panel-side-missing", rule, Weight.BLOCKS, side.value, side=side.value
            )
    if institute and field and institute != field:
        yield rules.says(
            "outcomes.panel-unequal", rule, Weight.BLOCKS, institute=institute, field_side=field
        )


def _twice(rules: _Rules) -> Iterator[Finding]:
    """Nobody has two chairs: equal sides are different people."""
    for key, times in Counter(each.key for each in rules.panel.assessors).items():
        if times > 1:
            yield rules.says("outcomes.panel-twice", "go.panel_equal_sides", Weight.BLOCKS, key)


def _lesson(rules: _Rules) -> Iterator[Finding]:
    """The lesson is not seen at the school of application, unless it is about work done there."""
    panel, rule = rules.panel, "go.lesson_not_at_hiring_school"
    if not panel.lesson_school or panel.lesson_school != panel.school:
        return
    if panel.at_work:
        yield rules.says("outcomes.panel-lesson-at-work", rule, Weight.INFORMS)
    else:
        yield rules.says("outcomes.panel-lesson-at-school", rule, Weight.CONDITION)


def _about_assessor(assessor: Assessor, rules: _Rules) -> Iterator[Finding]:
    for rule in _PERSONAL:
        yield from rule(assessor, rules)


def _of_board(assessor: Assessor, rules: _Rules) -> Iterator[Finding]:
    """Nobody of the involved board on the field side; anybody else of it is not independent."""
    if not rules.panel.board or rules.panel.board not in assessor.boards:
        return
    if assessor.side is Side.FIELD:
        rule = "go.field_side_independent"
        yield rules.says("outcomes.panel-field-of-board", rule, Weight.BLOCKS, assessor.key)
    else:
        rule = "go.assessors_independent"
        yield rules.says("outcomes.panel-of-board", rule, Weight.CONDITION, assessor.key)


def _of_institute(assessor: Assessor, rules: _Rules) -> Iterator[Finding]:
    """Whoever trains teachers as well does not bring the view of the field alone."""
    if assessor.side is Side.FIELD and assessor.institutes:
        rule = "go.panel_equal_sides"
        yield rules.says("outcomes.panel-field-of-institute", rule, Weight.WARNS, assessor.key)


def _coaches(assessor: Assessor, rules: _Rules) -> Iterator[Finding]:
    """Nobody judges a candidate they coach or guide."""
    if rules.panel.candidate in assessor.coaches:
        rule = "go.no_coaching_relation"
        yield rules.says("outcomes.panel-coach", rule, Weight.CONDITION, assessor.key)


def _subject(assessor: Assessor, rules: _Rules) -> Iterator[Finding]:
    """The field side teaches the subject or sector by law; the others are able to judge it."""
    subject = rules.panel.subject
    if not subject or subject in assessor.subjects:
        return
    if assessor.side is Side.FIELD:
        rule, weight = "go.field_side_teaches_subject", Weight.BLOCKS
    else:
        rule, weight = "go.assessors_independent", Weight.CONDITION
    yield rules.says("outcomes.panel-subject", rule, weight, assessor.key, subject=subject)


def _certified(assessor: Assessor, rules: _Rules) -> Iterator[Finding]:
    """A certificate is known, and has not run out on the day."""
    rule, until = "go.assessors_certified", assessor.certified_until
    if until is None:
        code = "outcomes.panel-certificate-unknown"
        yield rules.says(code, rule, Weight.INFORMS, assessor.key)
    elif until < rules.day:
        code = "outcomes.panel-certificate-expired"
        yield rules.says(code, rule, Weight.WARNS, assessor.key, until=until)


_Personal = Callable[[Assessor, _Rules], Iterator[Finding]]
_PERSONAL: tuple[_Personal, ...] = (_of_board, _of_institute, _coaches, _subject, _certified)
