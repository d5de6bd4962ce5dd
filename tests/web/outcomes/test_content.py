"""What a file is follows from its content, and what is unsafe is refused with the reason."""

from pathlib import Path

import pytest
from tests.web.outcomes import samples

from loopbrug.web.outcomes.files.content_kinds import EXTENSIONS, media_type_of
from loopbrug.web.outcomes.files.ranges import NoSuchRangeError, Part, part_in

TAKEN = {
    "pdf": samples.pdf(),
    "png": samples.png(),
    "jpg": samples.jpeg(),
    "webp": samples.webp(),
    "mp4": samples.film(),
    "mov": samples.film(b"qt  "),
    "m4a": samples.film(b"M4A "),
    "webm": samples.webm(),
    "mp3": b"ID3\x04" + bytes(200),
    "docx": samples.archive(samples.DOCX),
    "xlsx": samples.archive(samples.XLSX),
    "pptx": samples.archive(samples.PPTX),
    "odt": samples.archive(samples.ODT),
    "txt": "Les over breuken.\nمرحبا\n".encode(),
}
HTML = b"<!DOCTYPE html><html><body>hoi</body></html>"
REFUSED = {
    "empty": (b"", "outcomes.upload-empty"),
    "html": (HTML, "outcomes.upload-html"),
    "html after spaces": (b"\xef\xbb\xbf \n" + HTML, "outcomes.upload-html"),
    "html in a pdf": (b"<script>alert(1)</script>" + samples.pdf(), "outcomes.upload-html"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="x"/>', "outcomes.upload-svg"),
    "windows program": (b"MZ" + bytes(200), "outcomes.upload-program"),
    "linux program": (b"\x7fELF" + bytes(200), "outcomes.upload-program"),
    "script": (b"#!/bin/sh\necho hoi\n", "outcomes.upload-program"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "outcomes.upload-old-office"),
    "heic": (samples.film(b"heic"), "outcomes.upload-heic"),
    "zip": (samples.archive({"a.txt": "a"}), "outcomes.upload-archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(100), "outcomes.upload-archive"),
    "bomb": (samples.bomb(), "outcomes.upload-bomb"),
    "many members": (
        samples.archive(samples.DOCX | {f"x/{n}": "" for n in range(3100)}),
        "outcomes.upload-bomb",
    ),
    "nested": (
        samples.archive(samples.DOCX | {"word/embeddings/a.zip": samples.archive({"b": "b"})}),
        "outcomes.upload-nested",
    ),
    "macro": (
        samples.archive(samples.DOCX | {"word/vbaProject.bin": "x"}),
        "outcomes.upload-macros",
    ),
    "half a pdf": (samples.pdf()[:100], "outcomes.upload-damaged"),
    "half a png": (samples.png()[:40], "outcomes.upload-damaged"),
    "half a zip": (samples.archive(samples.DOCX)[:60], "outcomes.upload-damaged"),
    "film without index": (samples.film(boxes=(b"mdat",)), "outcomes.upload-damaged"),
    "film cut off": (samples.film()[:-10], "outcomes.upload-damaged"),
    "gif": (b"GIF89a" + bytes(100), "outcomes.upload-kind-unknown"),
    "noise": (b"\x00\x01\x02\x03" * 50, "outcomes.upload-kind-unknown"),
    "latin-1": ("caf\xe9 \x80".encode("latin-1"), "outcomes.upload-kind-unknown"),
}


@pytest.mark.parametrize("extension", TAKEN)
def test_media_type_is_known_by_content_whatever_the_name(extension: str, tmp_path: Path) -> None:
    path = tmp_path / "verslag.exe"
    path.write_bytes(TAKEN[extension])
    media_type, findings = media_type_of(path)
    assert (EXTENSIONS.get(media_type), findings) == (extension, ())


def test_every_media_type_but_two_is_tried_here() -> None:
    assert set(EXTENSIONS.values()) - set(TAKEN) == {"ods", "odp"}


@pytest.mark.parametrize("what", REFUSED)
def test_unsafe_content_is_refused_with_its_reason(what: str, tmp_path: Path) -> None:
    content, code = REFUSED[what]
    path = tmp_path / "verslag.pdf"
    path.write_bytes(content)
    _media_type, findings = media_type_of(path)
    assert [finding.code for finding in findings] == [code]


def test_a_bomb_that_lies_about_its_size_is_counted(tmp_path: Path) -> None:
    content = bytearray(samples.bomb())
    real, said = (40_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    place = content.rindex(real)
    content[place : place + 4] = said
    path = tmp_path / "verslag.docx"
    path.write_bytes(content)
    _media_type, findings = media_type_of(path)
    assert [finding.code for finding in findings] in (
        ["outcomes.upload-bomb"],
        ["outcomes.upload-damaged"],
    )


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-99", Part(0, 99)),
        ("bytes=900-", Part(900, 999)),
        ("bytes=-100", Part(900, 999)),
        ("bytes=-5000", Part(0, 999)),
        ("bytes=0-5000", Part(0, 999)),
        ("bytes=0-1,5-6", None),
        ("pages=1-2", None),
        ("bytes=-", None),
    ],
)
def test_part_is_read_from_the_header(header: str, part: Part | None) -> None:
    assert part_in(header, 1000) == part


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5-4", "bytes=-0"])
def test_part_outside_the_file_is_refused(header: str) -> None:
    with pytest.raises(NoSuchRangeError):
        part_in(header, 1000)
