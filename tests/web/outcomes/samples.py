"""Small files of every sort, made here: no real document of anybody."""

import io
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

from pypdf import PdfWriter

OOXML = '<?xml version="1.0"?><Types xmlns="urn:types"/>'
DOCX = {"[Content_Types].xml": OOXML, "word/document.xml": "<w:document/>"}
XLSX = {"[Content_Types].xml": OOXML, "xl/workbook.xml": "<workbook/>"}
PPTX = {"[Content_Types].xml": OOXML, "ppt/presentation.xml": "<p:presentation/>"}
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>"}


def pdf(mark: str = "") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": mark})
    writer.write(out)
    return out.getvalue()


def archive(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def png() -> bytes:
    def box(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = (1).to_bytes(4) * 2 + bytes([8, 0, 0, 0, 0])
    pixel = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + box(b"IHDR", head) + box(b"IDAT", pixel) + box(b"IEND", b"")


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(64) + b"\xff\xd9"


def webp() -> bytes:
    return b"RIFF" + (20).to_bytes(4, "little") + b"WEBPVP8 " + bytes(12)


def film(brand: bytes = b"isom", boxes: tuple[bytes, ...] = (b"moov", b"mdat")) -> bytes:
    def box(kind: bytes, data: bytes) -> bytes:
        return (len(data) + 8).to_bytes(4) + kind + data

    first = box(b"ftyp", brand + bytes(4) + brand)
    return first + b"".join(box(kind, bytes(32)) for kind in boxes)


def webm() -> bytes:
    return b"\x1aE\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1fB\x82\x84webm" + bytes(64)


def bomb() -> bytes:
    return archive(DOCX | {"word/media/image1.png": bytes(40_000_000)})
