"""The reader for everybody: by keyboard alone, by screen reader, in the dark, and with pages that are dropped on it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from tests.integration.api.browsing import KEY, Browser, Site, enter, needs_browser

from clippings.records import Block, Capture, Cell, Inline

pytestmark = needs_browser

#: Drops a file on the first element that the selector names, as a hand with a mouse would.
DROP = """
const files = new DataTransfer();
files.items.add(new File([arguments[2]], arguments[1], {type: "text/html"}));
for (const kind of ["dragenter", "dragover", "drop"])
  document.querySelector(arguments[0]).dispatchEvent(
    new DragEvent(kind, {dataTransfer: files, bubbles: true, cancelable: true}));
"""
FOCUSED = """
const at = document.activeElement, shown = getComputedStyle(at), place = at.getBoundingClientRect();
const name = at.getAttribute("aria-label") || at.textContent || at.name || at.id;
const outline = shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) >= 2;
return {name: name.trim().slice(0, 40), tag: at.localName, id: at.id, outline,
  seen: place.width > 0 && place.left >= 0};
"""


def press(browser: Browser, *keys: str) -> None:
    ActionChains(browser.driver).send_keys(*keys).perform()


def focused(browser: Browser) -> dict[str, Any]:
    return dict(browser.driver.execute_script(FOCUSED))


def tab_to(browser: Browser, name: str, most: int = 40) -> dict[str, Any]:
    """Press Tab until something called *name* has the focus; every stop on the way can be seen to have it."""
    for _ in range(most):
        press(browser, Keys.TAB)
        at = focused(browser)
        assert at["outline"] or at["tag"] in {"body", "html"}, at
        if name in at["name"]:
            return at
    raise AssertionError(f"no way to {name} by keyboard")


def drop(browser: Browser, name: str, text: str) -> None:
    browser.driver.execute_script(DROP, ".drop", name, text)


def test_pages_that_are_dropped_are_uploaded_and_followed(site: Site, browser: Browser, store: Any, desk: Any) -> None:
    filed = desk.file()
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/upload")
    browser.wait(".drop")
    drop(browser, "dropped page.html", "<p>A page that was dropped.</p>")
    browser.wait(".items li", "dropped page.html")
    browser.wait(".items li", "waiting for it to be read")
    s3 = boto3.client("s3")
    (key,) = (each["Key"] for each in s3.list_objects_v2(Bucket="inbox")["Contents"])
    assert s3.get_object(Bucket="inbox", Key=key)["Body"].read() == b"<p>A page that was dropped.</p>"
    store.ingestions.put_stored(Capture("inbox", key, datetime.now(UTC), version="v1"), filed.id)
    browser.wait(".items li", "stored")
    assert browser.driver.current_url.endswith("#/upload")
    assert browser.complaints() == []


def test_the_drop_target_is_highlighted_during_a_drag(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/upload")
    zone = browser.wait(".drop")
    over = (
        "document.querySelector('.drop').dispatchEvent(new DragEvent(arguments[0], {bubbles: true, cancelable: true}))"
    )
    browser.driver.execute_script(over, "dragover")
    assert "over" in zone.get_attribute("class").split()
    browser.driver.execute_script(over, "dragleave")
    assert "over" not in zone.get_attribute("class").split()


def test_the_status_of_each_of_several_uploads_is_shown(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/upload")
    browser.wait(".drop")
    drop(browser, "one.html", "<p>One.</p>")
    drop(browser, "empty.html", "")
    browser.wait(".items li", "one.html")
    assert "did not work" in browser.wait(".items li", "empty.html").text or browser.wait(".state.bad", "did not work")


def test_all_controls_are_reached_by_keyboard_with_visible_focus(site: Site, browser: Browser, desk: Any) -> None:
    filed = desk.file()
    blocks = (*filed.blocks[:2], Block("b9", "paragraph", (Inline("The council will decide on Friday about it."),)))
    desk.file(later=60, blocks=blocks)
    browser.driver.get(f"{site.address}/")
    browser.wait("dialog[open]")
    assert focused(browser)["id"] == "key"
    press(browser, KEY, Keys.ENTER)
    browser.wait("#status", "shown")

    browser.driver.refresh()
    browser.wait("#status", "shown")
    skip = tab_to(browser, "Skip to content", 1)
    assert skip["seen"]
    press(browser, Keys.ENTER)
    assert focused(browser)["id"] == "main"

    tab_to(browser, "River Ålna")
    press(browser, Keys.ENTER)
    browser.wait("article.text h1", "River Ålna")
    tab_to(browser, "Revisions")
    press(browser, Keys.SPACE)
    browser.wait("details button", "Compare")
    tab_to(browser, "Compare")
    press(browser, Keys.SPACE)
    browser.wait(".sides ins", "Friday")
    tab_to(browser, "Back to the article")
    press(browser, Keys.ENTER)
    browser.wait("article.text h1", "River Ålna")


def test_tab_stops_are_in_reading_order(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    browser.driver.refresh()
    browser.wait("#status", "shown")
    stops: list[str] = []
    while "Search" not in stops and len(stops) < 25:
        press(browser, Keys.TAB)
        at = focused(browser)["name"]
        stops += [at] if [at] != stops[-1:] else []  # a date has three places to stop at
    assert stops == [
        *("Skip to content", "Clippings", "Articles", "Upload", "API", "Settings"),
        *("q", "from", "to", "DefaultNewest firstOldest first", "Search"),
    ]


def test_escape_closes_the_key_dialog_with_a_hint(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    browser.driver.get(f"{site.address}/")
    browser.wait("dialog[open]")
    press(browser, Keys.ESCAPE)
    browser.wait(".problem", "Without a key there is nothing to show")
    assert not browser.find("dialog[open]")


def emulate(browser: Browser, *, dark: bool, phone: bool) -> None:
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    if phone:
        size = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
        browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def violations(browser: Browser) -> list[str]:
    """What axe finds against WCAG 2.1 AA and its own best practices: names, roles, order, contrast."""
    found = Axe().run(browser.driver)["violations"]
    return [f"{each['id']}: {json.dumps(node['html'])[:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_reader_pages_pass_the_accessibility_check(
    site: Site,
    browser: Browser,
    desk: Any,
    dark: bool,
    phone: bool,
) -> None:
    row = (Cell((Inline("Place"),), header=True), Cell((Inline("Metres"),), header=True))
    parts = (
        Block("b5", "heading", (Inline("At the bridge"),), level=2),
        Block("b6", "list_item", (Inline("Boats go until nine."),)),
        Block("b7", "quote", (Inline("I have never seen it so high."),)),
        Block("b8", "table", rows=(row, (Cell((Inline("Quay"),)), Cell((Inline("2.1"),))))),
    )
    filed = desk.file(blocks=(*(first := desk.file()).blocks, *parts), later=5)
    assert filed.id == first.id
    desk.file(title="Market opens", canonical_url="https://other.example/market", publisher="Other", language="de")
    emulate(browser, dark=dark, phone=phone)

    def bars(name: str) -> list[str]:
        browser.shot(f"i-{name}-{'phone' if phone else 'desk'}-{'dark' if dark else 'light'}")
        return violations(browser)

    browser.driver.get(f"{site.address}/")
    browser.wait("dialog[open]")
    assert bars("key") == []
    browser.find("#key")[0].send_keys(KEY + Keys.ENTER)
    browser.wait("#status", "shown")
    assert bars("list") == []
    browser.driver.get(f"{site.address}/#/?tag=floods")
    browser.wait(".chips a", "tag: floods")
    assert bars("facet") == []
    browser.find(".subscribe summary")[0].click()
    browser.find("#open-settings")[0].click()
    browser.wait("dialog#settings[open]")
    assert bars("settings") == []
    browser.find("dialog#settings button.main")[0].click()
    browser.driver.get(f"{site.address}/#/?q=nothing+of+this&tag=floods")
    browser.wait(".nothing h2", "No article fits")
    assert bars("nothing") == []
    browser.driver.get(f"{site.address}/#/article/{filed.id}")
    browser.wait("article.text h1", "River Ålna")
    browser.wait(".story", "revisions")
    for summary in browser.find("details > summary"):
        summary.click()
    browser.wait("#revisions button", "Compare")
    browser.wait("#copies li", "alike")
    assert bars("article") == []
    browser.wait("#revisions button", "Compare").click()
    browser.wait(".sides ins", "2.1")
    assert bars("compare") == []
    browser.driver.get(f"{site.address}/#/upload")
    browser.wait(".drop")
    assert bars("upload") == []
    browser.driver.get(f"{site.address}/#/article/{'a' * 26}")
    browser.wait(".problem", "There is no such article")
    assert bars("problem") == []
    browser.driver.get(f"{site.address}/docs")
    browser.wait("h1", "The API")
    browser.driver.execute_script("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert bars("docs") == []
    if phone:
        assert browser.driver.execute_script("return document.documentElement.scrollWidth") <= 360


def test_regions_of_a_language_are_one_facet_value(site: Site, browser: Browser, desk: Any) -> None:
    texts = (
        "Der Fluss ist in einer Nacht um zwei Meter gestiegen, und viele Menschen mussten ihre Häuser verlassen.",
        "Die Fährfrau sagte, dass sie das Wasser in zwanzig Jahren noch nie so hoch gesehen habe wie jetzt.",
    )
    german = tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(texts))
    for number, language in enumerate(("en", "en-GB", "en-US")):
        desk.file(canonical_url=f"https://daily.example/{number}", language=language)
    for language in ("de", "de-AT"):
        address = f"https://daily.example/{language}/fluss"
        desk.file(canonical_url=address, language=language, blocks=german, title="Der Fluss steigt", standfirst=None)
    enter(browser, site)
    listed = "return [...document.querySelectorAll('.narrow li')].map((each) => each.innerText.split(/\\s+/).join(' '))"
    facets = browser.driver.execute_script(listed)
    assert [each for each in facets if each.startswith(("English", "German", "British"))] == ["English 3", "German 2"]
    next(each for each in browser.find(".narrow a.facet") if each.text == "English").click()
    browser.wait(".chips a", "language: English")
    browser.wait("#status", "3 articles shown")


def test_on_a_phone_the_date_filters_are_collapsed(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    emulate(browser, dark=False, phone=True)
    enter(browser, site)
    assert not browser.find("#days")[0].is_displayed()
    header = "return document.querySelector('header.top').offsetHeight / innerHeight"
    assert browser.driver.execute_script(header) < 0.3
    browser.find("#more")[0].click()
    assert browser.find("#days")[0].is_displayed()
    assert browser.find("#more")[0].get_attribute("aria-expanded") == "true"
