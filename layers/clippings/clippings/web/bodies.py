"""Request bodies: JSON that a model validates, or the bytes of a page."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from clippings.web.api_request import ApiRequest
from clippings.web.problems import Problem, nearest

#: Largest page in a request body, in bytes. Lambda accepts 6 MB, and base64 adds a third.
MAX_PAGE_BYTES = 4 * 1024 * 1024

#: Media types of pages. Browsers send files of unknown kind as octet-stream.
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/octet-stream")

#: Content encodings of pages. The page is decompressed when it is parsed, up to the service's limit.
CODINGS = ("identity", "gzip")
GZIP = b"\x1f\x8b"


class Body(BaseModel):
    """A JSON body. An unknown member is an error."""

    model_config = ConfigDict(extra="forbid", strict=True)


Model = TypeVar("Model", bound=Body)


def read_json(request: ApiRequest, model: type[Model]) -> Model:
    """Return the request's body as *model*.

    Raises:
        Problem: ``invalid-body`` or ``unsupported-media-type``.
    """
    media_type, _ = content_type(request)
    if media_type not in {"", "application/json"}:
        raise Problem("unsupported-media-type", "Send application/json.")
    try:
        return model.model_validate_json(request.body)
    except ValidationError as wrong:
        errors = [{"where": "body", "name": _name(error["loc"]), "why": _why(error, model)} for error in wrong.errors()]
        detail = "; ".join(f"{error['name'] or 'body'}: {error['why']}" for error in errors)
        raise Problem("invalid-body", detail, {"errors": errors}) from wrong


def _name(place: tuple[int | str, ...]) -> str:
    """Return the member at *place* with the indexes below it, without the types that pydantic tried."""
    return ".".join(str(part) for number, part in enumerate(place) if number == 0 or isinstance(part, int))


def _why(error: Mapping[str, Any], model: type[Body]) -> str:
    if error["type"] != "extra_forbidden":
        return reason(error)
    near = nearest(str(error["loc"][-1]), model.model_fields)
    return f"unknown member; did you mean {near!r}?" if near else "unknown member"


def reason(error: Mapping[str, Any]) -> str:
    """Return pydantic's message for *error*, without the prefix that pydantic adds to errors of our own checks."""
    return str(error["msg"]).removeprefix("Value error, ")


def read_page_bytes(request: ApiRequest) -> tuple[bytes, str | None]:
    """Return the page in the body, gzip or not, and the charset in its media type.

    Raises:
        Problem: The body is anything else.
    """
    if len(request.body) > MAX_PAGE_BYTES:
        raise Problem(
            "too-large",
            "A page over 4 MiB cannot be parsed by this call. Upload it with POST /v1/uploads, which accepts 16 MiB.",
            {"uploads": request.link("/v1/uploads")},
        )
    media_type, charset = content_type(request)
    if media_type and media_type not in PAGE_TYPES:
        raise Problem("unsupported-media-type", f"Send one of {', '.join(PAGE_TYPES)}.", {"supported": PAGE_TYPES})
    coding = request.headers.get("content-encoding", "").strip().lower() or "identity"
    if coding not in CODINGS:
        shown = {"supported_encodings": CODINGS}
        raise Problem("unsupported-media-type", "Send the page uncompressed, or compressed with gzip.", shown)
    if coding == "gzip" and not request.body.startswith(GZIP):
        raise Problem("invalid-body", "Content-Encoding names gzip, but the body is not gzip.")
    return request.body, charset


def content_type(request: ApiRequest) -> tuple[str, str | None]:
    """Return the media type of the body in lower case, empty if there is none, and its charset."""
    header = request.headers.get("content-type", "")
    if not header.strip():
        return "", None
    message = Message()
    message["content-type"] = header.replace("\r", " ").replace("\n", " ")
    return message.get_content_type(), message.get_content_charset()
