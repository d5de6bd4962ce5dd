"""What rooms above put beside a business case, as the pool of a foundation does.

This room knows none of them by name. Who may not see something gets None from its room.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loopbrug.core.finance.model import FinanceCase

if TYPE_CHECKING:
    from loopbrug.web.accounts.queries import User
    from loopbrug.web.pathway.queries import Dossier


@dataclass(frozen=True, slots=True)
class Beside:
    """A part of the page: what a thing comes to in two ways, each line in words.

    ``rows`` are a name and two texts; ``mark`` says how sure it is, ``url`` leads on with ``act``.
    """

    title: str
    lead: str
    headers: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    mark: str
    url: str = ""
    act: str = ""


Provider = Callable[["User", "Dossier", FinanceCase, date], Beside | None]
_PROVIDERS: dict[str, Provider] = {}


def put_beside(code: str, provider: Provider) -> None:
    """Register what a room shows beside each business case."""
    _PROVIDERS[code] = provider


def beside_case(
    user: "User", dossier: "Dossier", case: FinanceCase, day: date
) -> tuple[Beside, ...]:
    """Return what a visitor may see beside a case."""
    found = (provider(user, dossier, case, day) for provider in _PROVIDERS.values())
    return tuple(one for one in found if one is not None)
