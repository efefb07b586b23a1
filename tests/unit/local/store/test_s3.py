"""S3's client without HTTP answers as boto3's does."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.s3 import BucketClient
from clippings_local.store.stores import Stores


@pytest.fixture
def s3(stores: Stores) -> BucketClient:
    stores.objects.create_bucket("b")
    stores.objects.configure("b", "versioned", 1)
    return BucketClient(stores.objects, lambda: pytest.fail("nothing is signed"))


def test_an_object_survives_storing_and_reading(s3: BucketClient) -> None:
    given = {"ContentType": "text/html", "ContentEncoding": "gzip", "Metadata": {"url": "https://a.example/"}}
    version = s3.put_object(Bucket="b", Key="k", Body=b"abc", **given)["VersionId"]
    found = s3.get_object(Bucket="b", Key="k", VersionId=version)
    with found["Body"] as body:
        assert body.read() == b"abc"
    assert {name: found[name] for name in given} == given
    assert (found["ContentLength"], found["VersionId"], found["LastModified"].microsecond) == (3, version, 0)
    assert s3.head_object(Bucket="b", Key="k")["ETag"] == '"900150983cd24fb0d6963f7d28e17f72"'


def test_a_deleted_object_is_not_found_and_its_marker_is_listed(s3: BucketClient) -> None:
    version = s3.put_object(Bucket="b", Key="k", Body=b"")["VersionId"]
    marker = s3.delete_object(Bucket="b", Key="k")["VersionId"]
    with pytest.raises(ClientError, match="NoSuchKey"):
        s3.get_object(Bucket="b", Key="k")
    with pytest.raises(ClientError, match="MethodNotAllowed"):
        s3.get_object(Bucket="b", Key="k", VersionId=marker)
    pages = list(s3.get_paginator("list_object_versions").paginate(Bucket="b", Prefix="k"))
    assert [each["VersionId"] for page in pages for each in page.get("DeleteMarkers", [])] == [marker]
    assert [each["VersionId"] for page in pages for each in page.get("Versions", [])] == [version]


def test_a_false_precondition_is_rejected(s3: BucketClient) -> None:
    s3.put_object(Bucket="b", Key="k", Body=b"abc")
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.get_object(Bucket="b", Key="k", IfMatch='"other"')


def test_only_the_requested_range_is_read(s3: BucketClient) -> None:
    version = s3.put_object(Bucket="b", Key="k", Body=b"0123456789")["VersionId"]
    found = s3.get_object(Bucket="b", Key="k", VersionId=version, Range="bytes=7-20")
    assert (found["Body"].read(), found["ContentRange"], found["ContentLength"]) == (b"789", "bytes 7-9/10", 3)
    with pytest.raises(ClientError, match="InvalidRange"):
        s3.get_object(Bucket="b", Key="k", Range="bytes=10-20")


def test_if_none_match_prevents_overwriting(s3: BucketClient) -> None:
    s3.put_object(Bucket="b", Key="k", Body=b"first", IfNoneMatch="*")
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket="b", Key="k", Body=b"second", IfNoneMatch="*")
    assert s3.get_object(Bucket="b", Key="k")["Body"].read() == b"first"
    s3.delete_object(Bucket="b", Key="k")
    s3.put_object(Bucket="b", Key="k", Body=b"third", IfNoneMatch="*")
    assert s3.get_object(Bucket="b", Key="k")["Body"].read() == b"third"
