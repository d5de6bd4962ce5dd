"""Frameworks as CASE packages: the open format for competency frameworks of 1EdTech.

Out goes strict CASE 1.1: no nulls, nothing the format does not know, the same bytes for the same
framework. In comes whatever makers of CASE 1.0 and 1.1 files write, see ``case_reading``.

Dutch is the text of the package. What CASE has no field for (English, hours, base, sectors, the
legal source) stands in ``extensions`` under "loopbrug". A second set of English items with
``isTranslationOf`` would need identifiers of its own, and a translation is not another outcome.
"""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loopbrug.core.outcomes.case_reading import OWN, Imported, import_package
from loopbrug.core.outcomes.model import Area, Framework, Outcome
from loopbrug.core.outcomes.rules import framework_findings, items_of
from loopbrug.core.terms.finding import BadDataError

__all__ = ["Imported", "export_package", "import_package", "package_text"]

Package = dict[str, object]


def export_package(framework: Framework, address: str = "") -> Package:
    """Return a framework as a CASE 1.1 package.

    Parameters
    ----------
    framework
        A sound one; raises ``BadDataError`` with all that is wrong otherwise.
    address
        Where it is published, as in "https://host.example/ims/case/v1p1"; without, every ``uri``
        is a ``urn:uuid``.
    """
    wrong = framework_findings(framework)
    if wrong:
        raise BadDataError(wrong)
    writer = _Writer(framework, address.rstrip("/"))
    return {
        "CFDocument": writer.document(),
        "CFItems": list(writer.items()),
        "CFAssociations": list(writer.associations()),
    }


def package_text(framework: Framework, address: str = "") -> str:
    """Return the package as JSON text, the same bytes for the same framework."""
    return json.dumps(export_package(framework, address), ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    framework: Framework
    address: str

    def document(self) -> Package:
        """Return the CFDocument."""
        framework, source = self.framework, self.framework.source
        legal = {
            "law": source.law,
            "article": source.article,
            "bwb": source.bwb,
            "text_date": source.text_date.isoformat() if source.text_date else "",
            "confidence": source.confidence.value,
        }
        return self._head("CFDocuments", framework.identifier) | {
            "frameworkType": "Leeruitkomsten",
            "caseVersion": "1.1",
            "creator": framework.creator,
            "title": framework.title.nl,
            "language": "nl",
            "version": framework.version,
            "adoptionStatus": "Adopted",
            "statusStartDate": framework.published_on.isoformat(),
            "extensions": {OWN: {"title": framework.title.en, "source": _filled(legal)}},
        }

    def items(self) -> Iterator[Package]:
        """Yield the CFItems: the areas, then the outcomes."""
        for area in self.framework.areas:
            yield self._head("CFItems", area.identifier) | {
                "fullStatement": area.title.nl,
                "humanCodingScheme": area.code,
                "CFItemType": "Gebied",
                "language": "nl",
                "extensions": {OWN: {"kind": "area", "statement": area.title.en}},
            }
        for outcome in self.framework.outcomes:
            yield self._outcome(outcome)

    def _outcome(self, outcome: Outcome) -> Package:
        own = {
            "kind": "outcome",
            "statement": outcome.statement.en,
            "base": outcome.base.value,
            "hours": outcome.hours,
            "sectors": [sector.value for sector in outcome.sectors],
        }
        item: Package = {
            "fullStatement": outcome.statement.nl,
            "humanCodingScheme": outcome.code,
            "CFItemType": "Leeruitkomst",
            "subject": [outcome.subject] if outcome.subject else [],
            "language": "nl",
            "extensions": {OWN: _filled(own)},
        }
        return self._head("CFItems", outcome.identifier) | _filled(item)

    def associations(self) -> Iterator[Package]:
        """Yield the CFAssociations: where everything hangs, then what precedes what."""
        areas = {area.code: area for area in self.framework.areas}
        outcomes = {outcome.code: outcome for outcome in self.framework.outcomes}
        siblings: Counter[str] = Counter()
        for item in items_of(self.framework):
            above = item.parent if isinstance(item, Area) else item.area
            siblings[above] += 1
            yield self._link("isChildOf", siblings[above], item, areas.get(above))
        for outcome in self.framework.outcomes:
            for number, after in enumerate(outcome.precedes, 1):
                yield self._link("precedes", number, outcome, outcomes[after])

    def _link(
        self, kind: str, number: int, origin: Area | Outcome, destination: Area | Outcome | None
    ) -> Package:
        to = destination.identifier if destination else self.framework.identifier
        content = f"{self.framework.identifier}|{kind}|{origin.identifier}|{to}"
        return self._head("CFAssociations", _identifier_of(content)) | {
            "associationType": kind,
            "sequenceNumber": number,
            "originNodeURI": self._node(origin),
            "destinationNodeURI": self._node(destination),
        }

    def _node(self, item: Area | Outcome | None) -> Package:
        if item is None:
            framework = self.framework
            uri = self._uri("CFDocuments", framework.identifier)
            return {"title": framework.title.nl, "identifier": framework.identifier, "uri": uri}
        uri = self._uri("CFItems", item.identifier)
        return {"title": item.code, "identifier": item.identifier, "uri": uri}

    def _head(self, collection: str, identifier: str) -> Package:
        return {
            "identifier": identifier,
            "uri": self._uri(collection, identifier),
            "lastChangeDateTime": f"{self.framework.published_on.isoformat()}T00:00:00Z",
        }

    def _uri(self, collection: str, identifier: str) -> str:
        if not self.address:
            return f"urn:uuid:{identifier}"
        return f"{self.address}/{collection}/{identifier}"


def _identifier_of(content: str) -> str:
    """Return an identifier in the shape of a UUID version 4, made from ``content`` alone."""
    return str(uuid.UUID(bytes=hashlib.sha256(content.encode()).digest()[:16], version=4))


def _filled(fields: Mapping[str, object]) -> Package:
    return {name: value for name, value in fields.items() if value not in ("", [], None)}
