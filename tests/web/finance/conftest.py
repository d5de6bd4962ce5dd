"""Amina's dossier with a school, and an old pay with digits nobody else writes."""

import pytest
from tests.web.pathway.stage import Cast, cast, matched

from loopbrug.web.pathway.models import Dossier


@pytest.fixture
def people() -> Cast:
    """Everybody around the dossier of Amina."""
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    """Amina's dossier, with a school and an institute."""
    return matched(people)
