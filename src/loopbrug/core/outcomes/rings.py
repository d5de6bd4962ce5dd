"""Rings in a graph: where following the arrows comes back to the start."""

from collections.abc import Iterable, Mapping


def rings(arrows: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Return rings of ``arrows``, each written from its first name in order and closed.

    Every name that lies on a ring is reachable from one that is returned; without rings the
    result is empty. No recursion, so a long chain is no trouble.

    Examples
    --------
    >>> rings({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})
    (('a', 'b', 'c', 'a'),)
    >>> rings({"a": ["b"], "b": []})
    ()
    """
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in sorted(arrows):
        if start not in done:
            _walk(start, arrows, done, found)
    return tuple(sorted(found))


def _walk(
    start: str,
    arrows: Mapping[str, Iterable[str]],
    done: set[str],
    found: list[tuple[str, ...]],
) -> None:
    path = [start]
    left = [iter(sorted(arrows.get(start, ())))]
    while path:
        after = next(left[-1], None)
        if after is None:
            done.add(path.pop())
            left.pop()
        elif after in path:
            found.append(_closed(path[path.index(after) :]))
        elif after not in done:
            path.append(after)
            left.append(iter(sorted(arrows.get(after, ()))))


def _closed(ring: list[str]) -> tuple[str, ...]:
    first = ring.index(min(ring))
    return (*ring[first:], *ring[: first + 1])
