"""Objects in CASE files as other makers write them: other case, nulls, links in many shapes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loopbrug.core.terms.finding import Finding, Value, Weight

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(slots=True)
class Notes:
    """What was noticed while reading, in order."""

    found: list[Finding]

    def warn(self, code: str, place: str, **values: Value) -> None:
        """Note something that may change the meaning."""
        self._add(code, place, Weight.WARNS, values)

    def tell(self, code: str, place: str, **values: Value) -> None:
        """Note something that changes nothing."""
        self._add(code, place, Weight.INFORMS, values)

    def _add(self, code: str, place: str, weight: Weight, values: Mapping[str, Value]) -> None:
        self.found.append(Finding(code, place, tuple(sorted(values.items())), weight=weight))


class Fields:
    """One object of a CASE file; names are found whatever their case, nulls are absent."""

    def __init__(self, value: Mapping[str, object], place: str, notes: Notes) -> None:
        self.place, self.notes = place, notes
        self.found: dict[str, object] = {}
        nulls = []
        for name, each in value.items():
            if each is None:
                nulls.append(str(name))
            else:
                self.found.setdefault(str(name).lower(), each)
        if nulls:
            notes.tell("outcomes.case-null", place, fields=tuple(nulls))

    def text(self, name: str) -> str:
        """Return a text, "" when it is absent or no text."""
        value = self.found.get(name.lower(), "")
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.notes.warn("outcomes.case-not-text", self.place, field=name)
            return ""
        return str(value).strip()

    def number(self, name: str) -> int | None:
        """Return a whole number, also when it is written as text; None when it is absent."""
        if name.lower() not in self.found:
            return None
        text = self.text(name)
        if not re.fullmatch(r"-?\d{1,9}(\.0+)?", text):
            self.notes.warn("outcomes.case-not-number", self.place, field=name, found=text)
            return None
        return int(float(text))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        value = self.found.get(name.lower(), ())
        items = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        return tuple(str(item) for item in items if isinstance(item, str))

    def inside(self, name: str) -> "Fields":
        """Return the object under a name, an empty one when there is none."""
        value = self.found.get(name.lower(), {})
        return Fields(
            value if isinstance(value, Mapping) else {}, f"{self.place}.{name}", self.notes
        )

    def objects(self, name: str) -> Iterator["Fields"]:
        """Yield the objects in a list; anything else in it is noted."""
        value = self.found.get(name.lower(), ())
        if not isinstance(value, Sequence) or isinstance(value, str):
            self.notes.warn("outcomes.case-not-list", self.place, field=name)
            return
        for number, each in enumerate(value):
            place = f"{name}[{number}]"
            if isinstance(each, Mapping):
                yield Fields(each, place, self.notes)
            else:
                self.notes.warn("outcomes.case-not-object", place)

    def identifier(self) -> str:
        """Return the identifier, or the one in the ``uri``; "" when there is neither."""
        return identifier_in(self.text("identifier")) or identifier_in(self.text("uri"))

    def link(self, *names: str) -> str:
        """Return the identifier that the first of ``names`` points at: an object or a text."""
        for name in names:
            value = self.found.get(name.lower())
            if isinstance(value, Mapping):
                return self.inside(name).identifier()
            if isinstance(value, str):
                return identifier_in(value)
        return ""


def identifier_in(text: str) -> str:
    """Return the last UUID in a text in lower case, or the text itself when it has none.

    Examples
    --------
    >>> identifier_in("https://h.example/CFItems/4F3C6A12-E83B-4654-B7CE-1738552191E4")
    '4f3c6a12-e83b-4654-b7ce-1738552191e4'
    >>> identifier_in(" K1.1 ")
    'K1.1'
    """
    uuids = _UUID.findall(text)
    return uuids[-1].lower() if uuids else text.strip()
