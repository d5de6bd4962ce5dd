"""The ten example dossiers: the files in ``examples/`` are the only copy."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.core.bridge.model import Dossier, Region


class NoExamplesError(LookupError):
    """The folder with example dossiers is not there."""


def folder() -> Path:
    """Return the folder with the examples, at the root of the repository.

    Raises ``NoExamplesError`` where only the package was installed.
    """
    found: Path = settings.ROOT / "examples"
    if not any(found.glob("p*.yaml")):
        raise NoExamplesError(
            f"The ten example dossiers are not in {found}. Run Loopbrug from its repository "
            "(pip install -e .), or copy the folder examples/ there."
        )
    return found


def examples(region: Region) -> Iterator[tuple[str, Dossier]]:
    """Yield the name ("p01") and the dossier of every example, in order."""
    for path in sorted(folder().glob("p*.yaml")):
        yield path.stem, read_dossier(path.read_text(encoding="utf-8"), region.places)
