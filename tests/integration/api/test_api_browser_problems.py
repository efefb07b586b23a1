"""What the reader page shows when a call fails: a message, and what to do next."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import boto3
import pytest
from selenium.webdriver.common.keys import Keys
from tests.integration.api.browsing import Browser, Site, enter, needs_browser

pytestmark = needs_browser


def show_all(browser: Browser) -> None:
    browser.wait(".problem a", "Show all articles").click()
    browser.wait("#status", "shown")


def test_an_unknown_article_shows_a_message_and_a_link_back(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    for path in ("article/" + "a" * 26, "nowhere", "article/%E0%A4%A"):
        browser.driver.get(f"{site.address}/#/{path}")
        browser.wait(".problem h1", "There is")
        show_all(browser)


@pytest.mark.parametrize(
    ("status", "body", "title"),
    [
        (502, "<html>Bad gateway</html>", "The answer cannot be read"),
        (429, '{"type": "urn:clippings:problem:throttled", "title": "x"}', "Too many requests"),
        (503, '{"type": "urn:clippings:problem:unavailable", "title": "x"}', "The service cannot be reached in part"),
        (200, "not JSON", "The answer cannot be read"),
    ],
)
def test_an_outage_is_shown_and_the_request_is_retried(
    site: Site, browser: Browser, desk: Any, status: int, body: str, title: str
) -> None:
    desk.file()
    enter(browser, site)
    site.broken = status, body
    browser.driver.get(f"{site.address}/#/?q=river")
    browser.wait(".problem h1", title)
    assert browser.find("#status")[0].text == "", "the loading has ended"
    site.broken = None
    browser.wait(".problem button", "Try again").click()
    browser.wait("#status", "1 article shown")


def test_a_throttled_request_is_retried(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    site.broken = 429, '{"type": "urn:clippings:problem:throttled", "title": "x"}'
    site.asked.clear()
    browser.driver.get(f"{site.address}/#/?q=river")
    browser.until(lambda: "GET /v1/articles" in site.asked)
    assert not browser.find(".problem")
    site.broken = None
    browser.wait("#status", "1 article shown")


def test_a_stopped_service_is_reported(site: Site, browser: Browser, desk: Any) -> None:
    filed = desk.file()
    enter(browser, site)
    site.stop()
    browser.find(".items .clip h2 a")[0].click()
    browser.wait(".problem h1", "The service does not answer")
    browser.wait(".problem p", "It may have been stopped")
    browser.shot("g-stopped")
    assert filed.id in browser.driver.current_url


def test_a_missing_right_is_named_and_the_key_is_kept(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    site.broken = 403, '{"type": "urn:clippings:problem:right-missing", "detail": "The key has no right to `read`."}'
    browser.driver.get(f"{site.address}/#/?q=river")
    browser.wait(".problem p", "no right to `read`")
    browser.wait(".problem button", "Use another key")
    assert browser.driver.execute_script("return sessionStorage.getItem('clippings-key') !== null")


def test_a_failed_next_page_keeps_the_rows(site: Site, browser: Browser, desk: Any) -> None:
    for number in range(31):
        desk.file(canonical_url=f"https://daily.example/{number}", title=f"Report {number}", tags=(), standfirst=None)
    enter(browser, site)
    site.broken = 503, '{"type": "urn:clippings:problem:unavailable"}'
    browser.driver.execute_script("scrollTo(0, document.body.scrollHeight)")
    browser.wait(".problem h1", "cannot be reached")
    assert len(browser.find(".items .clip")) == 30
    site.broken = None
    browser.wait(".problem button", "Try again").click()
    browser.wait("#status", "31 articles shown.")


#: Chooses a folder with files of these paths, as a hand with a mouse would.
FOLDER = """
const files = new DataTransfer();
for (const path of arguments[1]) files.items.add(new File(["x"], path.split("/").at(-1)));
arguments[0].files = files.files;
[...arguments[0].files].forEach((file, place) =>
  Object.defineProperty(file, "webkitRelativePath", {value: arguments[1][place]}));
