"""The organisations of a region: who appoints, trains, guides and decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.terms.words import Place, Sector

_FILE = ("desk", "foundation", "municipalities", "institutes", "boards")
_ORGANISATION = ("code", "name", "postcode")


class SchoolKind(StrEnum):
    """What kind of school it is (*schoolsoort*)."""

    BO = "bo"
    SBO = "sbo"
    SO = "so"
    VMBO = "vmbo"
    HAVO_VWO = "havo-vwo"
    MBO = "mbo"


@dataclass(frozen=True, slots=True)
class Organisation:
    """What every organisation has: a code, a name, a place."""

    code: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Desk(Organisation):
    """The regional desk (*regionaal loket*)."""


@dataclass(frozen=True, slots=True)
class Foundation(Organisation):
    """The joint foundation of the boards (*gezamenlijke stichting*)."""


@dataclass(frozen=True, slots=True)
class Municipality(Organisation):
    """A municipality (*gemeente*)."""


@dataclass(frozen=True, slots=True)
class Institute(Organisation):
    """A teacher training institute (*lerarenopleiding*)."""


@dataclass(frozen=True, slots=True)
class School(Organisation):
    """One school, or one location of a school."""

    sector: Sector
    kind: SchoolKind


@dataclass(frozen=True, slots=True)
class Board(Organisation):
    """A school board (*schoolbestuur*) with its schools."""

    sectors: tuple[Sector, ...]
    schools: tuple[School, ...]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Every organisation of a region."""

    desk: Desk
    foundation: Foundation
    municipalities: tuple[Municipality, ...]
    institutes: tuple[Institute, ...]
    boards: tuple[Board, ...]

    @property
    def schools(self) -> tuple[School, ...]:
        """The schools of all boards, in the order of the file."""
        return tuple(school for board in self.boards for school in board.schools)


def read_organisations(text: str, places: Mapping[str, Place], filename: str = "") -> Organisations:
    """Return the organisations in a YAML text.

    ``places`` by postcode. Raises ``BadDataError`` with every error: shape, unknown postcodes,
    codes that stand twice, schools outside the sectors of their board.
    """
    page = Page(filename)
    reader = _Reader(root_of(text, page, _FILE), places, set())
    organisations = Organisations(
        desk=Desk(*reader.parts(reader.root.record("desk", _ORGANISATION))),
        foundation=Foundation(*reader.parts(reader.root.record("foundation", _ORGANISATION))),
        municipalities=tuple(Municipality(*parts) for parts in reader.listed("municipalities")),
        institutes=tuple(Institute(*parts) for parts in reader.listed("institutes")),
        boards=tuple(reader.board(record) for record in reader.boards()),
    )
    page.stop_if_wrong()
    return organisations


_Parts = tuple[str, str, Place]


@dataclass(slots=True)
class _Reader:
    root: Record
    places: Mapping[str, Place]
    codes: set[str]

    def parts(self, record: Record) -> _Parts:
        code, postcode = record.text("code"), record.text("postcode")
        if code in self.codes:
            record.wrong("outcomes.file-name-twice", "code", name=code)
        self.codes.add(code)
        if postcode not in self.places:
            record.wrong("outcomes.file-postcode-unknown", "postcode", found=postcode)
        unknown = Place(postcode, "", 0, 0)
        return code, record.text("name"), self.places.get(postcode, unknown)

    def listed(self, key: str) -> list[_Parts]:
        return [self.parts(record) for record in self.root.records(key, _ORGANISATION)]

    def boards(self) -> tuple[Record, ...]:
        return self.root.records("boards", (*_ORGANISATION, "sectors", "schools"))

    def board(self, record: Record) -> Board:
        sectors = record.sectors()
        if not sectors:
            record.wrong("outcomes.file-key-missing", "sectors", name="sectors")
        schools = record.records("schools", (*_ORGANISATION, "sector", "kind"))
        return Board(
            *self.parts(record), sectors, tuple(self.school(each, sectors) for each in schools)
        )

    def school(self, record: Record, sectors: tuple[Sector, ...]) -> School:
        sector = record.choice("sector", Sector)
        if sector not in sectors:
            allowed = tuple(each.value for each in sectors)
            record.wrong("outcomes.file-choice", "sector", found=sector.value, allowed=allowed)
        return School(*self.parts(record), sector, record.choice("kind", SchoolKind))
