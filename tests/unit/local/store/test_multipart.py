"""Uploads in parts become one object."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.multipart import MultipartUploads
from clippings_local.store.stores import Stores


def test_parts_are_joined_in_the_given_order(stores: Stores) -> None:
    stores.objects.create_bucket("b")
    uploads = MultipartUploads(stores.objects)
    name = uploads.begin("b", "k", {"content-type": "text/html"}, {"url": "u"})
    uploads.put_part(name, 2, b"world")
    uploads.put_part(name, 1, b"lost")
    uploads.put_part(name, 1, b"hello ")
    made = uploads.complete(name, [1, 2])
    found, data = stores.objects.read("b", "k")
    assert (data, found.metadata, found.headers) == (b"hello world", {"url": "u"}, {"content-type": "text/html"})
    assert made.etag.endswith("-2")
    with pytest.raises(ClientError, match="NoSuchUpload"):
        uploads.complete(name, [1, 2])


def test_a_missing_part_or_an_abandoned_upload_creates_no_object(stores: Stores) -> None:
    stores.objects.create_bucket("b")
    uploads = MultipartUploads(stores.objects)
    name = uploads.begin("b", "k", {}, {})
    with pytest.raises(ClientError, match="InvalidPart"):
        uploads.complete(name, [1])
    uploads.abort(name)
    with pytest.raises(ClientError, match="NoSuchUpload"):
        uploads.put_part(name, 1, b"x")
