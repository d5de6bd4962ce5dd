"""Acts on a file of a catalogue: keep it once it was read, take it over."""

from datetime import date

from django.db import transaction

from loopbrug.core.programme.exchange.sheets import SheetsRead
from loopbrug.core.programme.exchange.stored import listing_from, stored
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.programme.models import CatalogueFile, UnitRow
from loopbrug.web.programme.queries.catalogue import file_with_key
from loopbrug.web.programme.services.catalogue_rows import lock_catalogue, take_listing


@transaction.atomic
def keep_file(
    *, actor: User, institute: Organisation, name: str, read: SheetsRead, day: date
) -> CatalogueFile:
    """Keep a file that was read without errors until somebody takes it over.

    Nothing of it counts yet. An earlier file of the same person makes way for it.
    """
    lock_catalogue(actor, institute)
    CatalogueFile.objects.filter(institute=institute, read_by=actor).delete()
    document = {"listing": stored(read.listing), "unresolved": read.unresolved}
    kept: CatalogueFile = CatalogueFile.objects.create(
        institute=institute,
        name=name[:120],
        document=document,
        parts=list(read.parts),
        read_by=actor,
        read_on=day,
    )
    return kept


@transaction.atomic
def take_file(*, actor: User, institute: Organisation, key: int) -> None:
    """Take over a file into what the institute works on: all of it, or nothing.

    Raises ``BadDataError`` when the file is not there any more, or does not fit any more.
    """
    lock_catalogue(actor, institute)
    row = file_with_key(institute, key)
    if row is None:
        raise BadDataError([Finding.of("programme.file-stale")])
    take_listing(institute, listing_from(row.document["listing"]), row.parts)
    _mark_unresolved(institute, row)
    record_act(
        actor=actor, name="programme.take-catalogue-file",
        subject=f"institute:{institute.code}", file=row.name,
    )  # fmt: skip
    row.delete()


def _mark_unresolved(institute: Organisation, file: CatalogueFile) -> None:
    """Keep with each unit the texts of outcomes that nobody matched."""
    texts = file.document.get("unresolved") or {}
    rows = list(UnitRow.objects.filter(institute=institute, code__in=list(texts)))
    for row in rows:
        row.unresolved = texts[row.code]
    UnitRow.objects.bulk_update(rows, ["unresolved"], batch_size=500)
