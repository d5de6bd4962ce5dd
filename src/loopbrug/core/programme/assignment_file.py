"""The library of workplace assignments, from a readable file."""

from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.programme.assignments import LibraryAssignment
from loopbrug.core.programme.catalogue_file import covers_in

_FILE = ("assignments",)
_ASSIGNMENT = ("code", "title", "what", "evidence", "observer", "weeks", "covers", "sectors")


def read_assignments(text: str, name: str = "") -> tuple[LibraryAssignment, ...]:
    """Return the assignments in one YAML text; raises ``BadDataError`` with every error."""
    page = Page(name)
    root = root_of(text, page, _FILE)
    found: dict[str, LibraryAssignment] = {}
    for record in root.records("assignments", _ASSIGNMENT):
        one = _assignment(record)
        if one.code in found:
            record.wrong("programme.library-assignment-twice", "code", assignment=one.code)
        found[one.code] = one
    page.stop_if_wrong()
    return tuple(found.values())


def _assignment(record: Record) -> LibraryAssignment:
    return LibraryAssignment(
        code=record.text("code"),
        title=record.bilingual("title"),
        what=record.bilingual("what"),
        evidence=record.bilingual("evidence"),
        observer=record.bilingual("observer"),
        weeks=record.number("weeks", least=1),
        covers=tuple(covers_in(record)),
        sectors=record.sectors(),
    )
