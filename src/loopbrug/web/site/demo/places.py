"""The organisations of the region as the facts that ``organisations.services`` keeps."""

from collections.abc import Iterator

from loopbrug.region.midden import CODE
from loopbrug.region.organisations import Organisation, Organisations
from loopbrug.web.organisations.queries import Kind

Facts = dict[str, str]


def facts_of(region: Organisations) -> Iterator[Facts]:
    """Yield every organisation, boards before their schools."""
    yield _facts(region.desk, Kind.DESK)
    yield _facts(region.foundation, Kind.FOUNDATION)
    yield from (_facts(each, Kind.MUNICIPALITY) for each in region.municipalities)
    yield from (_facts(each, Kind.INSTITUTE) for each in region.institutes)
    for board in region.boards:
        yield _facts(board, Kind.BOARD, sector=_only(board.sectors))
        for school in board.schools:
            yield _facts(school, Kind.SCHOOL, sector=school.sector.value, board=board.code)


def _facts(organisation: Organisation, kind: str, **more: str) -> Facts:
    return {
        "code": organisation.code,
        "kind": str(kind),
        "name": organisation.name,
        "region": CODE,
        "postcode": organisation.place.postcode,
        "town": organisation.place.name,
        **more,
    }


def _only(sectors: tuple[str, ...]) -> str:
    """Return the sector of a board that has one; a board with more has none here."""
    return str(sectors[0]) if len(sectors) == 1 else ""
