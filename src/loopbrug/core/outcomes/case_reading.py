"""Reading CASE packages of any maker, 1.0 or 1.1: nothing is lost, all that is odd is noted."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from loopbrug.core.outcomes.case_fields import Fields, Notes
from loopbrug.core.outcomes.case_tree import Item, Link, Tree
from loopbrug.core.outcomes.model import Area, EvidenceBase, Framework, Outcome
from loopbrug.core.outcomes.rules import framework_findings
from loopbrug.core.terms.finding import BadDataError, Confidence, Finding, LegalSource, Weight
from loopbrug.core.terms.words import Bilingual, Sector

OWN = "loopbrug"
"""The name under which our own fields stand in ``extensions``."""

UNKNOWN_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Imported:
    """A framework that was read, and what was noticed while nothing was lost."""

    framework: Framework
    findings: tuple[Finding, ...]


def import_package(document: Mapping[str, object]) -> Imported:
    """Return the framework in a CASE 1.0 or 1.1 package.

    Tolerated, with a finding that names the place: nulls, other case, links as text, items that
    hang nowhere, links that lead outside, rings, doubles, missing numbers and codes. The same
    package gives the same framework, always. Raises ``BadDataError`` when there is no CFDocument.
    """
    notes = Notes([])
    package = Fields(document, "", notes)
    if "cfpackage" in package.found:
        package = package.inside("CFPackage")
    head = package.inside("CFDocument")
    if not head.found:
        raise BadDataError([Finding.of("outcomes.case-no-document", "CFDocument")])
    tree = Tree(
        head.identifier(), _items(package, notes), _links(package, head.identifier(), notes), notes
    )
    framework = _framework(head, tree)
    wrong = (replace(f, weight=Weight.WARNS) for f in framework_findings(framework))
    notes.found.extend(wrong)
    return Imported(framework, tuple(dict.fromkeys(notes.found)))


def _items(package: Fields, notes: Notes) -> list[Item]:
    found: dict[str, Item] = {}
    for fields in package.objects("CFItems"):
        item = Item(_item_identifier(fields), _code(fields), fields)
        if item.identifier in found:
            notes.warn("outcomes.case-item-twice", fields.place, identifier=item.identifier)
        else:
            found[item.identifier] = item
    return _with_own_codes(found.values(), notes)


def _item_identifier(fields: Fields) -> str:
    identifier = fields.identifier()
    if not identifier:
        fields.notes.warn("outcomes.case-field-missing", fields.place, field="identifier")
        content = f"{fields.text('humanCodingScheme')}|{fields.text('fullStatement')}"
        digest = hashlib.sha256(content.encode()).digest()
        identifier = str(uuid.UUID(bytes=digest[:16], version=4))
    return identifier


def _code(fields: Fields) -> str:
    return fields.text("humanCodingScheme") or fields.text("listEnumeration")


def _with_own_codes(items: Iterable[Item], notes: Notes) -> list[Item]:
    """Give every item a code of its own: where it has none, or one that is taken."""
    taken: set[str] = set()
    named = []
    for item in items:
        code = item.code or item.identifier[:8]
        while code in taken:
            code = f"{code}~{item.identifier[:4]}"
        if code != item.code:
            notes.tell("outcomes.case-code-made", item.fields.place, found=item.code, made=code)
        taken.add(code)
        named.append(replace(item, code=code))
    return named


def _links(package: Fields, document: str, notes: Notes) -> list[Link]:
    found: dict[tuple[str, str, str], Link] = {}
    for fields in package.objects("CFAssociations"):
        link = Link(
            kind=fields.text("associationType").lower(),
            origin=fields.link("originNodeURI", "originNodeIdentifier"),
            destination=fields.link("destinationNodeURI", "destinationNodeIdentifier") or document,
            number=fields.number("sequenceNumber"),
            place=fields.place,
        )
        key = (link.kind, link.origin, link.destination)
        if key in found:
            notes.tell("outcomes.case-link-twice", link.place)
        found.setdefault(key, link)
    return list(found.values())


def _framework(head: Fields, tree: Tree) -> Framework:
    own = head.inside("extensions").inside(OWN)
    title = head.text("title")
    ordered = tree.ordered()
    return Framework(
        identifier=head.identifier(),
        version=head.text("version"),
        title=Bilingual(title, own.text("title") or title),
        creator=head.text("creator"),
        published_on=_day(head.text("statusStartDate") or head.text("lastChangeDateTime")),
        source=_source(own.inside("source")),
        areas=tuple(_area(item, tree) for item in ordered if tree.is_area(item)),
        outcomes=tuple(_outcome(item, tree) for item in ordered if not tree.is_area(item)),
    )


def _source(own: Fields) -> LegalSource:
    confidence = own.text("confidence")
    return LegalSource(
        law=own.text("law"),
        article=own.text("article"),
        bwb=own.text("bwb"),
        text_date=_day(own.text("text_date")) if own.text("text_date") else None,
        confidence=Confidence(confidence)
        if confidence in _values(Confidence)
        else Confidence.REMEMBERED,
    )


def _area(item: Item, tree: Tree) -> Area:
    return Area(item.identifier, item.code, _statement(item), tree.area_of(item))


def _outcome(item: Item, tree: Tree) -> Outcome:
    own = item.own
    base = own.text("base")
    return Outcome(
        identifier=item.identifier,
        code=item.code,
        statement=_statement(item),
        area=tree.area_of(item),
        base=EvidenceBase(base) if base in _values(EvidenceBase) else EvidenceBase.STUDY,
        hours=own.number("hours") or 0,
        subject="".join(item.fields.texts("subject")[:1]),
        sectors=tuple(Sector(text) for text in own.texts("sectors") if text in _values(Sector)),
        precedes=tree.after(item),
    )


def _statement(item: Item) -> Bilingual:
    fields = item.fields
    text = fields.text("fullStatement")
    if not text:
        fields.notes.warn("outcomes.case-field-missing", fields.place, field="fullStatement")
        text = fields.text("abbreviatedStatement") or item.code
    return Bilingual(text, item.own.text("statement") or text)


def _values(kind: type[StrEnum]) -> set[str]:
    return {member.value for member in kind}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return UNKNOWN_DAY
