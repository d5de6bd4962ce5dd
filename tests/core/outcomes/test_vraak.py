"""VRAAK: five looks at evidence, each with its test, never a score."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.law.loader import load_law, read_law
from loopbrug.core.law.model import Law, NoLawInForceError
from loopbrug.core.outcomes.evidence import Authorship, EvidencePiece, Kind, Shown
from loopbrug.core.outcomes.vraak import Criterion, Look, Met, look_at, look_at_piece
from loopbrug.core.terms.finding import Confidence, Weight
from loopbrug.web.site.sentences.book import LANGUAGES, tell

LAW = load_law()
DAY = date(2027, 3, 1)
GOOD = EvidencePiece(
    key="b1",
    title="Lessenserie breuken",
    kind=Kind.WORK_PRODUCT,
    made_from=date(2026, 9, 1),
    made_until=date(2026, 12, 1),
    authorship=Authorship.CONFIRMED,
    shows=(Shown("VD-4", "opbouw van zes lessen", "blz. 3"), Shown("VD-9", "", "blz. 5")),
)


def piece(**changed: object) -> EvidencePiece:
    values = {name: getattr(GOOD, name) for name in EvidencePiece.__slots__}
    return EvidencePiece(**{**values, **changed})


def by_criterion(looks: tuple[Look, ...]) -> dict[Criterion, Look]:
    return {look.criterion: look for look in looks}


def one(criterion: Criterion, given_piece: EvidencePiece, law: Law = LAW) -> Look:
    return by_criterion(look_at_piece("VD-4", given_piece, law, DAY))[criterion]


def whole(criterion: Criterion, *pieces: EvidencePiece) -> Look:
    return by_criterion(look_at("VD-4", pieces, LAW, DAY))[criterion]


def codes(look: Look) -> list[str]:
    assert all(
        tell(each, language) for each in (look.test, *look.findings) for language in LANGUAGES
    )
    return [finding.code.removeprefix("outcomes.vraak-") for finding in look.findings]


def test_good_pieces_of_two_kinds_meet_every_test() -> None:
    looks = look_at("VD-4", [GOOD, piece(key="b2", kind=Kind.VIDEO)], LAW, DAY)
    assert [look.criterion for look in looks] == list(Criterion)
    assert {look.met for look in looks} == {Met.YES}


def test_without_evidence_no_test_is_met() -> None:
    elsewhere = piece(shows=(Shown("WI-1", "iets"),))
    looks = look_at("VD-4", [elsewhere], LAW, DAY)
    assert {look.met for look in looks} == {Met.NO}
    assert all(codes(look) == ["nothing"] for look in looks)


def test_every_look_says_its_test_and_where_the_norm_comes_from() -> None:
    looks = by_criterion(look_at("VD-4", [GOOD], LAW, DAY))
    assert looks[Criterion.VARIETY].test.value("least") == 2
    assert looks[Criterion.CURRENCY].test.code == "outcomes.vraak-test-currency-years"
    assert looks[Criterion.CURRENCY].test.value("term") == 5
    for criterion in (Criterion.VARIETY, Criterion.CURRENCY):
        source = looks[criterion].test.source
        assert source is not None
        assert source.confidence is Confidence.REMEMBERED
    assert len({look.test.code for look in looks.values()}) == 5


@pytest.mark.parametrize(
    ("kinds", "met", "told"),
    [
        ([Kind.DIPLOMA], Met.NO, ["few-kinds"]),
        ([Kind.DIPLOMA, Kind.DIPLOMA], Met.NO, ["few-kinds"]),
        ([Kind.STATEMENT], Met.NO, ["few-kinds", "never-alone"]),
        ([Kind.STATEMENT, Kind.STATEMENT], Met.NO, ["few-kinds", "never-alone"]),
        ([Kind.STATEMENT, Kind.VIDEO], Met.YES, []),
    ],
)
def test_variety_asks_two_kinds_and_a_statement_never_suffices(
    kinds: list[Kind], met: Met, told: list[str]
) -> None:
    look = whole(Criterion.VARIETY, *(piece(key=str(n), kind=k) for n, k in enumerate(kinds)))
    assert (look.met, codes(look)) == (met, told)


@pytest.mark.parametrize(
    ("shown", "met", "told"),
    [
        (Shown("VD-4", "opbouw", "blz. 3"), Met.YES, []),
        (Shown("VD-4", "opbouw"), Met.YES, ["whole-piece"]),
        (Shown("VD-4", " ", "blz. 3"), Met.UNSURE, ["shows-what"]),
        (Shown("VD-4"), Met.NO, ["shows-what"]),
        (Shown("VD-5", "opbouw"), Met.NO, ["not-linked"]),
    ],
)
def test_relevance_asks_what_and_where(shown: Shown, met: Met, told: list[str]) -> None:
    look = one(Criterion.RELEVANCE, piece(shows=(shown,)))
    assert (look.met, codes(look)) == (met, told)


@pytest.mark.parametrize(
    ("authorship", "met", "told"),
    [
        (Authorship.CONFIRMED, Met.YES, ["confirmed"]),
        (Authorship.DECLARED, Met.YES, ["declared"]),
        (Authorship.UNSAID, Met.NO, ["whose"]),
    ],
)
def test_authenticity_asks_a_declaration_or_better(
    authorship: Authorship, met: Met, told: list[str]
) -> None:
    look = one(Criterion.AUTHENTICITY, piece(authorship=authorship))
    assert (look.met, codes(look)) == (met, told)


@pytest.mark.parametrize(
    ("first", "last", "met", "told"),
    [
        (None, date(2022, 3, 1), Met.YES, []),
        (None, date(2022, 2, 28), Met.NO, ["too-old"]),
        (date(2010, 1, 1), date(2022, 3, 1), Met.YES, []),
        (None, None, Met.UNSURE, ["undated"]),
        (date(2025, 1, 1), None, Met.YES, []),
        (date(2010, 1, 1), None, Met.UNSURE, ["until-when"]),
        (None, date(2027, 3, 2), Met.UNSURE, ["from-later"]),
        (date(2024, 1, 1), date(2027, 7, 31), Met.YES, []),
        (date(2027, 4, 1), date(2027, 7, 31), Met.UNSURE, ["from-later"]),
    ],
)
def test_currency_holds_the_last_day_against_the_reference_day(
    first: date | None, last: date | None, met: Met, told: list[str]
) -> None:
    look = one(Criterion.CURRENCY, piece(made_from=first, made_until=last))
    assert (look.met, codes(look)) == (met, told)


def test_what_is_still_practised_stays_current_and_says_on_which_ground() -> None:
    old = piece(made_until=date(2010, 1, 1), made_from=None)
    assert one(Criterion.CURRENCY, old).met is Met.NO
    kept = piece(made_until=date(2010, 1, 1), made_from=None, still_practised="elke week bijles")
    look = one(Criterion.CURRENCY, kept)
    assert (look.met, codes(look)) == (Met.YES, ["still-practised"])
    assert look.findings[0].value("ground") == "elke week bijles"
    assert look.findings[0].weight is Weight.INFORMS


def test_a_kind_can_have_an_age_of_its_own() -> None:
    text = """
