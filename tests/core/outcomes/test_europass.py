"""Reading a Europass CV: what comes over, what stays behind, and what is refused with a reason."""

from copy import deepcopy
from dataclasses import fields
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.outcomes.cvs import CANDIDATE, PASSPORT, pdf_with

from loopbrug.core.outcomes import europass_pdf, europass_xml
from loopbrug.core.outcomes.europass import MOST_BYTES, MOST_CLAIMS, Imported, read_cv
from loopbrug.core.outcomes.europass_reading import MOST_MARKUP, MOST_TEXT, day_of, plain_text
from loopbrug.core.outcomes.evidence import Claim
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.site.sentences.book import LANGUAGES, tell

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "europass-candidate"

BOMB = """<?xml version="1.0"?><!DOCTYPE Candidate [
<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
]><Candidate><CandidateProfile>&c;</CandidateProfile></Candidate>"""
FETCH = """<?xml version="1.0"?><!DOCTYPE Candidate [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<Candidate><CandidateProfile>&x;</CandidateProfile></Candidate>"""


def read(text: str) -> Imported:
    return read_cv(text.encode())


def profile(inside: str, language: str = "nl") -> str:
    return (
        f'<Candidate><CandidateProfile languageCode="{language}">{inside}'
        "</CandidateProfile></Candidate>"
    )


def job(position: str) -> str:
    return profile(
        f"<EmploymentHistory><EmployerHistory><PositionHistory>{position}"
        "</PositionHistory></EmployerHistory></EmploymentHistory>"
    )


def codes(content: bytes) -> list[str]:
    """Return why the content is refused; every reason is told in both languages."""
    with pytest.raises(BadDataError) as caught:
        read_cv(content)
    assert all(tell(each, language) for each in caught.value.findings for language in LANGUAGES)
    return [each.code for each in caught.value.findings]


def told(imported: Imported) -> list[str]:
    assert all(tell(each, language) for each in imported.findings for language in LANGUAGES)
    return [each.code for each in imported.findings]


def test_read_cv_takes_jobs_education_training_languages_and_skills() -> None:
    imported = read(CANDIDATE)
    smithy = "Smederij De Lantaarn"
    assert imported.claims == (
        Claim(
            "job", "Praktijkinstructeur", smithy, date(2016, 10, 1), ongoing=True,
            text="Leerlingen lassen & meten geleerd.\n- acht per jaar",
        ),
        Claim("job", "Lasser", smithy, date(2012, 1, 1), date(2016, 2, 29)),
        Claim(
            "education", "Bachelor werktuigbouwkunde", "Hogeschool Westerkim",
            date(2008, 9, 1), date(2012, 7, 6), level="EQF 6", text="Techniek\nSterkteleer",
        ),
        Claim("language", "de", level="B2–C1"),
        Claim("skill", "AutoCAD"),
        Claim(
            "training", "Cursus lasinstructie", "", date(2019, 3, 4), date(2019, 3, 5),
        ),
        Claim("language", "nl", level="native"),
    )  # fmt: skip


def test_read_cv_takes_one_language_and_tells_of_the_other() -> None:
    imported = read(CANDIDATE)
    assert imported.language == "nl"
    assert "Instructor" not in {claim.title for claim in imported.claims}
    assert told(imported) == ["outcomes.cv-skipped", "outcomes.cv-other-language"]
    assert imported.findings[0].value("section") == "Others"
    assert imported.findings[1].value("languages") == ("en",)


@pytest.mark.parametrize(
    ("languages", "taken"),
    [("fr en", "en"), ("en nl", "nl"), ("fr de", "fr"), ("fr NL-be", "nl-be")],
)
def test_read_cv_likes_dutch_then_english_then_the_first(languages: str, taken: str) -> None:
    profiles = "".join(
        f'<CandidateProfile languageCode="{each}"><Skills><Skill><Title>{each}</Title></Skill>'
        "</Skills></CandidateProfile>"
        for each in languages.split()
    )
    imported = read(f"<Candidate>{profiles}</Candidate>")
    assert imported.language == taken
    assert [claim.title.lower() for claim in imported.claims] == [taken]


