"""The reader page: one document with all its parts, and a policy that permits only these."""

from __future__ import annotations

import base64
import hashlib
import re
from types import SimpleNamespace
from typing import Any

import pytest
from tests.support.html_elements import Elements
from tests.support.served_calls import to_exchange

from clippings.settings import Settings
from clippings.web.reader import PARTS, SCRIPTS, policy, reader_page

#: An upload's host is the inbox's name before the region's S3.
BUCKET = "https://clippings-inbox-123456789012-eu-west-1.s3.eu-west-1.amazonaws.com"


def page(upload: str = BUCKET + "/uploads/?X-Amz-Signature=1") -> tuple[str, str]:
    """Return the page and its policy, where uploads go to *upload*."""

    def presign_upload(key: str, **asked: Any) -> str:
        assert key == "uploads/"
        assert asked["expires"] <= 1, "an address that nobody uses is good for as short as can be"
        return upload

    settings = Settings("clippings-inbox-123456789012-eu-west-1", "parsed", "articles")
    store = SimpleNamespace(objects=SimpleNamespace(presign_upload=presign_upload), settings=settings)
    document, headers = reader_page(to_exchange("/", open_wiring=lambda: store))
    assert list(headers) == ["Content-Security-Policy"]
    return document, headers["Content-Security-Policy"]


DOCUMENT, POLICY = page()


def directive(name: str) -> str:
    (found,) = re.findall(rf"(?:^|; ){name} ([^;]+)", POLICY)
    return str(found)


def named(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def test_every_part_is_in_the_document() -> None:
    assert {part.name for part in PARTS.glob("*.js")} == set(SCRIPTS)
    for part in (*PARTS.glob("*.js"), PARTS / "style.css"):
        assert part.read_text("utf-8") in DOCUMENT, part.name
    assert "/*script*/" not in DOCUMENT
    assert "/*style*/" not in DOCUMENT


@pytest.mark.parametrize(("tag", "rule"), [("script", "script-src"), ("style", "style-src")])
def test_the_policy_allows_only_the_script_and_style_sheet_of_the_document(tag: str, rule: str) -> None:
    (source,) = re.findall(rf"<{tag}>(.*?)</{tag}>", DOCUMENT, re.DOTALL)
    assert directive(rule) == named(source)


def test_scripts_are_in_the_order_of_their_dependencies() -> None:
    places = [DOCUMENT.index((PARTS / name).read_text("utf-8")) for name in SCRIPTS]
    assert places == sorted(places)


def test_the_page_has_no_event_attributes() -> None:
    """The policy would stop it, and the page would silently not work."""
    for tag, attributes in Elements(DOCUMENT.partition("<script>")[0]).found:
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag


def test_the_page_may_connect_only_to_this_api_and_the_buckets_of_the_region() -> None:
    assert directive("connect-src").split() == ["'self'", "https://*.s3.eu-west-1.amazonaws.com"]


def test_neither_the_page_nor_its_policy_names_the_inbox_or_the_account() -> None:
    for secret in ("clippings-inbox", "123456789012"):
        assert secret not in DOCUMENT
        assert secret not in POLICY


def test_the_policy_allows_the_inbox_under_every_endpoint() -> None:
    assert "connect-src 'self' http://127.0.0.1:5000;" in page("http://127.0.0.1:5000/inbox/uploads/?a=b")[1]


@pytest.mark.parametrize(
    ("rule", "value"),
    [("default-src", "'none'"), ("base-uri", "'none'"), ("form-action", "'none'"), ("frame-ancestors", "'none'"),
     ("require-trusted-types-for", "'script'"), ("trusted-types", "'none'")],
)  # fmt: skip
def test_the_policy_forbids_everything_else(rule: str, value: str) -> None:
    assert directive(rule) == value


def test_the_policy_has_no_wildcards() -> None:
    """Uploads go to a bucket whose name is not told, so its place is any bucket of the region."""
    assert "unsafe" not in POLICY
    assert "*" not in POLICY.replace("https://*.s3.eu-west-1.amazonaws.com", "")


def test_pictures_are_allowed_to_the_reader_alone() -> None:
    assert directive("img-src").split() == ["https:", "http:", "data:", "blob:"]
    assert "img-src data:;" in policy("a{}")


def test_no_script_creates_markup_from_text() -> None:
    for part in PARTS.glob("*.js"):
        source = part.read_text("utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "srcdoc"):
            assert way not in source, f"{part.name}: {way}"


def test_parts_of_the_page_are_small() -> None:
    for part in PARTS.iterdir():
        assert len(part.read_text("utf-8").splitlines()) <= 300, part.name


def test_a_page_without_a_script_allows_none() -> None:
    assert "script-src 'none'" in policy("a{}")
    assert "connect-src 'none'" in policy("a{}")


def test_the_page_loads_no_further_parts() -> None:
    elements = Elements(DOCUMENT)
    assert [each["href"] for each in elements.all("link")] == ["data:,"]
    assert all("src" not in attributes for _, attributes in elements.found)


def test_links_of_the_page_work_under_every_base() -> None:
    addresses = [str(each["href"]) for each in Elements(DOCUMENT).all("a")]
    assert addresses
    assert not [address for address in addresses if address.startswith("/")]


def test_the_page_is_assembled_once() -> None:
    assert page()[0] is page()[0]
