"""The demo region "Midden": fictional organisations on real geography, as readable data."""

from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable

from loopbrug.core.bridge.model import Region
from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.qualifications import load_qualifications
from loopbrug.core.programme.assignment_file import read_assignments
from loopbrug.core.programme.assignments import LibraryAssignment
from loopbrug.core.programme.catalogue_file import CatalogueRead, read_catalogue_files
from loopbrug.core.programme.sittings_file import read_sittings
from loopbrug.region.organisations import Organisations, read_organisations
from loopbrug.region.places import Places, read_places

CODE = "midden"


def load_region() -> Region:
    """Return the region: framework, qualifications, catalogue and places.

    Read anew at every call, so that nobody shares what another could change.
    """
    framework = load_framework()
    places = load_places()
    return Region(
        code=CODE,
        framework=framework,
        qualifications=load_qualifications(framework),
        catalogue=load_catalogue(places).catalogue,
        places=tuple(places.by_postcode.values()),
    )


def load_places() -> Places:
    """Return the places of the region and the venues of its institutes."""
    return read_places(_text("places.yaml"), "places.yaml")


def load_catalogue(places: Places) -> CatalogueRead:
    """Return the catalogue with the national tests, and which starts a holiday moved."""
    texts = {"holidays.yaml": _text("holidays.yaml")}
    for source in sorted(_data().joinpath("catalogue").iterdir(), key=lambda entry: entry.name):
        if source.name.endswith(".yaml"):
            texts[f"catalogue/{source.name}"] = source.read_text(encoding="utf-8")
    read = read_catalogue_files(texts, places.venues)
    name = "national-tests.yaml"
    tests = read_sittings(_text(name), name)
    return replace(read, catalogue=replace(read.catalogue, tests=tests))


def load_assignments() -> tuple[LibraryAssignment, ...]:
    """Return the workplace assignments that schools of the region can start from."""
    name = "assignments.yaml"
    return read_assignments(_text(name), name)


def load_organisations() -> Organisations:
    """Return the organisations of the region."""
    name = "organisations.yaml"
    return read_organisations(_text(name), load_places().by_postcode, name)


def _data() -> Traversable:
    return files(__package__).joinpath("midden")


def _text(name: str) -> str:
    return _data().joinpath(name).read_text(encoding="utf-8")
