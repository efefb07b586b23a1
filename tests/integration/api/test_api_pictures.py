"""Pictures that came along with a page: returned to callers with a key, and deleted with their article."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest
from tests.integration.api.browsing import Browser, Site, enter, needs_browser

from clippings.records import Image
from clippings.storage.kept_pictures import picture_key

NAME = "0123456789ab-" + "a" * 32


def png(side: int = 64) -> bytes:
    """Return a gray square as PNG (https://www.w3.org/TR/png-3/)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x88" * side for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def filed(desk: Any, store: Any) -> Any:
    """An article with a kept picture."""
    store.parsed.put(picture_key(NAME), png(), "image/png")
    image = Image("https://pictures.invalid/a", caption="The new wall", lead=True, kept=NAME)
    return desk.file(images=(image,))


def test_a_kept_picture_is_returned_as_bytes(client: Any, filed: Any) -> None:
    (image,) = client.get(f"/v1/articles/{filed.id}").json["images"]
    answer = client.get(f"/v1/articles/{filed.id}/pictures/{image['kept']}", {"accept-encoding": "gzip"})
    assert (answer.status, answer.headers["content-type"], answer.content) == (200, "image/png", png())
    assert "content-encoding" not in answer.headers
    assert answer.headers["cache-control"].startswith("private")
    assert client.ask("HEAD", f"/v1/articles/{filed.id}/pictures/{NAME}").content == b""
    held = {"if-none-match": answer.headers["etag"]}
    assert client.get(f"/v1/articles/{filed.id}/pictures/{NAME}", held).status == 304


def test_a_picture_of_another_article_is_not_answered(client: Any, filed: Any, desk: Any) -> None:
    other = desk.file(canonical_url="https://other.example/river", publisher="Other")
    assert client.get(f"/v1/articles/{other.id}/pictures/{NAME}").status == 404
    assert client.get(f"/v1/articles/{filed.id}/pictures/{NAME[:-1]}b").status == 404
    assert client.get(f"/v1/articles/{filed.id}/pictures/..").status in {400, 404}


def test_a_withdrawn_article_answers_no_picture(client: Any, filed: Any, admin: Any) -> None:
    assert admin.post(f"/v1/admin/articles/{filed.id}/withdrawal", {"reason": "x"}).status == 200
    assert client.get(f"/v1/articles/{filed.id}/pictures/{NAME}").status == 410


@needs_browser
def test_the_reader_page_loads_kept_pictures_only_from_the_service(site: Site, browser: Browser, filed: Any) -> None:
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/article/{filed.id}")
    shown = browser.wait("figure img")
    browser.until(lambda: browser.driver.execute_script("return arguments[0].naturalWidth", shown) == 64)
    assert str(shown.get_attribute("src")).startswith("blob:")
    assert browser.find("figcaption")[0].text == "The new wall"
    assert f"GET /v1/articles/{filed.id}/pictures/{NAME}" in site.asked
    assert browser.complaints() == []
