"""What rooms above know to be shown without a judgement: a unit that is finished.

A room registers in its ``AppConfig.ready``; this room knows no room by name.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from loopbrug.core.outcomes.model import Judgement

if TYPE_CHECKING:
    from loopbrug.web.pathway.queries import Dossier

Teller = Callable[["Dossier"], Iterable[Judgement]]
_TELLERS: dict[str, Teller] = {}


def count_as_shown(name: str, teller: Teller) -> None:
    """Register who tells, in the form of judgements, what else a dossier shows."""
    _TELLERS[name] = teller


def shown_elsewhere(dossier: "Dossier") -> Iterator[Judgement]:
    """Yield what the rooms above say that is shown."""
    for teller in _TELLERS.values():
        yield from teller(dossier)