regulation: {law: Proef, text_date: 2020-01-01}
checked_on: 2026-11-01
parameters:
  evidence.max_age:
    unit: years
    values: [{valid_from: 2020-01-01, value: 5, article: "", confidence: published}]
  evidence.max_age_test_result:
    unit: months
    values: [{valid_from: 2020-01-01, value: 18, article: "", confidence: published}]
"""
    law, made = read_law(text, "x.yaml"), date(2025, 6, 1)
    test = piece(kind=Kind.TEST_RESULT, made_from=None, made_until=made)
    look = one(Criterion.CURRENCY, test, law)
    assert (look.met, look.test.value("term")) == (Met.NO, 18)
    assert look.test.code == "outcomes.vraak-test-currency-months"
    assert codes(look) == ["too-old"]
    video = piece(kind=Kind.VIDEO, made_from=None, made_until=made)
    assert one(Criterion.CURRENCY, video, law).met is Met.YES


@pytest.mark.parametrize(
    ("changed", "met", "told"),
    [
        ({"amount": "120 lessen", "made_from": None, "made_until": None}, Met.YES, []),
        ({}, Met.YES, []),
        ({"made_from": date(2026, 12, 1)}, Met.UNSURE, ["how-much"]),
        ({"made_from": None}, Met.UNSURE, ["how-much"]),
        ({"made_from": None, "made_until": None}, Met.NO, ["how-much"]),
        ({"made_from": date(2027, 1, 1)}, Met.UNSURE, ["period-backwards"]),
        ({"made_from": date(2027, 1, 1), "amount": "3 lessen"}, Met.YES, ["period-backwards"]),
    ],
)
def test_quantity_asks_an_amount_or_a_period(
    changed: dict[str, object], met: Met, told: list[str]
) -> None:
    look = one(Criterion.QUANTITY, piece(**changed))
    assert (look.met, codes(look)) == (met, told)


def test_one_strong_piece_is_enough_and_the_weak_one_is_still_told() -> None:
    old = piece(key="oud", made_from=None, made_until=date(2012, 1, 1))
    look = whole(Criterion.CURRENCY, GOOD, old)
    assert look.met is Met.YES
    assert [(f.code, f.about) for f in look.findings] == [("outcomes.vraak-too-old", "oud")]


def test_a_piece_that_does_not_say_what_it_shows_cannot_help_another() -> None:
    silent_and_recent = piece(key="stil", kind=Kind.VIDEO, shows=(Shown("VD-4"),))
    old = piece(key="oud", made_from=None, made_until=date(2012, 1, 1))
    assert whole(Criterion.CURRENCY, silent_and_recent, old).met is Met.NO
    assert whole(Criterion.VARIETY, silent_and_recent, old).met is Met.NO
    assert whole(Criterion.CURRENCY, silent_and_recent).met is Met.YES


def test_one_piece_has_no_variety() -> None:
    criteria = [look.criterion for look in look_at_piece("VD-4", GOOD, LAW, DAY)]
    assert criteria == [each for each in Criterion if each is not Criterion.VARIETY]


def test_a_day_without_a_norm_is_no_guess() -> None:
    with pytest.raises(NoLawInForceError):
        look_at("VD-4", [GOOD], LAW, date(2015, 1, 1))


days = st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1))
pieces = st.builds(
    EvidencePiece,
    key=st.text(max_size=3),
    title=st.text(max_size=9),
    kind=st.sampled_from(Kind),
    made_from=days,
    made_until=days,
    still_practised=st.sampled_from(["", "elke week"]),
    authorship=st.sampled_from(Authorship),
    amount=st.sampled_from(["", "3 lessen"]),
    shows=st.lists(
        st.builds(Shown, st.sampled_from(["VD-4", "VD-5"]), st.sampled_from(["", "x"])), max_size=2
    ).map(tuple),
)


@given(st.lists(pieces, max_size=4))
def test_any_evidence_gets_five_looks_without_a_number_for_its_worth(
    brought: list[EvidencePiece],
) -> None:
    looks = look_at("VD-4", brought, LAW, DAY)
    assert [look.criterion for look in looks] == list(Criterion)
    assert all(look.findings for look in looks if look.met is not Met.YES)
    values = [value for look in looks for f in look.findings for _, value in f.values]
    assert not any(isinstance(value, int | Decimal) for value in values)


@given(pieces, st.integers(0, 4000))
def test_evidence_never_becomes_more_current_by_waiting(brought: EvidencePiece, wait: int) -> None:
    order = [Met.NO, Met.UNSURE, Met.YES]
    made = brought.made_until or brought.made_from
    day = max(DAY, made) if made else DAY
    now, later = (
        by_criterion(look_at_piece("VD-4", brought, LAW, each))[Criterion.CURRENCY].met
        for each in (day, day + timedelta(days=wait))
    )
    assert order.index(later) <= order.index(now)