def test_read_cv_does_not_take_an_empty_profile_above_a_full_one() -> None:
    full = profile("<Skills><Skill><Title>Lassen</Title></Skill></Skills>", "en")
    both = full.replace("<Candidate>", '<Candidate><CandidateProfile languageCode="nl"/>')
    assert read(both).language == "en"


def test_read_cv_reads_the_skills_passport() -> None:
    imported = read(PASSPORT)
    assert imported.language == "nl"
    assert told(imported) == []
    assert imported.claims == (
        Claim(
            "job", "Verpleegkundige", "Ziekenhuis Het Anker", date(2010, 3, 1), ongoing=True,
            text="Stagiairs begeleid",
        ),
        Claim(
            "education", "Hbo verpleegkunde", "Hogeschool Oosterkim",
            date(1993, 9, 1), date(1997, 12, 31), level="EQF 6",
        ),
        Claim("language", "nl", level="native"),
        Claim("language", "en", level="C1–C2"),
        Claim("skill", "Roosters maken"),
        Claim("training", "Werkbegeleider, 2015"),
    )  # fmt: skip


@pytest.mark.parametrize("text", [CANDIDATE, PASSPORT])
def test_read_cv_leaves_the_person_behind(text: str) -> None:
    """Everything private in these CVs says "geheim", or is a number of its own."""
    imported = repr(read(text)).lower()
    assert "geheim" not in imported
    for private in ("612345678", "9999", "1981", "1975", "R2Vo"):
        assert private.lower() not in imported


@pytest.mark.parametrize("text", [CANDIDATE, PASSPORT])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_read_cv_reads_other_encodings(text: str, encoding: str) -> None:
    assert read_cv(text.replace("UTF-8", "UTF-16" if encoding == "utf-16" else "UTF-8").encode(
        encoding
    )) == read(text)  # fmt: skip


@pytest.mark.parametrize("text", [CANDIDATE, PASSPORT])
def test_read_cv_finds_the_cv_among_the_attachments_of_a_pdf(text: str) -> None:
    other = b"<Invoice/>"
    assert read_cv(pdf_with(b"\x89PNG", other, text.encode())) == read(text)


