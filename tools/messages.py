"""Texts on screen: Dutch in the templates, English in each room's ``locale/en``.

``sync`` adds texts that are new and drops those that are gone, ``check`` fails on anything that
is not translated, ``compile`` makes the files Django reads. No system tool is needed.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[1] / "src" / "loopbrug" / "web"
STRING = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?gettext|n?pgettext)\({STRING}(?:\s*,\s*{STRING})?")
PYTHON_CALLS = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "_"}

Text = tuple[str, str]
"""A text and its plural ("" when it has none)."""


def main() -> int:
    """Do what the first argument says; return the exit code."""
    settings.configure(USE_I18N=True)
    acts = {"sync": sync, "check": check, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in acts:  # noqa: PLR2004
        print(f"usage: python tools/messages.py {'|'.join(acts)}")
        return 2
    return acts[sys.argv[1]]()


def sync() -> int:
    """Bring every room's English file in line with its templates and code."""
    for room in rooms():
        texts = set(texts_of(room))
        path = room / "locale" / "en" / "LC_MESSAGES" / "django.po"
        if not texts and not path.exists():
            continue
        catalogue = _opened(path)
        _drop_gone(catalogue, texts)
        _add_new(catalogue, texts)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.sort(key=lambda entry: entry.msgid)
        catalogue.save(str(path))
    return 0


def check() -> int:
    """Name every text without English; 0 when there is none."""
    faults = [fault for room in rooms() for fault in faults_of(room)]
    print("\n".join(faults) or "messages: every text has its English")
    return 1 if faults else 0


def compile_all() -> int:
    """Write the binary file beside every text file that is newer."""
    for path in WEB.glob("*/locale/*/LC_MESSAGES/*.po"):
        binary = path.with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(binary))
    return 0


def rooms() -> list[Path]:
    """Return the folders of the web rooms."""
    return sorted(path for path in WEB.iterdir() if (path / "__init__.py").exists())


def texts_of(room: Path) -> Iterator[Text]:
    """Yield every translatable text of a room."""
    for path in sorted(room.rglob("templates/**/*.*")):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        for match in CALL.finditer(code):
            plural = ast.literal_eval(match[3]) if match[1].startswith("n") else ""
            yield ast.literal_eval(match[2]), plural
    for path in sorted(room.rglob("*.py")):
        yield from _python_texts(path)


def faults_of(room: Path) -> Iterator[str]:
    """Yield what is wrong with a room's English file."""
    path = room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    known = {entry.msgid: entry for entry in _opened(path)}
    plurals = {text for text, plural in texts_of(room) if plural}
    for text in sorted({text for text, _ in texts_of(room)}):
        entry = known.pop(text, None)
        if entry is None or not entry.translated():
            yield f"{room.name}: no English for {text!r}"
        elif text in plurals and not entry.msgid_plural:
            yield f"{room.name}: no English plural for {text!r} (run sync)"
        elif sorted(_placeholders(text)) != sorted(_placeholders(_english(entry))):
            yield f"{room.name}: other placeholders in the English of {text!r}"
    yield from (f"{room.name}: {text!r} is no longer used (run sync)" for text in known)


def _english(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text))


def _python_texts(path: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if node.func.id in PYTHON_CALLS and words and isinstance(words[0], str):
                plural = node.func.id.startswith("n") and len(words) > 1
                yield words[0], str(words[1]) if plural else ""


def _opened(path: Path) -> polib.POFile:
    if path.exists():
        return polib.pofile(str(path), wrapwidth=100)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Language": "en",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def _drop_gone(catalogue: polib.POFile, texts: set[Text]) -> None:
    wanted = {text for text, _ in texts}
    plurals = {text for text, plural in texts if plural}
    for entry in list(catalogue):
        if entry.msgid not in wanted or (entry.msgid in plurals and not entry.msgid_plural):
            catalogue.remove(entry)


def _add_new(catalogue: polib.POFile, texts: set[Text]) -> None:
    # A text that is counted in one place and not in another needs its plural: that serves both.
    known = {entry.msgid for entry in catalogue}
    for text, plural in sorted(texts, reverse=True):
        if text in known:
            continue
        known.add(text)
        entry = polib.POEntry(msgid=text, msgstr="")
        if plural:
            entry = polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural={0: "", 1: ""})
        catalogue.append(entry)


if __name__ == "__main__":
    raise SystemExit(main())
