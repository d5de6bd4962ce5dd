"""The ten largest functions, modules and templates; fails beyond what docs/rooms.md allows."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEVER_ABOVE = {"function": 50, "module": 400, "template": 120, "arguments": 7}
FOLDERS = ("src", "tests", "tools", "benchmarks")

Size = tuple[int, str]


def main() -> int:
    """Print the largest of each kind; return 1 when anything is larger than allowed."""
    sizes = {
        "function": sorted(functions(), reverse=True),
        "module": sorted(lines_of("*.py"), reverse=True),
        "template": sorted(lines_of("templates/**/*.html"), reverse=True),
        "arguments": sorted(arguments(), reverse=True),
    }
    for kind, found in sizes.items():
        print(f"{kind} (never above {NEVER_ABOVE[kind]})")
        for size, name in found[:10]:
            print(f"  {size:5} {name}")
    over = [
        f"{name}: {kind} of {size}, allowed {NEVER_ABOVE[kind]}"
        for kind, found in sizes.items()
        for size, name in found
        if size > NEVER_ABOVE[kind]
    ]
    print("\n".join(["", *over]) if over else "sizes: all within bounds")
    return 1 if over else 0


def python_files() -> Iterator[Path]:
    """Yield every Python file of the house but migrations."""
    for folder in FOLDERS:
        yield from (p for p in (ROOT / folder).rglob("*.py") if "migrations" not in p.parts)


def lines_of(pattern: str) -> Iterator[Size]:
    """Yield the number of lines of every file that fits ``pattern``."""
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob(pattern):
            if "migrations" not in path.parts:
                text = path.read_text(encoding="utf-8")
                yield len(text.splitlines()), str(path.relative_to(ROOT))


def functions() -> Iterator[Size]:
    """Yield the number of lines of every function, its docstring left out."""
    for path, node in _definitions():
        docstring = node.body[0] if ast.get_docstring(node) else None
        described = _lines(docstring)
        length = (node.end_lineno or node.lineno) - node.lineno + 1 - described
        yield length, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def arguments() -> Iterator[Size]:
    """Yield the number of arguments of every function, ``self`` left out."""
    for path, node in _definitions():
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        count = sum(argument.arg not in {"self", "cls"} for argument in given)
        yield count, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def _definitions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def _lines(node: ast.stmt | None) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1 if node else 0


if __name__ == "__main__":
    raise SystemExit(main())
