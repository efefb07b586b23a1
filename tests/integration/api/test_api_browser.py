"""The reader page in a real browser: it asks once for the key, then shows lists, an article, its history, an upload."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from selenium.webdriver.common.keys import Keys
from tests.integration.api.browsing import KEY, Browser, Site, enter, needs_browser

from clippings.records import Block, Capture, Inline

pytestmark = needs_browser


def test_the_key_is_requested_once_and_again_if_it_is_wrong(site: Site, browser: Browser, desk: Any) -> None:
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


def test_lists_are_filtered_by_clicks_and_words(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    desk.file(title="Market opens", canonical_url="https://other.example/market", publisher="Other", language="de")
    enter(browser, site)
    assert len(browser.find(".items .clip")) == 2
    browser.shot("2-list")
    next(each for each in browser.find("a.facet") if each.text == "Other").click()
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
    for summary in browser.find(".after details > summary"):
        summary.send_keys(Keys.ENTER)
    browser.wait("details p", "None is known")
    compare = browser.wait("#revisions button", "Compare")
    browser.shot("5-details")
    compare.click()
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


def test_all_controls_have_accessible_names(site: Site, browser: Browser, desk: Any) -> None:
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
