"""Public instances of levelling: the balanced academic curriculum, plain and generalised.

Read where they lie, never copied into the project: ``../shared/data`` beside the checkout, or the
folder named by ``LOOPBRUG_INSTANCES``.
"""

import os
import re
from pathlib import Path

from loopbrug.core.programme.levelling.model import (
    Course,
    Curriculum,
    Goal,
    LevellingProblem,
    Range,
)

FOLDER = Path(os.environ.get("LOOPBRUG_INSTANCES", "") or "../shared/data")
BACP = ("bacp8", "bacp10", "bacp12")
GBAC = ("toy", "reduced_UD2", "reduced_UD4", "reduced_UD6", "UD2", "UD4", "UD8")
BEST = {
    "bacp8": 17, "bacp10": 14, "bacp12": 17,
    "toy": 191, "reduced_UD2": 401, "reduced_UD4": 949, "reduced_UD6": 225,
    "UD2": 147, "UD4": 396, "UD8": 41,
}  # fmt: skip
"""The best values known."""
BOUND = {**BEST, "UD2": 109, "UD4": 340, "UD8": 36}
"""The best bounds known; equal to the best value where that is proved."""


def instance_path(name: str, folder: Path = FOLDER) -> Path:
    """Return where an instance lies, whether or not it is there."""
    if name in BACP:
        return folder / "bacp" / f"{name}.dat"
    return folder / "gbac" / f"{name}-gbac.dzn"


def read_instance(name: str, folder: Path = FOLDER) -> LevellingProblem:
    """Return an instance by its name; raises ``FileNotFoundError`` where it does not lie."""
    text = instance_path(name, folder).read_text(encoding="utf-8")
    return read_bacp(text) if name in BACP else read_gbac(text)


def read_bacp(text: str) -> LevellingProblem:
    """Return the instance in the ``.dat`` form: one curriculum, the highest load lowest."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    names = _inside(text, "courses").replace("\n", " ").split(",")
    codes = [name.strip() for name in names if name.strip()]
    loads = [int(load) for load in _numbers(_inside(text, "credit"))]
    before = re.findall(r"<\s*(\w+)\s*,\s*(\w+)\s*>", _inside(text, "prereq"))
    return LevellingProblem(
        periods=_number(text, "p"),
        courses=tuple(Course(code, load) for code, load in zip(codes, loads, strict=True)),
        curricula=(Curriculum("all", tuple(codes)),),
        before=tuple(sorted({(first, then) for then, first in before})),
        loads=Range(_number(text, "a"), _number(text, "b")),
        counts=Range(_number(text, "c"), _number(text, "d")),
        goal=Goal.PEAK,
    )


def read_gbac(text: str) -> LevellingProblem:
    """Return the instance in the ``.dzn`` form: several curricula, each near its mean."""
    text = re.sub(r"%[^\n]*", "", text)
    loads = _numbers(_inside(text, "course_load"))
    avoided: dict[int, set[int]] = {}
    for course, period in _pairs(text, "undesirable"):
        avoided.setdefault(course, set()).add(period - 1)
    courses = tuple(
        Course(f"c{n:03}", load, frozenset(avoided.get(n, ())))
        for n, load in enumerate(loads, start=1)
    )
    groups = re.findall(r"\{([\d,\s]*)\}", _inside(text, "courses_of"))
    curricula = tuple(
        Curriculum(f"q{n:02}", tuple(f"c{course:03}" for course in sorted(_numbers(group))))
        for n, group in enumerate(groups, start=1)
    )
    return LevellingProblem(
        periods=_number(text, "n_periods"),
        courses=courses,
        curricula=curricula,
        before=tuple(sorted({(f"c{a:03}", f"c{b:03}") for a, b in _pairs(text, "precedes")})),
        counts=Range(_number(text, "min_courses"), _number(text, "max_courses")),
        goal=Goal.EVEN,
    )


def _number(text: str, name: str) -> int:
    found = re.search(rf"\b{name}\s*=\s*(\d+)", text)
    if found is None:
        raise ValueError(f"no number {name}")
    return int(found[1])


def _inside(text: str, name: str) -> str:
    """Return what stands between the brackets of a list or a set."""
    found = re.search(rf"\b{name}\s*=\s*[\[{{](.*?)[\]}}]\s*;", text, flags=re.DOTALL)
    if found is None:
        raise ValueError(f"no list {name}")
    return found[1]


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _pairs(text: str, name: str) -> list[tuple[int, int]]:
    found = re.search(rf"\b{name}\s*=\s*array2d\([^\[]*\[([^\]]*)\]", text)
    numbers = _numbers(found[1]) if found else []
    return list(zip(numbers[::2], numbers[1::2], strict=True))
