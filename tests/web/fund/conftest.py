import pytest
from tests.web.fund.stage import TODAY, Cast, cast


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_about: TODAY)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()
