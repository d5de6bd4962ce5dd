"""The demo region's second-career offers read from their file."""

import pytest

from loopbrug.core.terms.finding import BadDataError
from loopbrug.region.midden import load_organisations, load_region
from loopbrug.region.offers import load_offers, read_offers


def test_every_offer_is_of_an_institute_and_a_qualification_of_the_region() -> None:
    institutes = {each.code for each in load_organisations().institutes}
    qualifications = {each.code for each in load_region().qualifications}
    for offer in load_offers():
        assert offer.institute in institutes
        assert offer.qualification in qualifications


def test_all_that_is_wrong_in_a_file_is_told_at_once() -> None:
    row = "{institute: brug, qualification: po, starts: soon, assessments: [x], price: a}"
    text = f"offers:\n  - {row}\n"
    with pytest.raises(BadDataError) as error:
        read_offers(text, "offers.yaml")
    codes = sorted(finding.code for finding in error.value.findings)
    assert codes == [
        "outcomes.file-day", "outcomes.file-day", "outcomes.file-key-missing",
        "outcomes.file-key-missing", "outcomes.file-number",
    ]  # fmt: skip
