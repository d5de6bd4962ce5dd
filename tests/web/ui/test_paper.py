"""Documents on paper: accessible by the compiler's own check and by another, and never markup."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfua
import pypdf
import pytest
import typst
from django.utils.translation import override
from pypdf.generic import DictionaryObject

from loopbrug.web.ui import paper as port
from loopbrug.web.ui.paper import (
    Facts,
    Grid,
    Heading,
    Items,
    Note,
    Paper,
    PaperError,
    Paragraph,
    print_paper,
    typeset,
)

HOSTILE = "#panic() $x^2$ \\ <label> @ref *b* _i_ `raw` // c = kop [a](b) {{ x }} https://a.b/c"
PLAIN = Paper(
    title="Rapport van Amina",
    day=date(2026, 11, 24),
    over="Hogeschool",
    lead="Amina",
    foot="Rapport ABC, versie 1",
    number="GV-2026-00042-M",
    blocks=(
        Heading("In het kort"),
        Paragraph("Eerste regel\ntweede regel"),
        Heading("VD-4: aangetoond", 2),
        Facts((("Waarom", "Je liet het zien."), ("Bewijs", "Lesplan"))),
        Items(("een", "twee")),
        Grid("Uren", ("Gebied", "Scholing"), (("Vakinhoud", "12"), ("Samen", "12"))),
        Note("Let op", ("Nog niet getekend.",)),
    ),
)


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def structure(pdf: bytes) -> list[str]:
    """Return the kinds of the structure elements, in reading order."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(str(node["/S"]))
            walk(node.get("/K", []))

    walk(read(pdf).trailer["/Root"]["/StructTreeRoot"])
    return found


def with_text(text: str) -> Paper:
    return replace(
        PLAIN,
        title=f"Titel {text}",
        lead=text,
        blocks=(Heading(text), Paragraph(text), Facts(((text, text),)), Items((text,)),
                Grid(text, ("a", "b"), ((text, "1"),)), Note(text, (text,))),
    )  # fmt: skip


@pytest.mark.parametrize("template", ["document", "statement"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_documents_pass_an_independent_check(template: str, language: str, tmp_path: Path) -> None:
    with override(language):
        pdf = print_paper(PLAIN, template)
    (tmp_path / "paper.pdf").write_bytes(pdf)

    report = pdfua.validate(str(tmp_path / "paper.pdf"))

    assert [
        finding for finding in report.findings if finding.severity == pdfua.Severity.ERROR
    ] == []
    root = read(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == {"nl": "nl-NL", "en": "en-GB"}[language]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(pdf).metadata.title == PLAIN.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf


def test_tables_have_headers_and_headings_their_order() -> None:
    kinds = structure(print_paper(PLAIN))
    assert kinds.count("/TH") == 2
    assert kinds.index("/H1") < kinds.index("/H2")
    assert {"/Table", "/THead", "/Caption", "/L", "/LI"} <= set(kinds)


def test_all_text_is_read_back() -> None:
    text = text_of(print_paper(PLAIN))
    for said in ("Rapport van Amina", "tweede regel", "VD-4: aangetoond", "Je liet het zien.",
                 "Uren", "Scholing", "Nog niet getekend.", "Rapport ABC, versie 1",
                 "Pagina 1 van 1"):  # fmt: skip
        assert said in text


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed (poppler-utils)"
)
def test_all_text_is_read_back_by_pdftotext(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(print_paper(PLAIN))
    command = [str(shutil.which("pdftotext")), str(tmp_path / "paper.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    for said in ("Rapport van Amina", "tweede regel", "Je liet het zien.", "Nog niet getekend."):
        assert said in done.stdout


def test_text_of_people_is_never_markup() -> None:
    text = text_of(print_paper(with_text(HOSTILE)))
    assert text.count(HOSTILE) == 11


def test_very_long_word_stays_on_the_page_and_whole() -> None:
    long = "x" * 700
    pdf = print_paper(with_text(long))
    assert long in text_of(pdf).replace(" ", "")
    rows = " ".join(page.extract_text() for page in read(pdf).pages).splitlines()
    assert max(len(row) for row in rows) < 120


def test_arabic_is_set_and_what_no_font_has_is_spelled_out() -> None:
    text = text_of(print_paper(with_text("الاسم ș ğ 😀 王")))
    assert "الاسم" in text
    assert "[U+1F600 grinning face]" in text
    assert "[U+738B]" in text
    assert "code tussen rechte haken" in text


def test_emoji_made_of_several_is_spelled_without_its_joints() -> None:
    text = text_of(print_paper(with_text("👩‍🏫️")))
    assert "[U+1F469 woman][U+1F3EB school]" in text


def test_control_characters_and_turned_text_leave_no_trace() -> None:
    text = text_of(print_paper(with_text("a\x00b\x07c \u202eomgekeerd\u202c")))
    assert "abc omgekeerd" in text
    assert "\u202e" not in text


def test_private_characters_do_not_stop_a_document() -> None:
    assert "[U+E000]" in text_of(print_paper(with_text("\ue000")))


def test_empty_texts_make_a_document() -> None:
    assert print_paper(with_text(""))


def test_hundred_outcomes_fill_pages_with_the_header_on_each() -> None:
    rows = tuple((f"Leeruitkomst {number}", str(number)) for number in range(100))
    pdf = print_paper(replace(PLAIN, blocks=(Grid("Uren", ("Gebied", "Uren"), rows),)))
    pages = [page.extract_text() for page in read(pdf).pages]
    assert len(pages) > 2
    assert all("Gebied" in page for page in pages)
    assert "Leeruitkomst 99" in pages[-1]


def test_same_document_is_the_same_bytes() -> None:
    assert print_paper(PLAIN) == print_paper(PLAIN)


def test_document_that_would_not_be_accessible_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.typ").write_text("= Een\n=== Drie\n", encoding="utf-8")
    monkeypatch.setattr(port, "SHEETS", tmp_path)
    with pytest.raises(PaperError):
        typeset("bad", {"day": "2026-11-24", "spelled": ""})


def test_font_nobody_has_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = '#set document(title: "x")\n#set text(lang: "nl", font: "Nergens")\n#title()\nTekst\n'
    (tmp_path / "font.typ").write_text(sheet, encoding="utf-8")
    monkeypatch.setattr(port, "SHEETS", tmp_path)
    with pytest.raises(PaperError, match="unknown font family"):
        typeset("font", {"day": "2026-11-24", "spelled": ""})


def test_fonts_of_the_house_come_with_typst() -> None:
    families = typst.Fonts(include_system_fonts=False).families()
    assert {"Libertinus Serif", "DejaVu Sans Mono"} <= set(families)


def test_sheets_fetch_nothing() -> None:
    for sheet in port.SHEETS.glob("*.typ"):
        assert "@preview" not in sheet.read_text(encoding="utf-8"), sheet.name
