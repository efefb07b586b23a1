"""Objects with and without versions, and their notifications."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.objects import NewObject, ObjectStore, notification_of
from clippings_local.store.stores import Stores

NEWS = {
    "QueueConfigurations": [
        {
            "QueueArn": "arn:aws:sqs:us-east-1:1:news",
            "Events": ["s3:ObjectCreated:*"],
            "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "pages/"}]}},
        }
    ]
}


@pytest.fixture
def objects(stores: Stores) -> ObjectStore:
    stores.queues.create_queue(QueueName="news")
    stores.objects.create_bucket("inbox")
    stores.objects.configure("inbox", "versioned", 1)
    stores.objects.configure("inbox", "news", NEWS)
    stores.objects.create_bucket("plain")
    return stores.objects


def put(objects: ObjectStore, key: str, data: bytes = b"x", bucket: str = "inbox") -> str:
    return objects.put(NewObject(bucket, key, data)).version


def messages(stores: Stores) -> list[Any]:
    url = stores.queues.get_queue_url(QueueName="news")["QueueUrl"]
    told = stores.queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(each["Body"])["Records"][0]["s3"]["object"] for each in told]


def test_every_version_is_kept_and_the_newest_is_read(objects: ObjectStore) -> None:
    first, second = put(objects, "a", b"1"), put(objects, "a", b"2")
    assert objects.read("inbox", "a")[1] == b"2"
    assert objects.read("inbox", "a", first)[1] == b"1"
    objects.delete("inbox", "a", second)
    assert objects.read("inbox", "a")[1] == b"1"


def test_a_bucket_without_versions_keeps_the_last_object(objects: ObjectStore) -> None:
    assert put(objects, "a", b"1", "plain") == put(objects, "a", b"2", "plain") == "null"
    assert [found.size for found in objects.versions("plain")] == [1]
    objects.delete("plain", "a")
    with pytest.raises(ClientError, match="NoSuchKey"):
        objects.find("plain", "a")


def test_a_deleted_object_is_hidden_and_its_versions_are_kept(objects: ObjectStore) -> None:
    version = put(objects, "a", b"1")
    marker = objects.delete("inbox", "a")
    assert marker is not None
    assert objects.find("inbox", "a").deleted
    assert objects.read("inbox", "a", version)[1] == b"1"
    assert list(objects.newest("inbox")) == []
    objects.delete("inbox", "a", marker.version)
    assert not objects.find("inbox", "a").deleted


def test_new_objects_under_the_prefix_are_sent_to_the_queue(objects: ObjectStore, stores: Stores) -> None:
    versions = [put(objects, "pages/ü +/a.html"), put(objects, "pages/ü +/a.html")]
    put(objects, "other.html")
    objects.delete("inbox", "pages/ü +/a.html")
    told = messages(stores)
    assert [each["key"] for each in told] == ["pages/%C3%BC+%2B/a.html"] * 2
    assert [each["versionId"] for each in told] == versions
    assert told[0]["sequencer"] < told[1]["sequencer"]


def test_the_notification_of_an_object_without_version_names_none(objects: ObjectStore) -> None:
    made = objects.put(NewObject("plain", "a", b"abc"))
    told = notification_of("plain", made)["s3"]["object"]
    assert "versionId" not in told
    assert (told["size"], told["eTag"]) == (3, "900150983cd24fb0d6963f7d28e17f72")


def test_versions_are_listed_by_key_newest_first_in_pages(objects: ObjectStore) -> None:
    expected = []
    for number in range(700):
        key = f"k{number:04d}"
        expected += [(key, version) for version in reversed([put(objects, key), put(objects, key)])]
    assert [(found.key, found.version) for found in objects.versions("inbox")] == expected
    assert [found.key for found in objects.newest("inbox", "k00", "k0097")] == ["k0098", "k0099"]
    start = objects.find("inbox", "k0698")
    assert [found.key for found in objects.versions("inbox", "", (start.key, start.id))] == ["k0698", "k0699", "k0699"]


def test_missing_resources_have_their_error_codes(objects: ObjectStore) -> None:
    put(objects, "a")
    missing = {("none", "a"): "NoSuchBucket", ("inbox", "b"): "NoSuchKey", ("inbox", "a", "v"): "NoSuchVersion"}
    for given, code in missing.items():
        with pytest.raises(ClientError, match=code):
            objects.find(*given)


def test_a_bucket_with_objects_is_not_deleted(objects: ObjectStore) -> None:
    put(objects, "a", bucket="plain")
    with pytest.raises(ClientError, match="BucketNotEmpty"):
        objects.delete_bucket("plain")
    objects.delete("plain", "a")
    objects.delete_bucket("plain")
    assert [name for name, _ in objects.buckets()] == ["inbox"]
