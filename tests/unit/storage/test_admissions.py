"""What is admitted: by the stack's choice, by the upload's own, or later by a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.storage.conftest import MORNING, to_capture

from clippings.records import Admit
from clippings.storage import Wiring
from clippings.storage.admissions import Admissions
from clippings.storage.s3_events import Upload

KEY = "pages/one.html"


def upload(version: str = "v0", etag: str = "e", key: str = KEY) -> Upload:
    return Upload("inbox", key, MORNING, version, etag=etag)


@pytest.mark.parametrize(
    ("default", "said", "chosen"),
    [
        ("articles", None, "articles"),
        ("everything", None, "everything"),
        ("articles", "everything", "everything"),
        ("everything", "articles", "articles"),
        ("articles", "all", "articles"),
        ("articles", "", "articles"),
    ],
)
def test_the_choice_of_an_upload_has_priority_over_that_of_the_stack(
    store: Wiring, default: Admit, said: str | None, chosen: Admit
) -> None:
    metadata = {} if said is None else {"admit": said}
    assert Admissions(store.table, default).choice_for(replace(to_capture(), metadata=metadata)) == chosen


def test_only_the_given_version_of_an_object_is_admitted(store: Wiring) -> None:
    store.admissions.admit(upload())
    assert store.admissions.is_admitted(upload())
    assert not store.admissions.is_admitted(upload("v1"))
    assert not store.admissions.is_admitted(upload(key="pages/two.html"))


def test_without_versions_an_object_is_identified_by_its_content(store: Wiring) -> None:
    store.admissions.admit(upload("", "e1"))
    assert store.admissions.is_admitted(upload("", "e1"))
    assert not store.admissions.is_admitted(upload("", "e2"))
