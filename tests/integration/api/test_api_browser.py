"""The reader page in a real browser: asked once for the key, then lists, an article, its history, an upload."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs

import boto3
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from clippings.records import Block, Capture, Inline

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1200,900 --host-resolver-rules=MAP&*.example&~NOTFOUND"
)
KEY = "the-key-of-this-test"
SECONDS = 20
MOUNT = "/live"

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed")


@dataclass
class Site:
    """The API on a port, under a stage's path; keys are checked as API Gateway would."""

    lookup: Any
    uploads: Any
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        path = environ["PATH_INFO"].removeprefix(MOUNT) or "/"
        self.asked.append(f"{environ['REQUEST_METHOD']} {path}")
        if path not in {"/", "/docs", "/openapi.json"} and environ.get("HTTP_X_API_KEY") != KEY:
            start_response("403 Forbidden", [("content-type", "application/problem+json")])
            return [b'{"title": "Forbidden"}']
        headers = {name[5:].replace("_", "-"): text for name, text in environ.items() if name.startswith("HTTP_")}
        headers["content-type"] = environ.get("CONTENT_TYPE", "")
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        client = self.uploads if path == "/v1/uploads" else self.lookup
        query = parse_qs(environ["QUERY_STRING"], keep_blank_values=True)
        answer = client.ask(environ["REQUEST_METHOD"], path, headers, body, query)
        start_response(f"{answer.status} -", list(answer.headers.items()))
        return [answer.content]


