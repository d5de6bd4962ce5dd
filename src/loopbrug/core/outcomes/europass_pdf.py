"""A PDF as carrier: the files attached to it, read within limits."""

from io import BytesIO
from itertools import islice

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from loopbrug.core.outcomes.europass_xml import MOST_BYTES
from loopbrug.core.terms.finding import BadDataError, Finding

MOST_ATTACHMENTS = 5
HEAD = 1024
"""Within so many bytes a PDF says that it is one; some programs put something before it."""


def is_pdf(content: bytes) -> bool:
    """Return whether the content says that it is a PDF."""
    return b"%PDF-" in content[:HEAD]


def attachments(content: bytes) -> tuple[bytes, ...]:
    """Return the first files attached to a PDF, unfolded.

    What a stream may unfold to has a limit, however small it is in the file. Raises
    ``BadDataError`` when the PDF is damaged or encrypted, or when every attachment is too large.
    """
    with apply_configuration(
        zlib_maximum_output_length=MOST_BYTES,
        lzw_maximum_output_length=MOST_BYTES,
        run_length_maximum_output_length=MOST_BYTES,
        brotli_maximum_output_length=MOST_BYTES,
        array_based_stream_maximum_output_length=MOST_BYTES,
    ):
        try:
            return _unfolded(PdfReader(BytesIO(content)))
        except BadDataError:
            raise
        except Exception:  # noqa: BLE001 - a damaged PDF makes its reader raise anything at all
            raise BadDataError([Finding.of("outcomes.cv-pdf-damaged")]) from None


def _unfolded(reader: PdfReader) -> tuple[bytes, ...]:
    if reader.is_encrypted:
        raise BadDataError([Finding.of("outcomes.cv-pdf-encrypted")])
    found, too_large = [], False
    for attachment in islice(reader.attachment_list, MOST_ATTACHMENTS):
        try:
            found.append(attachment.content)
        except LimitReachedError:
            too_large = True
    if too_large and not found:
        most = MOST_BYTES // 1_000_000
        raise BadDataError([Finding.of("outcomes.cv-pdf-attachment-too-large", most=most)])
    return tuple(found)
