"""The call that returns an address for an upload to the bucket, which is not limited by the API's largest request."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import uuid4

from pydantic import AfterValidator, AwareDatetime, Field

from clippings.records import EARLIEST_CAPTURE, Admit
from clippings.web import responses
from clippings.web.api_request import ApiRequest, here
from clippings.web.bodies import Body, read_json
from clippings.web.escaping import web_address
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Route
from clippings.web.schema_parts import described

#: How long an upload's address is valid, in seconds. It is enough for 16 MiB over a slow connection.
UPLOAD_SECONDS = 900

#: How far ahead of the time in UTC a capture time may be. It allows for wrong clocks and time zones.
MAX_AHEAD = timedelta(days=1)

#: Longest ``Idempotency-Key``, in characters.
MAX_IDEMPOTENCY_KEY = 255
_IDEMPOTENCY_KEY = re.compile(rf"[!-~]{{1,{MAX_IDEMPOTENCY_KEY}}}")
IDEMPOTENCY_HEADER: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A key of your choice. The same request with the same key returns the same object, so it can be "
    "repeated after a failure.",
    "schema": {"type": "string", "minLength": 1, "maxLength": MAX_IDEMPOTENCY_KEY, "pattern": "^[!-~]+$"},
}

#: Longest address in an object's metadata, in bytes. All metadata of an object together have at most 2 kB.
MAX_URL = 1500


def _address(url: str | None) -> str | None:
    """Return *url* in the form of an object's metadata.

    Raises:
        ValueError: *url* is not a web address, or is too long.
    """
    if url is None:
        return None
    if web_address(url) is None:
        raise ValueError("not an http or https address")
    quoted = quote(url, safe=":/?#[]@!$&'()*+,;=%~")
    if len(quoted) > MAX_URL:
        raise ValueError(f"longer than {MAX_URL} characters in ASCII form")
    return quoted


def _capture_time(moment: datetime | None) -> datetime | None:
    """Return *moment* if a page can have been captured at that time.

    Raises:
        ValueError: It is too early, or in the future.
    """
    if moment is not None and not EARLIEST_CAPTURE <= moment <= here().now + MAX_AHEAD:
        raise ValueError("before 1990, or more than a day ahead")
    return moment


class UploadRequest(Body):
    """The size and type of the page to be uploaded."""

    size: int = Field(ge=1, description="The size of the page in bytes.")
    content_type: Literal["text/html", "application/xhtml+xml", "text/plain"] = "text/html"
    url: Annotated[str | None, AfterValidator(_address)] = Field(None, max_length=MAX_URL, description="Its address.")
    captured_at: Annotated[AwareDatetime | None, AfterValidator(_capture_time)] = Field(
        None, description="When it was captured, with a time zone: from 1990 to a day from now."
    )
    admit: Admit | None = Field(None, description="`everything` also accepts a page that is not an article.")


def make_upload() -> Answer:
    """Return a presigned PUT with a signed size and type, and the URL of the ingestion status."""
    api_request = here()
    request = read_json(api_request, UploadRequest)
    most = api_request.wiring.settings.max_page_bytes
    if request.size > most:
        raise Problem("too-large", f"A page may have {most} bytes at most.", {"max_bytes": most})
    key = _object_key(api_request, request)
    metadata = _metadata(request)
    address = api_request.wiring.objects.presign_upload(
        key, size=request.size, content_type=request.content_type, metadata=metadata, expires=UPLOAD_SECONDS
    )
    named = {f"x-amz-meta-{name}": value for name, value in metadata.items()}
    ingestion = api_request.link("/v1/ingestions", key=key)
    made = {
        "method": "PUT",
        "url": address,
        "headers": {"Content-Type": request.content_type, **named},
        "size": request.size,
        "bucket": api_request.wiring.settings.inbox_bucket,
        "key": key,
        "expires_at": (api_request.now + timedelta(seconds=UPLOAD_SECONDS)).isoformat(),
        "ingestion": ingestion,
    }
    return responses.json_response(made, responses.NO_CACHING, 201, {"Location": ingestion})


def _object_key(api_request: ApiRequest, request: UploadRequest) -> str:
    """Return the object key for the page.

    The same request of the same caller with the same ``Idempotency-Key`` always has the same object key. A page that is
    uploaded there twice becomes one article with two captures of equal content.

    Raises:
        Problem: ``invalid-parameter`` if the header is empty, too long or not ASCII.
    """
    given = api_request.headers.get("idempotency-key")
    if given is None:
        return f"uploads/{api_request.now:%Y/%m/%d}/{uuid4().hex}.html"
    if not _IDEMPOTENCY_KEY.fullmatch(given):
        raise Problem(
            "invalid-parameter",
            f"Idempotency-Key has 1 to {MAX_IDEMPOTENCY_KEY} visible ASCII characters.",
            {"parameter": "Idempotency-Key"},
        )
    caller = api_request.key.id if api_request.key else ""
    told = "\0".join((caller, given, request.model_dump_json()))
    return f"uploads/idempotent/{hashlib.sha256(told.encode()).hexdigest()[:32]}.html"


def _metadata(request: UploadRequest) -> dict[str, str]:
    metadata = {}
    if request.url:
        metadata["url"] = request.url
    if isinstance(request.captured_at, datetime):
        metadata["captured-at"] = request.captured_at.isoformat()
    if request.admit:
        metadata["admit"] = request.admit
    return metadata


CALLS = [
    Route(
        "POST",
        "/v1/uploads",
        make_upload,
        "An address for the upload of a page, valid for a quarter of an hour",
        described("Upload", "The address, the headers to send, and the ingestion to poll.", 201),
        ("invalid-body", "unsupported-media-type", "too-large"),
        request_body="UploadRequest",
        tag="ingestions",
        rights=("upload",),
        headers=(IDEMPOTENCY_HEADER,),
    )
]