@pytest.fixture
def site(client: Any, uploads: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    from moto.server import ThreadedMotoServer

    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    moto.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://{}:{}".format(*moto.get_host_and_port()))
    made = Site(client, uploads)
    server = make_server("127.0.0.1", 0, made, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    made.address = f"http://127.0.0.1:{server.port}{MOUNT}"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()
    moto.stop()


class Browser:
    """Headless Chromium, with waiting; what it leaves behind goes with it."""

    def __init__(self) -> None:
        # Its socket lies in here too, and a socket's path has at most 107 characters: a test's own folder has more.
        self.folder = TemporaryDirectory(ignore_cleanup_errors=True)
        home = dict.fromkeys(("TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), self.folder.name)
        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in FLAGS.split():
            options.add_argument(flag.replace("&", " "))
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService(str(DRIVER), env={**os.environ, **home})
        self.driver = webdriver.Chrome(options=options, service=service)

    def close(self) -> None:
        self.driver.quit()
        self.folder.cleanup()

    def find(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, selector: str, text: str = "") -> WebElement:
        def shown(_: Any) -> WebElement | None:
            return next((each for each in self.find(selector) if text in each.text), None)

        return WebDriverWait(self.driver, SECONDS, ignored_exceptions=(Exception,)).until(shown)

    def shot(self, name: str) -> None:
        if folder := os.environ.get("CLIPPINGS_SCREENSHOTS"):
            self.driver.save_screenshot(str(Path(folder) / f"{name}.png"))

    def complaints(self) -> list[str]:
        """What the console says, but for pictures of hosts that are not there and for refused keys."""
        logged = self.driver.get_log("browser")
        known = ("ERR_NAME_NOT_RESOLVED", "status of 403")
        return [line["message"] for line in logged if not any(word in line["message"] for word in known)]


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    yield made
    made.close()


def enter(browser: Browser, site: Site) -> None:
    browser.driver.get(f"{site.address}/")
    browser.wait("dialog[open]")
    browser.shot("1-key")
    browser.find("#key")[0].send_keys(KEY + Keys.ENTER)
    browser.wait("#status", "shown")


def test_the_key_is_asked_once_and_a_wrong_one_again(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    browser.driver.get(site.address)
    browser.wait("dialog[open]")
    browser.find("#key")[0].send_keys("wrong" + Keys.ENTER)
    browser.wait("#ask-why", "refused")
    browser.find("#key")[0].send_keys(KEY + Keys.ENTER)
    browser.wait(".items > li", "River Ålna")
    browser.driver.refresh()
    browser.wait(".items > li", "River Ålna")
    assert not browser.find("dialog[open]")


def test_lists_are_narrowed_by_clicking_and_by_words(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    desk.file(title="Market opens", canonical_url="https://other.example/market", publisher="Other", language="de")
    enter(browser, site)
    assert len(browser.find(".items .clip")) == 2
    browser.shot("2-list")
    next(each for each in browser.find("button.facet") if each.text == "Other").click()
    browser.wait(".chips a", "publisher: Other")
    browser.wait("#status", "1 article shown")
    browser.shot("3-facet")
    browser.find(".chips a")[0].send_keys(Keys.ENTER)
    browser.wait("#status", "2 articles shown")
    browser.find("input[name=q]")[0].send_keys("ålna" + Keys.ENTER)
    browser.wait("#status", "1 article shown")
    assert "q=%C3%A5lna" in browser.driver.current_url
    assert browser.complaints() == []


def test_an_article_shows_its_provenance_its_history_and_its_copies(site: Site, browser: Browser, desk: Any) -> None:
    filed = desk.file()
    blocks = (*filed.blocks[:2], Block("b9", "paragraph", (Inline("The council will decide on Friday about it."),)))
    desk.file(later=60, blocks=blocks)
    enter(browser, site)
    browser.find(".items h2 a")[0].send_keys(Keys.ENTER)
    browser.wait("article.text h1", "River Ålna")
    browser.shot("4-article")
    for summary in browser.find("details > summary"):
        summary.send_keys(Keys.ENTER)
    browser.wait("details p", "None is known")
    browser.wait("details button", "Compare")
    browser.shot("5-details")
    browser.find("details button")[0].click()
    browser.wait(".sides ins", "Friday")
    browser.shot("6-compare")
    assert any("Monday" in each.text for each in browser.find(".sides del"))
    assert browser.complaints() == []


def test_a_page_that_is_uploaded_is_followed_until_it_is_stored(
    site: Site, browser: Browser, store: Any, desk: Any, tmp_path: Path
) -> None:
    filed = desk.file()
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/upload")
    browser.wait(".drop")
    page = tmp_path / "my page.html"
    page.write_text("<p>A page.</p>", "utf-8")
    browser.find("input[type=file]")[0].send_keys(str(page))
    browser.wait(".items li", "waiting for it to be read")
    (key,) = (each["Key"] for each in boto3.client("s3").list_objects_v2(Bucket="inbox")["Contents"])
    assert key.startswith("uploads/")
    store.ingestions.put_stored(Capture("inbox", key, datetime.now(UTC), version="v1"), filed.id)
    browser.wait(".items li", "stored")
    browser.shot("7-upload")
    browser.find(".items li a")[0].click()
    browser.wait("article.text h1", "River Ålna")
    assert browser.complaints() == []


def test_the_page_fits_a_phone_and_follows_dark_mode(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    browser.driver.set_window_size(500, 800)
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    phone = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    enter(browser, site)
    browser.shot("8-phone-dark")
    assert browser.driver.execute_script("return document.documentElement.scrollWidth") <= 360
    background = browser.driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(23, 22, 20)"


def test_everything_is_named_for_a_screen_reader(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    nameless = browser.driver.execute_script(
        "return [...document.querySelectorAll('a,button,input,select')].filter((each) => each.offsetParent !== null"
        " && !each.textContent.trim() && !each.getAttribute('aria-label') && !(each.labels && each.labels.length))"
        ".map((each) => each.outerHTML)"
    )
    assert nameless == []
    assert [each.get_attribute("lang") for each in browser.find("html")] == ["en"]


def test_markup_in_an_article_is_shown_as_text(site: Site, browser: Browser, desk: Any) -> None:
    evil = "<img src=x onerror=window.hurt=1><script>window.hurt=1</script>"
    filed = desk.file(
        title=evil, standfirst=evil, publisher=evil, section=evil, tags=(evil,),
        blocks=(Block("b1", "paragraph", (Inline(evil + "x" * 99), Inline("link", (), "javascript:window.hurt=1"))),),
    )  # fmt: skip
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/article/{filed.id}")
    browser.wait("article.text h1", "<script>")
    time.sleep(0.3)
    assert browser.driver.execute_script("return window.hurt") is None
    assert browser.find("article.text a[href^=javascript]") == []
    assert browser.complaints() == []
