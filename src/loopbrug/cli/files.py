"""Files in and out of the command, and what to say when that does not work."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from loopbrug.core.bridge.tree import MAX_CHARACTERS
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.site.sentences.book import sentence, tell

STANDARD = "-"
_LINE = re.compile(r"^line (\d+)(?:: )?")


def text_of(name: str, most: int = MAX_CHARACTERS) -> str:
    """Return the text of a file ("-" is standard input); raises ``BadDataError``.

    No more than ``most`` characters are read, and one to know that there is more.
    """
    try:
        if name == STANDARD:
            data = sys.stdin.buffer.read(4 * most + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(4 * most + 1)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadDataError([Finding.of("cli.file-encoding", f"line {line}")]) from None
    except (OSError, ValueError) as error:
        raise BadDataError([_unreadable(error)]) from None


def write_text(name: str, text: str, *, force: bool) -> None:
    """Write ``text`` to a file ("-" is standard output).

    Raises ``BadDataError`` when that fails, or when the file is there and ``force`` is not.
    """
    if name == STANDARD:
        sys.stdout.write(text)
        return
    if Path(name).is_dir():
        raise BadDataError([Finding.of("cli.file-directory")])
    try:
        with Path(name).open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileNotFoundError:
        raise BadDataError([Finding.of("cli.folder-missing")]) from None
    except FileExistsError:
        raise BadDataError([Finding.of("cli.file-exists")]) from None
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", "") or error)
        raise BadDataError([Finding.of("cli.file-unwritable", reason=reason)]) from None


def _unreadable(error: OSError | ValueError) -> Finding:
    if isinstance(error, FileNotFoundError):
        return Finding.of("cli.file-missing")
    if isinstance(error, IsADirectoryError):
        return Finding.of("cli.file-directory")
    if isinstance(error, PermissionError):
        return Finding.of("cli.file-forbidden")
    reason = str(getattr(error, "strerror", "") or error)
    return Finding.of("cli.file-unreadable", reason=reason)


def place(about: str, language: str) -> str:
    """Return the place of a finding in words.

    Examples
    --------
    >>> place("line 12: week.blocks[0].from", "nl")
    'regel 12, week.blocks[0].from: '
    """
    found = _LINE.match(about)
    line = sentence("cli.line", language, number=int(found[1])) if found else ""
    parts = [part for part in (line, about[found.end() :] if found else about) if part]
    return f"{', '.join(parts)}: " if parts else ""


def complaints(findings: Iterable[Finding], file: str, language: str) -> str:
    """Return every error as lines of text, under a line that counts them."""
    lines = [f"  {place(each.about, language)}{tell(each, language)}" for each in findings]
    head = "cli.one-error" if len(lines) == 1 else "cli.errors"
    return "\n".join([sentence(head, language, file=file, count=len(lines)), *lines]) + "\n"
