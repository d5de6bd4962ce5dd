from pathlib import Path

import pytest
from pytest_django import Settings
from tests.web.pathway.stage import Cast, cast, matched

from loopbrug.web.pathway.models import Dossier


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Keep files of a test in a folder of its own, without a scanner."""
    settings.FILES = tmp_path / "files"
    settings.CLAMAV = ""
    settings.FILES_WITHOUT_SCAN = "allow"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return tmp_path / "files"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    """Return Amina's dossier, ready for evidence."""
    return matched(people)
