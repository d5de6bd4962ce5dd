"""Taking a framework in beside the one that is there: twice is the same as once."""

from dataclasses import dataclass, replace

from loopbrug.core.outcomes.model import Framework
from loopbrug.core.outcomes.rules import items_of
from loopbrug.core.terms.finding import Finding, Weight


@dataclass(frozen=True, slots=True)
class Merged:
    """The framework after merging, the codes that are new in it, and what was noticed."""

    framework: Framework
    new: tuple[str, ...]
    findings: tuple[Finding, ...]


def merge(existing: Framework, imported: Framework) -> Merged:
    """Return ``existing`` with those areas and outcomes of ``imported`` that it does not have.

    The identifier says what is the same. What is there is never changed: another meaning is
    another outcome, with an identifier of its own; a difference is a finding. Merging the same
    framework again gives nothing new.
    """
    known = {item.identifier: item for item in items_of(existing)}
    new = [item for item in items_of(imported) if item.identifier not in known]
    identifiers = {item.identifier for item in new}
    taken = {item.code for item in known.values()}
    findings = [
        Finding.of("outcomes.merge-changed", item.code, weight=Weight.WARNS, outcome=item.code)
        for item in items_of(imported)
        if item.identifier in known and known[item.identifier] != item
    ]
    findings += [
        Finding.of("outcomes.merge-code-taken", item.code, weight=Weight.WARNS, outcome=item.code)
        for item in new
        if item.code in taken
    ]
    merged = replace(
        existing,
        areas=(*existing.areas, *(a for a in imported.areas if a.identifier in identifiers)),
        outcomes=(
            *existing.outcomes,
            *(o for o in imported.outcomes if o.identifier in identifiers),
        ),
    )
    return Merged(merged, tuple(item.code for item in new), tuple(findings))
