"""The shape of CASE 1.1, written down in our own words: fields, and what they must hold.

Enough of the format to check what we and others write, without its official schema.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from loopbrug.core.outcomes.rules import IDENTIFIER
from loopbrug.core.terms.finding import Finding

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_OWN_KIND = re.compile(r"ext:[a-zA-Z0-9._-]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_KINDS = frozenset(
    (
        "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo",
        "replacedBy", "exemplar", "hasSkillLevel", "isTranslationOf",
    )
)  # fmt: skip

Check = Callable[[object, str], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of object: its fields by name, and which of them must be there."""

    fields: Mapping[str, Check]
    required: frozenset[str] = field(default=frozenset())

    def __call__(self, value: object, place: str) -> Iterator[Finding]:
        """Yield everything wrong with ``value``."""
        if not isinstance(value, Mapping):
            yield _wrong_type(place, "object")
            return
        for name in sorted(self.required - value.keys()):
            yield Finding.of("outcomes.case-field-missing", place, field=name)
        for name, each in value.items():
            inside = f"{place}.{name}" if place else str(name)
            if name not in self.fields:
                yield Finding.of("outcomes.case-field-unknown", inside, field=str(name))
            elif each is None:
                yield Finding.of("outcomes.case-null", inside, fields=(str(name),))
            else:
                yield from self.fields[name](each, inside)


def shape_findings(document: object) -> tuple[Finding, ...]:
    """Return every way in which a document is no CASE 1.1 package; ``about`` is the place."""
    return tuple(PACKAGE(document, ""))


def _wrong_type(place: str, expected: str) -> Finding:
    return Finding.of("outcomes.case-type-wrong", place, expected=expected)


def _text(value: object, place: str) -> Iterator[Finding]:
    if not isinstance(value, str):
        yield _wrong_type(place, "text")


def _whole(value: object, place: str) -> Iterator[Finding]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield _wrong_type(place, "number")


def _any(value: object, place: str) -> Iterator[Finding]:
    del value, place
    yield from ()


def _object(value: object, place: str) -> Iterator[Finding]:
    if not isinstance(value, Mapping):
        yield _wrong_type(place, "object")


def _identifier(value: object, place: str) -> Iterator[Finding]:
    if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
        yield Finding.of("outcomes.identifier-wrong", place, found=str(value))


def _uri(value: object, place: str) -> Iterator[Finding]:
    if not isinstance(value, str) or not _URI.fullmatch(value):
        yield _wrong_type(place, "uri")


def _day(value: object, place: str) -> Iterator[Finding]:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        yield _wrong_type(place, "date")


def _moment(value: object, place: str) -> Iterator[Finding]:
    text = str(value)
    try:
        right = bool(_MOMENT.fullmatch(text)) and bool(datetime.fromisoformat(text.upper()))
    except ValueError:
        right = False
    if not right:
        yield _wrong_type(place, "moment")


def _kind(value: object, place: str) -> Iterator[Finding]:
    if not isinstance(value, str) or not (value in _KINDS or _OWN_KIND.fullmatch(value)):
        yield Finding.of("outcomes.case-kind-unknown", place, found=str(value))


def _version(value: object, place: str) -> Iterator[Finding]:
    if value != "1.1":
        yield Finding.of("outcomes.case-version-other", place, found=str(value))


def _list_of(check: Check) -> Check:
    def check_all(value: object, place: str) -> Iterator[Finding]:
        if not isinstance(value, Sequence) or isinstance(value, str):
            yield _wrong_type(place, "list")
            return
        for number, each in enumerate(value):
            yield from check(each, f"{place}[{number}]")

    return check_all


def _fields(check: Check, names: str) -> dict[str, Check]:
    return dict.fromkeys(names.split(), check)


_HEAD = {"identifier": _identifier, "uri": _uri, "lastChangeDateTime": _moment}
_HEAD_NAMES = frozenset(_HEAD)
_LINK = Shape(
    {"title": _text, "identifier": _identifier, "uri": _uri},
    frozenset(("title", "identifier", "uri")),
)
_NODE = Shape(
    {"title": _text, "identifier": _text, "uri": _uri, "targetType": _text},
    frozenset(("title", "identifier", "uri")),
)
_LIFE = _fields(_day, "statusStartDate statusEndDate") | {"extensions": _object, "notes": _text}
_SUBJECT = {"subject": _list_of(_text), "subjectURI": _list_of(_LINK)}

_DOCUMENT = Shape(
    _HEAD
    | _LIFE
    | _SUBJECT
    | _fields(
        _text,
        "frameworkType creator title publisher description language version adoptionStatus",
    )
    | {"caseVersion": _version, "officialSourceURL": _uri, "licenseURI": _LINK},
    _HEAD_NAMES | {"creator", "title"},
)
_ITEM = Shape(
    _HEAD
    | _LIFE
    | _SUBJECT
    | _fields(
        _text,
        "fullStatement alternativeLabel CFItemType humanCodingScheme listEnumeration "
        "abbreviatedStatement language",
    )
    | _fields(_list_of(_text), "conceptKeywords educationLevel")
    | _fields(_LINK, "conceptKeywordsURI CFItemTypeURI licenseURI"),
    _HEAD_NAMES | {"fullStatement"},
)
_ASSOCIATION = Shape(
    _HEAD
    | {
        "associationType": _kind,
        "sequenceNumber": _whole,
        "originNodeURI": _NODE,
        "destinationNodeURI": _NODE,
        "CFAssociationGroupingURI": _LINK,
        "notes": _text,
        "extensions": _object,
    },
    _HEAD_NAMES | {"associationType", "originNodeURI", "destinationNodeURI"},
)
PACKAGE = Shape(
    {
        "CFDocument": _DOCUMENT,
        "CFItems": _list_of(_ITEM),
        "CFAssociations": _list_of(_ASSOCIATION),
        "CFDefinitions": _any,
        "CFRubrics": _any,
        "extensions": _object,
    },
    frozenset(("CFDocument",)),
)
"""A CASE 1.1 package. Definitions and rubrics are taken as they are: we do not use them."""