def test_read_cv_gives_claims_and_never_evidence() -> None:
    """A claim has no outcome it would show, and no verdict."""
    names = {each.name for each in fields(Claim)}
    assert all(type(claim) is Claim for claim in read(CANDIDATE).claims)
    assert not names & {"shows", "outcome", "verdict", "authorship"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "cv-empty"),
        (b" \n", "cv-empty"),
        (b"Beste lezer, hierbij mijn cv", "cv-not-xml"),
        (b"PK\x03\x04 a word processor's file", "cv-not-xml"),
        (b'{"SkillsPassport": {}}', "cv-not-xml"),
        (b"<html><body>cv</body></html>", "cv-not-a-cv"),
        (CANDIDATE.encode()[:900], "cv-damaged"),
        (b'<?xml version="1.0" encoding="klingon"?><Candidate/>', "cv-damaged"),
        (b"<", "cv-damaged"),
        (BOMB.encode(), "cv-entities"),
        (FETCH.encode(), "cv-entities"),
        (b'<!DOCTYPE Candidate SYSTEM "x.dtd"><Candidate/>', "cv-entities"),
        (b"<a>" * 200 + b"</a>" * 200, "cv-too-deep"),
        (b"<a>" + b"<b/>" * europass_xml.MOST_ELEMENTS + b"</a>", "cv-too-many-elements"),
        (b"<a>" + b" " * europass_xml.MOST_BYTES + b"</a>", "cv-too-large"),
        (b"%PDF-1.7 and then nothing", "cv-pdf-damaged"),
        (pdf_with(), "cv-pdf-no-attachment"),
        (pdf_with(b"<Invoice/>", b"picture"), "cv-pdf-no-attachment"),
        (pdf_with(BOMB.encode()), "cv-entities"),
        (pdf_with(CANDIDATE.encode(), password="geheim"), "cv-pdf-encrypted"),
        (pdf_with(b"\x00" * (europass_xml.MOST_BYTES + 1)), "cv-pdf-attachment-too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_read_cv_refuses_with_a_reason(content: bytes, code: str) -> None:
    assert codes(content) == [f"outcomes.{code}"]


def test_read_cv_refuses_what_is_too_large_unread() -> None:
    assert codes(b"%PDF-" + b" " * MOST_BYTES) == ["outcomes.cv-too-large"]


def test_read_cv_looks_at_a_few_attachments_only() -> None:
    many = [b"<Invoice/>"] * europass_pdf.MOST_ATTACHMENTS
    assert codes(pdf_with(*many, CANDIDATE.encode())) == ["outcomes.cv-pdf-no-attachment"]


def test_read_cv_reads_beside_an_attachment_that_is_too_large() -> None:
    large = b"\x00" * (europass_xml.MOST_BYTES + 1)
    assert read_cv(pdf_with(large, CANDIDATE.encode())) == read(CANDIDATE)


@pytest.mark.parametrize("text", ["<Candidate/>", "<SkillsPassport/>", profile("")])
def test_read_cv_tells_when_there_is_nothing_in_it(text: str) -> None:
    imported = read(text)
    assert imported.claims == ()
    assert told(imported) == ["outcomes.cv-nothing"]


def test_read_cv_tells_of_a_line_without_a_name() -> None:
    skills = "<Skill><Description>a</Description></Skill><Skill><Title>Lassen</Title></Skill>"
    imported = read(profile(f"<Skills>{skills}</Skills>"))
    assert [claim.title for claim in imported.claims] == ["Lassen"]
    assert told(imported) == ["outcomes.cv-without-title"]


def test_read_cv_names_a_job_without_a_title_after_the_employer() -> None:
    employer = "<EmployerHistory><OrganizationName>De Lantaarn</OrganizationName></EmployerHistory>"
    imported = read(profile(f"<EmploymentHistory>{employer}</EmploymentHistory>"))
    assert imported.claims == (Claim("job", "De Lantaarn"),)


def test_read_cv_drops_days_that_cannot_be_and_tells_it() -> None:
    period = (
        "<PositionTitle>Lasser</PositionTitle><EmploymentPeriod><StartDate><FormattedDateTime>{}"
        "</FormattedDateTime></StartDate><EndDate><FormattedDateTime>{}</FormattedDateTime>"
        "</EndDate></EmploymentPeriod>"
    )
    turned = read(job(period.format("2019-05", "2018")))
    assert (turned.claims[0].since, turned.claims[0].until) == (None, None)
    assert told(turned) == ["outcomes.cv-ends-before"]
    unread = read(job(period.format("vorig jaar", "2018-02-30")))
    assert (unread.claims[0].since, unread.claims[0].until) == (None, None)
    assert told(unread) == ["outcomes.cv-no-day"] * 2
    within = read(job(period.format("2019", "2019"))).claims[0]
    assert (within.since, within.until) == (date(2019, 1, 1), date(2019, 12, 31))


def test_read_cv_cuts_a_long_text_and_tells_it() -> None:
    imported = read(
        job(f"<PositionTitle>Lasser</PositionTitle><Description>{'la ' * MOST_TEXT}</Description>")
    )
    assert len(imported.claims[0].text) <= MOST_TEXT
    assert told(imported) == ["outcomes.cv-text-cut"]


def test_read_cv_keeps_a_number_of_claims_and_tells_it() -> None:
    skills = "".join(f"<Skill><Title>{n}</Title></Skill>" for n in range(MOST_CLAIMS + 1))
    imported = read(profile(f"<Skills>{skills}</Skills>"))
    assert len(imported.claims) == MOST_CLAIMS
    assert told(imported) == ["outcomes.cv-too-many"]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-02-03", date(2020, 2, 3), date(2020, 2, 3)),
        ("2020-02-03T00:00:00Z", date(2020, 2, 3), date(2020, 2, 3)),
        (" 2020 ", date(2020, 1, 1), date(2020, 12, 31)),
        ("0007", None, None),
        ("2020-13", None, None),
        ("2020-02-30", None, None),
        ("20200203", None, None),
        ("", None, None),
    ],
)
def test_day_of_reads_days_known_in_part(
    written: str, first: date | None, last: date | None
) -> None:
    assert (day_of(written, last=False), day_of(written, last=True)) == (first, last)


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("zonder opmaak", "zonder opmaak"),
        ("<p>een</p><p>twee</p>", "een\ntwee"),
        ("a<br/>b<br>c", "a\nb\nc"),
        ("<ol><li><b>een</b></li><li>twee</li></ol>", "- een\n- twee"),
        ("1 < 2 &amp; 3 > 2", "1 < 2 & 3 > 2"),
        ('<a href="javascript:x()">hier</a>', "hier"),
        ("&lt;script&gt;", "<script>"),
        ("\u202egekeerd\x07", "gekeerd"),
        ("<p></p> \n ", ""),
    ],
)
def test_plain_text_keeps_what_people_read(markup: str, plain: str) -> None:
    assert plain_text(markup) == plain


