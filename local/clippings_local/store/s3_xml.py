"""The XML of S3's REST API: reads configurations and lists of keys, and writes the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from clippings_local.store.client_errors import client_error
from clippings_local.store.http_messages import AwsResponse
from clippings_local.store.objects import ObjectVersion

#: Keys in one page of a list.
MAX_KEYS = 1000


def _answer(root: str, *parts: str, headers: Mapping[str, str] | None = None) -> AwsResponse:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
    body += "".join(parts) + f"</{root}>"
    return AwsResponse(200, {"content-type": "application/xml", **(headers or {})}, body.encode())


def _tag(name: str, value: Any) -> str:
    return f"<{name}>{escape(str(value))}</{name}>"


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


# Responses


def error(code: str, message: str) -> bytes:
    """Return the document of an error."""
    told = _tag("Code", code) + _tag("Message", message)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{told}</Error>'.encode()


def buckets(found: Iterable[tuple[str, datetime]]) -> AwsResponse:
    """Return the answer with the names of all buckets."""
    told = [f"<Bucket>{_tag('Name', name)}{_tag('CreationDate', _time(made))}</Bucket>" for name, made in found]
    return _answer("ListAllMyBucketsResult", "<Buckets>", *told, "</Buckets>")


def location(_configuration: Any) -> AwsResponse:
    """Return the answer with the region of a bucket; S3 writes us-east-1 as an empty element."""
    return _answer("LocationConstraint")


def versioning(configuration: Mapping[str, Any]) -> AwsResponse:
    """Return the answer on the versioning of a bucket."""
    return _answer("VersioningConfiguration", _tag("Status", "Enabled") if configuration["versioned"] else "")


def notification(configuration: Mapping[str, Any]) -> AwsResponse:
    """Return the answer with the queues that a bucket notifies of new objects."""
    told = []
    for number, each in enumerate(configuration["news"].get("QueueConfigurations", [])):
        rules = each.get("Filter", {}).get("Key", {}).get("FilterRules", [])
        inner = "".join(
            f"<FilterRule>{_tag('Name', rule['Name'])}{_tag('Value', rule['Value'])}</FilterRule>" for rule in rules
        )
        events = "".join(_tag("Event", event) for event in each["Events"])
        filtered = f"<Filter><S3Key>{inner}</S3Key></Filter>" if rules else ""
        told.append(
            f"<QueueConfiguration>{_tag('Id', number)}{_tag('Queue', each['QueueArn'])}{events}{filtered}"
            "</QueueConfiguration>"
        )
    return _answer("NotificationConfiguration", *told)


def no_uploads(bucket: str) -> AwsResponse:
    """Return an empty list of multipart uploads."""
    return _answer("ListMultipartUploadsResult", _tag("Bucket", bucket), _tag("IsTruncated", "false"))


def begun_upload(bucket: str, key: str, upload: str) -> AwsResponse:
    """Return the answer with the id of a multipart upload."""
    told = _tag("Bucket", bucket) + _tag("Key", key) + _tag("UploadId", upload)
    return _answer("InitiateMultipartUploadResult", told)


def completed_upload(bucket: str, key: str, made: ObjectVersion, headers: Mapping[str, str]) -> AwsResponse:
    """Return the answer with the object of a completed multipart upload."""
    told = _tag("Bucket", bucket) + _tag("Key", key) + _tag("ETag", f'"{made.etag}"')
    return _answer("CompleteMultipartUploadResult", told, headers=headers)


def copied(made: ObjectVersion, headers: Mapping[str, str]) -> AwsResponse:
    """Return the answer with the object that a copy has created."""
    told = _tag("ETag", f'"{made.etag}"') + _tag("LastModified", _time(made.modified))
    return _answer("CopyObjectResult", told, headers=headers)


def deleted(keys: Iterable[tuple[str, str | None]]) -> AwsResponse:
    """Return the answer with the deleted keys."""
    told = [
        f"<Deleted>{_tag('Key', key)}{_tag('VersionId', version) if version else ''}</Deleted>" for key, version in keys
    ]
    return _answer("DeleteResult", *told)


def listing(
    bucket: str, query: Mapping[str, str], objects: Callable[[str, str], Iterator[ObjectVersion]]
) -> AwsResponse:
    """Return a page of objects (ListObjects and ListObjectsV2).

    *objects* yields those under a prefix whose keys are greater than another key.
    """
    second = query.get("list-type") == "2"
    prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
    after = query.get("continuation-token") or query.get("start-after") if second else query.get("marker")
    most = min(int(query.get("max-keys", MAX_KEYS)), MAX_KEYS)
    encode = _encoder(query)
    told: list[str] = []
    groups: list[str] = []
    last = position = after or ""
    truncated = False
    found = objects(prefix, position)
    while (each := next(found, None)) is not None:
        if len(told) + len(groups) >= most:
            truncated = True
            break
        rest = each.key[len(prefix) :]
        if delimiter and delimiter in rest:
            group = prefix + rest.split(delimiter)[0] + delimiter
            # The keys of the group are skipped without being read.
            last = group + "\U0010ffff"
            if not position.startswith(group):
                groups.append(group)
            found = objects(prefix, last)
        else:
            told.append(f"<Contents>{_object(each, encode)}</Contents>")
            last = each.key
    common = [f"<CommonPrefixes>{_tag('Prefix', encode(group))}</CommonPrefixes>" for group in groups]
    head = _tag("Name", bucket) + _tag("Prefix", encode(prefix)) + _tag("MaxKeys", most)
    head += _tag("IsTruncated", str(truncated).lower()) + _encoding(query)
    head += _tag("Delimiter", encode(delimiter)) if delimiter else ""
    if second:
        head += _tag("KeyCount", len(told) + len(groups))
        head += _tag("NextContinuationToken", last) if truncated else ""
    elif truncated:
        head += _tag("NextMarker", encode(last))
    return _answer("ListBucketResult", head, *told, *common)


def versions(bucket: str, query: Mapping[str, str], found: Iterator[ObjectVersion]) -> AwsResponse:
    """Return a page of versions and delete markers, the newest of each key first."""
    most, encode = min(int(query.get("max-keys", MAX_KEYS)), MAX_KEYS), _encoder(query)
    page = list(islice(found, most))
    told, newest = [], query.get("key-marker") if query.get("version-id-marker") else None
    for each in page:
        kind = "DeleteMarker" if each.deleted else "Version"
        latest = str(each.key != newest).lower()
        newest = each.key
        told.append(
            f"<{kind}>{_object(each, encode)}{_tag('VersionId', each.version)}{_tag('IsLatest', latest)}</{kind}>"
        )
    truncated = next(found, None) is not None
    head = _tag("Name", bucket) + _tag("Prefix", encode(query.get("prefix", ""))) + _encoding(query)
    head += _tag("MaxKeys", most) + _tag("IsTruncated", str(truncated).lower())
    if truncated:
        head += _tag("NextKeyMarker", encode(page[-1].key)) + _tag("NextVersionIdMarker", page[-1].version)
    return _answer("ListVersionsResult", head, *told)


def _object(found: ObjectVersion, encode: Callable[[str], str]) -> str:
    told = _tag("Key", encode(found.key)) + _tag("LastModified", _time(found.modified))
    return told + _tag("ETag", f'"{found.etag}"') + _tag("Size", found.size) + _tag("StorageClass", "STANDARD")


def _encoder(query: Mapping[str, str]) -> Callable[[str], str]:
    """Return the encoder of keys: XML cannot contain every character, so clients request percent encoding."""
    return (lambda key: quote(key, safe="/")) if query.get("encoding-type") == "url" else (lambda key: key)


def _encoding(query: Mapping[str, str]) -> str:
    return _tag("EncodingType", "url") if query.get("encoding-type") == "url" else ""


# Requests


def _read(body: bytes) -> ET.Element:
    try:
        root = ET.fromstring(body)  # noqa: S314 - expat bounds what entities expand to
    except ET.ParseError as broken:
        raise client_error("MalformedXML", "The XML you provided was not well-formed.") from broken
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def read_versioning(body: bytes) -> bool:
    """Return whether a bucket should have versioning."""
    return _read(body).findtext("Status") == "Enabled"


def read_notification(body: bytes) -> dict[str, Any]:
    """Return a bucket's notifications in the form of boto3; only queues are supported."""
    made = []
    for each in _read(body).iter("QueueConfiguration"):
        rules = [
            {"Name": rule.findtext("Name", ""), "Value": rule.findtext("Value", "")} for rule in each.iter("FilterRule")
        ]
        one: dict[str, Any] = {
            "QueueArn": each.findtext("Queue", ""),
            "Events": [event.text or "" for event in each.findall("Event")],
        }
        made.append(one | ({"Filter": {"Key": {"FilterRules": rules}}} if rules else {}))
    return {"QueueConfigurations": made}


def read_delete(body: bytes) -> tuple[list[tuple[str, str | None]], bool]:
    """Return the keys and versions to delete, and whether the answer should contain failures only."""
    root = _read(body)
    wanted = [(each.findtext("Key", ""), each.findtext("VersionId")) for each in root.iter("Object")]
    return wanted, root.findtext("Quiet") == "true"


def read_parts(body: bytes) -> list[int]:
    """Return the numbers of the parts of the object, in order."""
    return [int(part.findtext("PartNumber", "0")) for part in _read(body).iter("Part")]
