"""The text of a PDF, page by page: for those who cannot see it, and for suggestions."""

import logging
from pathlib import Path

from django.core.cache import cache
from pypdf import PdfReader
from pypdf.errors import PyPdfError

logger = logging.getLogger(__name__)
MOST_PAGES = 60
MOST_BYTES = 30_000_000
"""A PDF larger than this is not read for its text: that would keep a visitor waiting."""
KEPT_SECONDS = 60 * 60 * 24


def pages_of(path: Path, sha256: str) -> tuple[str, ...]:
    """Return the text of the first pages; empty when it holds no text or cannot be read."""
    name = f"outcomes.page-text:{sha256}"
    known: tuple[str, ...] | None = cache.get(name)
    if known is None:
        known = _read(path)
        cache.set(name, known, KEPT_SECONDS)
    return known


def plain_text_of(path: Path, most: int = 20_000) -> str:
    """Return the beginning of a text file."""
    with path.open("rb") as file:
        return file.read(most).decode("utf-8", errors="replace")


def _read(path: Path) -> tuple[str, ...]:
    if not path.exists() or path.stat().st_size > MOST_BYTES:
        return ()
    try:
        reader = PdfReader(path)
        return tuple(page.extract_text().strip() for page in reader.pages[:MOST_PAGES])
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        # A PDF that browsers can show and this reader cannot is still good evidence.
        logger.info("no text in %s: %s", path.name, type(error).__name__)
        return ()