@given(st.text(alphabet="<>/ab lip&;#\n\"'=", max_size=300))
def test_plain_text_leaves_no_tag(markup: str) -> None:
    assert "<li>" not in plain_text(markup.replace("&", ""))


def test_plain_text_stays_quick_on_hostile_markup() -> None:
    for hostile in ("<a" * MOST_MARKUP, "<" * MOST_MARKUP, "<b " + "x" * MOST_MARKUP):
        assert len(plain_text(hostile)) <= MOST_MARKUP


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from([CANDIDATE, PASSPORT]))
def test_read_cv_never_breaks_on_a_changed_file(data: st.DataObject, text: str) -> None:
    survives(data, text.encode())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_read_cv_never_breaks_on_a_changed_pdf(data: st.DataObject) -> None:
    survives(data, CHANGED_PDF)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from([CANDIDATE, PASSPORT]))
def test_read_cv_never_breaks_on_elements_moved_about(data: st.DataObject, text: str) -> None:
    """The file stays XML, so that it is the reader and not the parser that is tried."""
    root = europass_xml.tree_of(text.encode())
    everything = list(root.iter())
    for _ in range(data.draw(st.integers(1, 6))):
        one, other = (data.draw(st.sampled_from(everything)) for _ in range(2))
        one.text = data.draw(st.sampled_from([None, "", "true", "2019-99", "<p>&#0;", other.text]))
        one.tag = data.draw(st.sampled_from([one.tag, other.tag]))
        one.attrib.update(data.draw(st.sampled_from([{}, {"year": "x9", "month": "--99"}])))
        if not list(other):
            one.append(deepcopy(other))
    survives(None, tostring(root))


CHANGED_PDF = pdf_with(CANDIDATE.encode())


def survives(data: st.DataObject | None, content: bytes) -> None:
    """Change some bytes, and read: claims come out, or a reason that can be told."""
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 5)) if data else 0):
        assert data is not None
        at = data.draw(st.integers(0, len(changed)))
        until = min(len(changed), at + data.draw(st.integers(0, 40)))
        changed[at:until] = data.draw(
            st.one_of(st.binary(max_size=20), st.just(bytes(changed[: until - at])))
        )
    try:
        findings = read_cv(bytes(changed)).findings
    except BadDataError as error:
        findings = error.findings
    assert all(tell(each, "nl") for each in findings)


def test_read_cv_reads_the_samples_of_others() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the folder shared/data/europass-candidate is not beside this repository")
    samples = sorted(SAMPLES.glob("*.xml"))
    assert samples
    for sample in samples:
        imported = read_cv(sample.read_bytes())
        assert {claim.kind for claim in imported.claims} >= {"job", "education", "language"}
        assert "2000" not in repr(imported)
