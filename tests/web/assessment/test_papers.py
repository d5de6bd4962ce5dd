"""The report and the statement on paper: accessible, and saying all that the page says."""

import io
from pathlib import Path
from typing import Any

import pdfua
import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from tests.web.assessment.verdict import judged, not_yet, put, reported, signed, suitable
from tests.web.pathway.stage import TODAY

from loopbrug.core.assessment.documents import document_of, report_from
from loopbrug.web.assessment.facts.decisions import docket_of, report_of
from loopbrug.web.assessment.models import ReportRow
from loopbrug.web.assessment.papers.report import report_paper, told_report
from loopbrug.web.ui.paper import Facts, Grid, Heading, Items, Note, Paragraph, print_paper

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def fetched(client: Client, who: Any, name: str, *about: Any) -> bytes:
    client.force_login(who)
    response = client.get(reverse(f"assessment:{name}", args=about))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    content: bytes = response.content
    return content


def faults(pdf: bytes, folder: Path) -> list[Any]:
    (folder / "paper.pdf").write_bytes(pdf)
    report = pdfua.validate(str(folder / "paper.pdf"))
    return [each for each in report.findings if each.severity == pdfua.Severity.ERROR]


def said_by(blocks: tuple[Any, ...]) -> list[str]:
    """Return every text in blocks, line by line."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                found += block.text.splitlines()
            case Items():
                found += [line for item in block.items for line in item.splitlines()]
            case Facts():
                found += [line for row in block.rows for text in row for line in text.splitlines()]
            case Grid():
                found += [block.caption, *block.headers, *(c for row in block.rows for c in row)]
            case Note():
                found += [block.title, *block.lines]
    return found


def test_report_as_pdf_is_accessible_and_complete(client: Client, tmp_path: Path) -> None:
    bench = not_yet()
    pdf = fetched(client, bench.people.amina, "report-pdf", bench.dossier.pk, 1)

    assert faults(pdf, tmp_path) == []
    read = pypdf.PdfReader(io.BytesIO(pdf))
    assert read.trailer["/Root"]["/Lang"] == "nl-NL"
    assert "/StructTreeRoot" in read.trailer["/Root"]
    docket = docket_of(bench.dossier)
    row = ReportRow.objects.get()
    whole, text = report_paper(told_report(docket, row, bench.dossier)), text_of(pdf)
    for said in said_by(whole.blocks):
        assert " ".join(said.split()) in text, said
    for said in ("Je les liep uit de hand.", "Ben je het er niet mee eens?", "Onderwijsassistent",
                 "De drie vragen van de wet", "Wat je nog nodig hebt, in uren"):  # fmt: skip
        assert said in text, said


def test_statement_as_pdf_is_accessible_and_says_where_to_verify(
    client: Client, tmp_path: Path
) -> None:
    bench, statement = suitable()
    for who in (bench.people.amina, bench.people.school):
        pdf = fetched(client, who, "statement-pdf", bench.dossier.pk)
    assert faults(pdf, tmp_path) == []
    text = text_of(pdf)
    for said in ("Amina", statement.number, f"/verklaring/{statement.secret}/", statement.secret,
                 "2 schooljaren", "niet nagezocht", "Hier schrijft het bestuur"):  # fmt: skip
        assert said in text, said
    assert "Je les was helder" not in text


def test_statement_pdf_is_the_one_that_counts(client: Client) -> None:
    bench, old = suitable()
    reported(bench, why="Uren.")
    new = signed(bench, put(bench, seen=old.decision_id))
    assert new is not None
    text = text_of(fetched(client, bench.people.amina, "statement-pdf", bench.dossier.pk))
    assert new.number in text
    assert f"Deze verklaring vervangt {old.number}." in text


def test_papers_speak_english(client: Client) -> None:
    bench, _statement = suitable()
    client.cookies["django_language"] = "en"
    pdf = fetched(client, bench.people.amina, "report-pdf", bench.dossier.pk, 1)
    assert pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "en-GB"


@pytest.mark.parametrize("text", ["", "#panic() $x$ <a> \\ 😀 العربية", "w" * 900, "{% now %}"])
def test_any_words_of_assessors_make_a_report(client: Client, text: str, tmp_path: Path) -> None:
    bench = judged(text)
    reported(bench, weight_text=text)
    client.force_login(bench.anna)
    page = client.get(reverse("assessment:report-version", args=[bench.dossier.pk, 1]))
    assert page.status_code == 200
    pdf = fetched(client, bench.anna, "report-pdf", bench.dossier.pk, 1)
    assert faults(pdf, tmp_path) == []
    if not text:
        assert "Er is geen reden opgeschreven." in text_of(pdf)


def test_frozen_report_reads_the_same_when_the_dossier_has_changed() -> None:
    bench = judged()
    row = reported(bench)
    before = report_of(row)
    bench.people.amina.name = "Amina de Vries"
    bench.people.amina.save()
    assert report_of(ReportRow.objects.get()) == before
    assert report_from(document_of(before)) == before


def test_report_of_a_hundred_outcomes_is_made() -> None:
    bench = judged()
    document = reported(bench).document
    area = document["areas"][0]
    area["outcomes"] = [{**area["outcomes"][0], "code": f"VI-{n}"} for n in range(100)]
    row = ReportRow(version=1, document=document, made_on=TODAY, why="")
    paper = report_paper(told_report(docket_of(bench.dossier), row, bench.dossier))
    assert "VI-99: gevalideerd" in text_of(print_paper(paper))
