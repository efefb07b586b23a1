"""Request bodies: JSON that fits a model and nothing else, or a page as bytes with its charset."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import Field
from tests.support.served_calls import to_exchange

from clippings.web.bodies import MAX_PAGE_BYTES, PAGE_TYPES, Body, content_type, read_json, read_page_bytes
from clippings.web.problems import Problem


class Request(Body):
    """A body of two members."""

    size: int = Field(ge=1)
    note: str = ""


def read(body: bytes, kind: str | None = "application/json") -> Request:
    return read_json(to_exchange(method="POST", headers={"content-type": kind} if kind else {}, body=body), Request)


def refused(*given: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        read(*given)
    return caught.value


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", None, ""])
def test_json_is_read_with_its_media_type_or_none(kind: str | None) -> None:
    assert read(b'{"size": 3}', kind).size == 3


@pytest.mark.parametrize("kind", ["text/html", "application/xml", "application/x-www-form-urlencoded", "json"])
def test_an_unsupported_media_type_is_rejected(kind: str) -> None:
    assert refused(b'{"size": 3}', kind).code == "unsupported-media-type"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b'{"size": 0}', "size"),
        (b'{"size": "3"}', "size"),
        (b'{"size": 3.5}', "size"),
        (b'{"size": true}', "size"),
        (b"{}", "size"),
        (b'{"size": 3, "nite": "x"}', "nite"),
        (b'{"size": 3, "note": null}', "note"),
    ],
)
def test_invalid_missing_and_unknown_members_are_named(body: bytes, name: str) -> None:
    problem = refused(body)
    assert problem.code == "invalid-body"
    assert problem.extra["errors"][0]["name"] == name
    assert name in problem.detail


def test_an_unknown_member_is_reported_with_the_most_similar_one() -> None:
    assert refused(b'{"size": 3, "nite": "x"}').detail == "nite: unknown member; did you mean 'note'?"
    assert refused(b'{"size": 3, "zzz": "x"}').detail == "zzz: unknown member"


def test_every_invalid_member_is_named() -> None:
    assert {error["name"] for error in refused(b'{"size": 0, "note": 1, "more": 2}').extra["errors"]} == {
        "size",
        "note",
        "more",
    }


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"3", b"\xff\xfe", b'{"size": 1' + b" " * 10 + b",}"])
def test_other_than_json_objects_are_invalid_bodies(body: bytes) -> None:
    assert refused(body).code == "invalid-body"


def page(body: bytes = b"<p>", **headers: str) -> tuple[bytes, str | None]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return read_page_bytes(to_exchange("/v1/parse", method="POST", headers=sent, body=body))


def page_problem(body: bytes = b"<p>", **headers: str) -> Problem:
    with pytest.raises(Problem) as caught:
        page(body, **headers)
    return caught.value


@pytest.mark.parametrize("kind", [*PAGE_TYPES, "TEXT/HTML", ""])
def test_a_page_is_accepted_with_every_page_type_or_none(kind: str) -> None:
    assert page(b"<p>", content_type=kind) == (b"<p>", None)


@pytest.mark.parametrize(
    ("kind", "charset"),
    [
        ("text/html; charset=Shift_JIS", "shift_jis"),
        ('text/html; charset="windows-1252"', "windows-1252"),
        ("text/html;charset=utf-8; boundary=x", "utf-8"),
        ("text/html; charset=", None),
        ("text/html", None),
    ],
)
def test_the_charset_of_the_media_type_is_passed_on(kind: str, charset: str | None) -> None:
    assert page(b"\x82\xa0", content_type=kind)[1] in ({charset, ""} if charset is None else {charset})


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "multipart/form-data; boundary=x", "application/json"]
)
def test_other_media_types_are_rejected_with_the_supported_ones(kind: str) -> None:
    problem = page_problem(content_type=kind)
    assert problem.code == "unsupported-media-type"
    assert tuple(problem.extra["supported"]) == PAGE_TYPES


def test_a_page_over_four_mebibytes_is_referred_to_uploads() -> None:
    assert len(page(b"a" * MAX_PAGE_BYTES)[0]) == 4 * 1024 * 1024
    problem = page_problem(b"a" * (MAX_PAGE_BYTES + 1))
    assert (problem.code, problem.extra["uploads"]) == ("too-large", "/live/v1/uploads")


@pytest.mark.parametrize("encoding", ["br", "deflate", "identity, gzip"])
def test_unsupported_content_encodings_are_rejected(encoding: str) -> None:
    assert page_problem(content_encoding=encoding).code == "unsupported-media-type"


@pytest.mark.parametrize("encoding", ["gzip", "GZIP"])
def test_a_page_declared_as_gzip_must_be_gzip(encoding: str) -> None:
    assert page_problem(content_encoding=encoding).code == "invalid-body"
    assert page(b"\x1f\x8b...", content_encoding=encoding)[0] == b"\x1f\x8b..."


def test_a_page_with_identity_encoding_is_accepted() -> None:
    assert page(b"<p>", content_encoding=" Identity ")[0] == b"<p>"


def test_a_line_end_in_a_header_adds_no_header() -> None:
    request = to_exchange(headers={"content-type": "text/html\r\nX-Evil: 1"})
    media_type, charset = content_type(request)
    assert "\n" not in media_type
    assert charset is None
