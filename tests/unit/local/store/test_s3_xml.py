"""The XML of S3: what is read, and that names with any character are written so that XML holds them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from botocore.exceptions import ClientError

from clippings_local.store import s3_xml


def test_errors_are_well_formed_xml() -> None:
    root = ET.fromstring(s3_xml.error("NoSuchKey", "<none> & nothing"))  # noqa: S314 - our own
    assert (root.findtext("Code"), root.findtext("Message")) == ("NoSuchKey", "<none> & nothing")


def test_invalid_xml_is_rejected() -> None:
    with pytest.raises(ClientError, match="MalformedXML"):
        s3_xml.read_delete(b"<Delete><Object>")


def test_a_namespace_makes_no_difference() -> None:
    body = "<Delete{}><Object><Key>a</Key><VersionId>v</VersionId></Object><Quiet>true</Quiet></Delete>"
    for namespace in ("", ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'):
        assert s3_xml.read_delete(body.format(namespace).encode()) == ([("a", "v")], True)


def test_a_notification_survives_writing_and_reading() -> None:
    body = (
        b"<NotificationConfiguration><QueueConfiguration><Queue>arn:q</Queue><Event>s3:ObjectCreated:*</Event><Filter>"
        b"<S3Key><FilterRule><Name>prefix</Name><Value>a/</Value></FilterRule></S3Key></Filter></QueueConfiguration>"
        b"</NotificationConfiguration>"
    )
    read = s3_xml.read_notification(body)
    rule = {"Name": "prefix", "Value": "a/"}
    assert read == {
        "QueueConfigurations": [
            {"QueueArn": "arn:q", "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": {"FilterRules": [rule]}}}
        ]
    }
    assert s3_xml.read_notification(s3_xml.notification({"news": read}).body) == read