arguments[0].dispatchEvent(new Event("change"));
"""


def choose(browser: Browser, site: Site, *paths: Path) -> None:
    browser.driver.get(f"{site.address}/#/upload")
    browser.wait(".drop")
    browser.find("input[type=file]")[0].send_keys("\n".join(map(str, paths)))


def test_compressed_pages_and_web_archives_are_uploaded_unchanged(
    site: Site, browser: Browser, desk: Any, tmp_path: Path
) -> None:
    desk.file()
    packed, archive = tmp_path / "page.html.gz", tmp_path / "page.mhtml"
    packed.write_bytes(gzip.compress(b"<p>A page.</p>"))
    archive.write_bytes(b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b--\r\n')
    enter(browser, site)
    choose(browser, site, packed, archive)
    browser.until(lambda: len(browser.find(".upload .state")) == 2)
    browser.until(lambda: all("waiting for it" in each.text for each in browser.find(".upload .state")))
    browser.wait("main p[role=status]", "0 of 2 done")
    s3 = boto3.client("s3")
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket="inbox")["Contents"]]
    bodies = {s3.get_object(Bucket="inbox", Key=key)["Body"].read() for key in keys}
    assert bodies == {packed.read_bytes(), archive.read_bytes()}
    browser.shot("h-uploads")


def test_pages_of_a_folder_are_uploaded_and_other_files_counted(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/upload")
    browser.wait(".drop")
    names = ["saved/page.html", "saved/old.mht", "saved/page_files/logo.png"]
    browser.driver.execute_script(FOLDER, browser.find("input[webkitdirectory]")[0], names)
    browser.wait("main p[role=status]", "1 file of the folder left out")
    browser.until(lambda: len(browser.find(".upload > li")) == 2)
    assert {each.text for each in browser.find(".upload > li strong")} == {"saved/page.html", "saved/old.mht"}


def test_an_empty_file_is_reported_before_the_upload(site: Site, browser: Browser, desk: Any, tmp_path: Path) -> None:
    desk.file()
    empty = tmp_path / "empty.html"
    empty.touch()
    enter(browser, site)
    choose(browser, site, empty)
    browser.wait(".state.bad", "The file is empty")
    assert "POST /v1/uploads" not in site.asked
    browser.wait(".upload button", "Try again")


def test_a_rejected_page_can_be_admitted_in_the_reader(
    site: Site, browser: Browser, desk: Any, store: Any, tmp_path: Path
) -> None:
    from datetime import UTC, datetime

    from clippings.errors import RejectedPage
    from clippings.records import Capture

    desk.file()
    page = tmp_path / "shop.html"
    page.write_text("<p>A shop.</p>", "utf-8")
    enter(browser, site)
    choose(browser, site, page)
    browser.wait(".state", "waiting for it to be read")
    (key,) = (each["Key"] for each in boto3.client("s3").list_objects_v2(Bucket="inbox")["Contents"])
    rejected = RejectedPage("product", "the page shows a product")
    store.ingestions.put_rejected(Capture("inbox", key, datetime.now(UTC), version="v1"), rejected)
    browser.wait(".state.bad", "not taken: the page shows a product")
    browser.wait(".upload button", "Take it anyway").send_keys(Keys.ENTER)
    browser.until(lambda: site.asked.count("POST /v1/uploads") == 2)
    browser.until(lambda: len(boto3.client("s3").list_objects_v2(Bucket="inbox")["Contents"]) == 2)
    s3 = boto3.client("s3")
    others = [each["Key"] for each in s3.list_objects_v2(Bucket="inbox")["Contents"] if each["Key"] != key]
    assert s3.head_object(Bucket="inbox", Key=others[0])["Metadata"]["admit"] == "everything"
