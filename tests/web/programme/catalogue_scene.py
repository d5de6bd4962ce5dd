"""A small catalogue of one institute, and somebody who keeps it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, organisation

from loopbrug.core.programme.exchange.listing import Listing, listing_of
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.programme.services.catalogue import seed_catalogue


def brug() -> Organisation:
    """Return an institute that gives three units of the files, published."""
    place = organisation("hogeschool")
    Organisation.objects.filter(pk=place.pk).update(code="brug")
    place.refresh_from_db()
    listing = small()
    seed_catalogue(institute=place, listing=listing, day=TODAY)
    return place


def small() -> Listing:
    whole = listing_of("brug", ground_of("midden").catalogue)
    units = tuple(unit for unit in whole.units if not unit.needs_units and not unit.needs_outcomes)[
        :3
    ]
    codes = {unit.code for unit in units}
    return Listing(units, tuple(one for one in whole.offerings if one.unit in codes)[:6])


def url(name: str, *args: object) -> str:
    return reverse(f"catalogue:{name}", args=["brug", *args])


def upload(client: Client, data: bytes, name: str = "catalogus.xlsx") -> Any:
    return client.post(url("read"), {"file": SimpleUploadedFile(name, data)})


def text(response: Any) -> str:
    return str(response.content.decode())
