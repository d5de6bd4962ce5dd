"""The glossary and the core hold the same words."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "src/loopbrug/core"
ROW = re.compile(r"^\| [^|]+ \| [^|]+ \| (\w+) \| [^|]+ \|$", re.MULTILINE)


def classes_in(files: Iterable[Path]) -> set[str]:
    """Public classes, by name."""
    return {
        node.name
        for path in files
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def words_in_code() -> set[str]:
    """Public classes of the value modules: the words rooms speak to each other in."""
    return classes_in([*CORE.glob("*/model.py"), *(CORE / "terms").glob("*.py")])


def words_in_glossary() -> set[str]:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    return set(ROW.findall(text)) - {"in"}


def test_glossary_has_every_word_of_the_core() -> None:
    assert words_in_code() - words_in_glossary() == set()


def test_glossary_has_no_word_the_core_lost() -> None:
    assert words_in_glossary() - classes_in(CORE.rglob("*.py")) == set()
