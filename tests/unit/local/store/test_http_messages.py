"""Requests as a WSGI server passes them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.http_messages import AwsRequest, AwsResponse, decode_chunks, read_request


def environ(body: bytes = b"", **more: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "PUT", "PATH_INFO": "/", "RAW_URI": "/b/a%20%2B+%C3%BC?versionId=1&acl",
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "HTTP_X_AMZ_META_URL": "u", **more,
    }  # fmt: skip


def test_path_and_query_are_decoded_and_headers_named_in_lower_case() -> None:
    request = read_request(environ(b"abc"))
    assert (request.path, dict(request.query)) == ("/b/a ++ü", {"versionId": "1", "acl": ""})
    assert (request.headers["x-amz-meta-url"], request.body) == ("u", b"abc")


def test_a_truncated_body_is_rejected() -> None:
    with pytest.raises(ClientError, match="IncompleteBody"):
        read_request(environ(b"abc", CONTENT_LENGTH="4"))


def test_aws_chunked_bodies_are_joined() -> None:
    body = b"5;chunk-signature=0\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n"
    request = read_request(environ(body, HTTP_X_AMZ_CONTENT_SHA256="STREAMING-UNSIGNED-PAYLOAD-TRAILER"))
    assert request.body == b"hello world"


@pytest.mark.parametrize("body", [b"", b"5\r\nhel", b"5\r\nhello\r\n", b"z\r\n"])
def test_chunks_without_the_last_one_are_rejected(body: bytes) -> None:
    with pytest.raises(ClientError, match="IncompleteBody"):
        decode_chunks(body)


def test_an_answer_to_head_has_only_headers() -> None:
    told: list[Any] = []
    sent = AwsResponse(404, {}, b"gone").send(AwsRequest("HEAD", "/", {}, {}, b""), lambda *given: told.append(given))  # type: ignore[arg-type]
    assert (list(sent), told) == ([b""], [("404 Not Found", [("content-length", "4")])])
