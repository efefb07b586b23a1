"""S3's REST API, called with boto3."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
import urllib3
from botocore.exceptions import ClientError

from clippings_local.account import HeldAccount, local_account


@pytest.fixture(scope="module")
def account() -> Iterator[HeldAccount]:
    with local_account() as account:
        yield account


@pytest.fixture
def s3(account: HeldAccount) -> Any:
    """The client; its bucket ``b`` keeps versions, and is empty."""
    s3 = account.s3
    s3.create_bucket(Bucket="b")
    s3.put_bucket_versioning(Bucket="b", VersioningConfiguration={"Status": "Enabled"})
    for page in s3.get_paginator("list_object_versions").paginate(Bucket="b"):
        for each in (*page.get("Versions", []), *page.get("DeleteMarkers", [])):
            s3.delete_object(Bucket="b", Key=each["Key"], VersionId=each["VersionId"])
    return s3


def test_an_object_is_read_with_headers_and_metadata(s3: Any) -> None:
    key = "a folder/ü + & <x>?.html"
    made = s3.put_object(
        Bucket="b", Key=key, Body=b"abc", ContentType="text/html; charset=x", ContentEncoding="gzip",
        Metadata={"captured-at": "2026-01-01T00:00:00Z"},
    )  # fmt: skip
    found = s3.get_object(Bucket="b", Key=key)
    assert found["Body"].read() == b"abc"
    assert (found["ContentType"], found["ContentEncoding"]) == ("text/html; charset=x", "gzip")
    assert (found["Metadata"], found["VersionId"]) == ({"captured-at": "2026-01-01T00:00:00Z"}, made["VersionId"])
    assert s3.head_object(Bucket="b", Key=key)["ContentLength"] == 3
    assert [each["Key"] for each in s3.list_objects_v2(Bucket="b")["Contents"]] == [key]


def test_a_file_sent_by_boto3_in_chunks_is_stored_completely(s3: Any) -> None:
    s3.upload_fileobj(io.BytesIO(b"x" * 100_000), "b", "small")
    s3.upload_fileobj(io.BytesIO(b"y" * 9_000_000), "b", "in-parts")
    assert s3.get_object(Bucket="b", Key="small")["Body"].read() == b"x" * 100_000
    assert s3.get_object(Bucket="b", Key="in-parts")["Body"].read() == b"y" * 9_000_000
    assert s3.get_object(Bucket="b", Key="small")["ResponseMetadata"]["HTTPHeaders"].get("content-encoding") is None


def test_lists_are_paged_and_grouped(s3: Any) -> None:
    for key in ("a/1", "a/2", "b/1", "c", "d"):
        s3.put_object(Bucket="b", Key=key, Body=b"")
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket="b", PaginationConfig={"PageSize": 2}))
    assert [[each["Key"] for each in page["Contents"]] for page in pages] == [["a/1", "a/2"], ["b/1", "c"], ["d"]]
    one = {"PageSize": 1}
    grouped = list(s3.get_paginator("list_objects_v2").paginate(Bucket="b", Delimiter="/", PaginationConfig=one))
    assert [each["Prefix"] for page in grouped for each in page.get("CommonPrefixes", [])] == ["a/", "b/"]
    assert [each["Key"] for page in grouped for each in page.get("Contents", [])] == ["c", "d"]
    assert [each["Key"] for each in s3.list_objects(Bucket="b", Prefix="a/")["Contents"]] == ["a/1", "a/2"]


def test_versions_are_paged_newest_first(s3: Any) -> None:
    made = [s3.put_object(Bucket="b", Key=key, Body=b"")["VersionId"] for key in ("k", "k", "l")]
    marker = s3.delete_object(Bucket="b", Key="k")["VersionId"]
    pages = list(s3.get_paginator("list_object_versions").paginate(Bucket="b", PaginationConfig={"PageSize": 1}))
    found = [each for page in pages for kind in ("DeleteMarkers", "Versions") for each in page.get(kind, [])]
    assert [each["VersionId"] for each in found] == [marker, made[1], made[0], made[2]]
    assert [each["IsLatest"] for each in found] == [True, False, False, True]


def test_many_objects_are_copied_and_deleted_at_once(s3: Any) -> None:
    s3.put_object(Bucket="b", Key="a +", Body=b"abc", Metadata={"url": "u"})
    s3.copy_object(Bucket="b", Key="copy", CopySource={"Bucket": "b", "Key": "a +"})
    assert s3.get_object(Bucket="b", Key="copy")["Metadata"] == {"url": "u"}
    s3.delete_objects(Bucket="b", Delete={"Objects": [{"Key": "a +"}, {"Key": "copy"}]})
    assert "Contents" not in s3.list_objects_v2(Bucket="b")


@pytest.mark.parametrize(
    ("wanted", "expected"), [("bytes=0-1", b"ab"), ("bytes=2-", b"cdef"), ("bytes=-2", b"ef"), ("bytes=4-99", b"ef")]
)
def test_only_the_requested_range_is_read(s3: Any, wanted: str, expected: bytes) -> None:
    s3.put_object(Bucket="b", Key="k", Body=b"abcdef")
    assert s3.get_object(Bucket="b", Key="k", Range=wanted)["Body"].read() == expected


def test_preconditions_are_checked(s3: Any) -> None:
    etag = s3.put_object(Bucket="b", Key="k", Body=b"abc")["ETag"]
    for given, status in (({"IfNoneMatch": etag}, 304), ({"IfMatch": '"other"'}, 412), ({"Range": "bytes=9-"}, 416)):
        with pytest.raises(ClientError) as refused:
            s3.get_object(Bucket="b", Key="k", **given)
        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


def test_a_presigned_address_accepts_an_upload_and_returns_it(s3: Any) -> None:
    address = s3.generate_presigned_url("put_object", Params={"Bucket": "b", "Key": "k k"}, ExpiresIn=60)
    assert urllib3.request("PUT", address, body=b"abc").status == 200
    address = s3.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k k"}, ExpiresIn=60)
    assert urllib3.request("GET", address).data == b"abc"


def test_unsupported_operations_are_reported(s3: Any) -> None:
    with pytest.raises(ClientError, match="NotImplemented"):
        s3.put_bucket_policy(Bucket="b", Policy="{}")
    with pytest.raises(ClientError, match="NoSuchUpload"):
        s3.upload_part(Bucket="b", Key="k", UploadId="none", PartNumber=1, Body=b"x")
