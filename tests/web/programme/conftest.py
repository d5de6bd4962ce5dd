"""Who most tests of programmes are about."""

import pytest
from tests.web.pathway.stage import Cast, cast
from tests.web.programme.scene import prepared

from loopbrug.web.pathway.models import Dossier


@pytest.fixture
def people() -> Cast:
    """Everybody around the dossier of Amina."""
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    """Amina's dossier, with enough shown for a programme."""
    return prepared(people)
