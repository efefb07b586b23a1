"""The contract's schemas of bundles fit the members of an ingestion."""

from __future__ import annotations

from jsonschema import Draft202012Validator

from clippings.storage.ingestion_items import SHOWN
from clippings.web.bundle_schemas import BUNDLE_COUNTS, BUNDLE_MEMBERS


def test_ingestions_show_every_member_of_bundles() -> None:
    assert set(BUNDLE_MEMBERS) <= set(SHOWN)


def test_the_numbers_of_a_bundle_fit_the_contract() -> None:
    check = Draft202012Validator(BUNDLE_COUNTS)
    assert check.is_valid({"pages": 4, "skipped": {"not-ok": 1}, "outcomes": {"stored": 3, "rejected": 1}})
    assert check.is_valid({"pages": 0, "skipped": {}})
    assert not check.is_valid({"pages": 4})
    assert not check.is_valid({"pages": 4, "skipped": {"not-ok": "one"}})
