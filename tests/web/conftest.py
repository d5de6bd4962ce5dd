from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.pathway.stage import TODAY
from tests.web.together import real_database


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[None]:
    """Let threads of a test meet in a real database."""
    with real_database(tmp_path):
        yield


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the product live on the day the scenes are set on."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_about: TODAY)
