"""Habits of the house that no other tool guards."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMELESS = {"utils", "helpers", "common", "base", "manager", "misc"}


def tracked(*patterns: str) -> list[Path]:
    """Files of the repository that fit, whether it is a git checkout or not."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    skipped = {".venv", "var", ".git", "build"}
    return sorted(path for path in found if not skipped & set(path.relative_to(ROOT).parts))


def test_no_module_without_a_real_name() -> None:
    nameless = [p for p in tracked("src/**/*.py", "tests/**/*.py") if p.stem in NAMELESS]
    assert nameless == []


def test_lock_files_name_no_host() -> None:
    for lock in tracked("requirements*.txt"):
        assert "://" not in lock.read_text(encoding="ascii"), lock.name


def test_every_locked_package_has_a_hash() -> None:
    for lock in tracked("requirements*.txt"):
        text = lock.read_text(encoding="ascii")
        pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert pins
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_import_contracts_hold() -> None:
    lint = ROOT / ".venv/bin/lint-imports"
    if not lint.exists():
        pytest.skip("import-linter lives in the environment that make sets up")
    done = subprocess.run(  # noqa: S603
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_core_room_order_lists_rooms_that_do_not_exist_yet() -> None:
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for room in ("policy", "schools", "placement", "guidance", "assessment"):
        assert f"({room})" in contracts
