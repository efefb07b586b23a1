"""An article in the reader page: its history in a line, its pictures, and what can be done with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from selenium.webdriver.common.keys import Keys
from tests.integration.api.browsing import Browser, Site, enter, needs_browser

from clippings.records import Author, Block, Image, Inline, ListPlace

pytestmark = needs_browser

#: Every host but the site's own that anything was asked of.
FOREIGN = (
    "return performance.getEntriesByType('resource').map((each) => new URL(each.name)).filter((each) =>"
    " ['http:', 'https:'].includes(each.protocol) && each.host !== location.host).map((each) => each.host)"
)


def open_article(browser: Browser, site: Site, article: Any) -> None:
    browser.driver.get(f"{site.address}/#/article/{article.id}")
    browser.wait("article.text h1", article.title)


def saved(browser: Browser, folder: Path, label: str, pattern: str) -> bytes:
    """Click on *label* under "Save as", and return the file that appears."""
    next(each for each in browser.find(".deeds button") if each.text == label).click()
    browser.wait("#status", f"Downloaded as {label}")
    # The browser reserves the name by an empty file, and fills another one first.
    browser.until(lambda: [each.stat().st_size > 0 for each in folder.iterdir() if each.match(pattern)] == [True])
    browser.until(lambda: not any(folder.glob("*.crdownload")))
    (found,) = folder.glob(pattern)
    return found.read_bytes()


def test_the_article_header_links_to_revisions_copies_and_update(site: Site, browser: Browser, desk: Any) -> None:
    filed = desk.file()
    blocks = (*filed.blocks[:2], Block("b9", "paragraph", (Inline("The council will decide on Friday about it."),)))
    desk.file(later=60, blocks=blocks)
    copy = "https://other.example/river"
    desk.file(canonical_url=copy, publisher="Other")
    enter(browser, site)
    open_article(browser, site, filed)
    story = browser.wait(".story", "revisions")
    assert "2 revisions · 1 copy · updated March 1, 2026" in story.text
    browser.shot("c-article")
    browser.find(".story button")[0].click()
    browser.wait("#revisions button", "Compare")
    browser.find(".story button")[1].click()
    browser.wait("#copies li", "Other")
    browser.find(".byline a.facet")[0].click()
    browser.wait(".chips a", "author: Kari Moe")
    assert browser.complaints() == []


def test_two_revisions_within_a_minute_have_different_labels(site: Site, browser: Browser, desk: Any) -> None:
    filed = desk.file()
    desk.file(later=0.3, title="River Ålna floods the whole town")
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/article/{filed.id}")
    browser.wait(".story button", "2 revisions").click()
    browser.wait("#revisions button", "Compare")
    options = [each.text for each in browser.find("#revisions select[name=from] option")]
    assert len({text.partition("· ")[2] for text in options}) == 2
    assert all("12:00:" in text for text in options)
    browser.find("#revisions button")[0].click()
    browser.wait(".sides .when", "12:00:18")
    browser.wait(".sides .when", "12:00:00")


def test_pictures_are_loaded_on_request(site: Site, browser: Browser, desk: Any) -> None:
    pictures = (
        Image("https://daily.example/flood.jpg", caption="The quay", alt="Water", lead=True),
        Image("https://daily.example/ferry.jpg", caption="The ferry", credit="Kari Moe"),
    )
    filed = desk.file(images=pictures)
    enter(browser, site)
    open_article(browser, site, filed)
    browser.wait(".story", "revision")
    assert [each.text for each in browser.find("figcaption")] == ["The quay", "The ferry · Kari Moe"]
    assert browser.find(".placeholder")[0].text.split("\n") == ["Water", "Show the picture", "from daily.example"]
    assert browser.find("main img") == []
    assert browser.driver.execute_script(FOREIGN) == []
    browser.find(".placeholder button")[0].send_keys(Keys.ENTER)
    browser.wait(".placeholder", "daily.example does not have the picture any more")
    assert len(browser.find(".placeholder button")) == 1, "the other picture waits"


def test_pictures_are_loaded_at_once_by_setting(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    assert browser.driver.execute_script(FOREIGN) == []
    browser.find("#open-settings")[0].click()
    browser.wait("dialog#settings[open]")
    browser.find("dialog#settings input[name=pictures]")[0].click()
    next(each for each in browser.find("dialog#settings button") if each.text == "Close").click()
    browser.until(lambda: browser.driver.execute_script(FOREIGN) == ["daily.example"])


def test_an_article_is_saved_as_each_of_its_formats(
    site: Site, browser: Browser, desk: Any, tmp_path: Path, client: Any
) -> None:
    filed = desk.file()
    enter(browser, site)
    open_article(browser, site, filed)
    behavior = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behavior)
    for label, form, pattern in (
        *(("Markdown", "markdown", "*.md"), ("HTML", "html", "*.html")),
        *(("JSON", "json", "*.json"), ("Text", "text", "*.txt")),
    ):
        content = saved(browser, tmp_path, label, pattern)
        assert content.decode() == client.get(f"/v1/articles/{filed.id}", format=form).text
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["river-ålna-floods-the-old-town"] * 4


def test_a_list_has_a_feed_address_without_a_key(site: Site, browser: Browser, desk: Any, client: Any) -> None:
    desk.file()
    desk.file(canonical_url="https://other.example/river", publisher="Other", title="Another paper's river")
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/?publisher=Other")
    browser.wait("#status", "1 article shown")
    browser.find(".subscribe summary")[0].click()
    browser.wait(".subscribe p", "A feed of publisher: Other.")
    browser.find(".subscribe form button")[0].click()
    browser.wait(".subscribe p", "Give this address to your feed reader")
    browser.shot("d-subscribe")
    address = browser.find(".subscribe input")[0].get_attribute("value")
    assert address.startswith("http")
    feed = client.ask("GET", address[address.index("/v1/") :], {"x-api-key": ""}).text
    assert "Another paper" in feed
    assert "Ålna floods" not in feed


def test_a_withdrawal_is_signed_with_entered_credentials(site: Site, browser: Browser, desk: Any, client: Any) -> None:
    filed = desk.file()
    enter(browser, site)
    open_article(browser, site, filed)
    browser.find("#withdraw summary")[0].click()
    entered = {"reason": "A court's order", "id": "AKIDEXAMPLE", "secret": "wJalr/EXAMPLE", "token": "a+token=="}
    for name, text in {**entered, "region": "eu-west-1"}.items():
        browser.find(f".withdraw input[name={name}]")[0].send_keys(text)
    browser.shot("e-withdraw")
    browser.find(".withdraw button")[0].click()
    browser.wait("#withdraw [role=status]", "It is withdrawn")
    assert client.get(f"/v1/articles/{filed.id}").status == 410

    (sent,) = site.signed
    assert json.loads(sent.body) == {"reason": "A court's order", "copies": False}
    expected = AWSRequest("POST", sent.address, data=sent.body, headers={"Host": sent.headers["HOST"]})
    signer = SigV4Auth(Credentials(entered["id"], entered["secret"], entered["token"]), "execute-api", "eu-west-1")
    signer.add_auth(expected)
    expected.context["timestamp"] = sent.headers["X-AMZ-DATE"]
    expected.headers.replace_header("X-Amz-Date", sent.headers["X-AMZ-DATE"])
    canonical = signer.canonical_request(_unsigned(expected))
    signature = signer.signature(signer.string_to_sign(expected, canonical), expected)
    assert sent.headers["AUTHORIZATION"].endswith(f"Signature={signature}")

    open_article_address = f"{site.address}/#/article/{filed.id}"
    browser.driver.get("about:blank")
    browser.driver.get(open_article_address)
    browser.wait(".problem h1", "This article was withdrawn")


def _unsigned(request: AWSRequest) -> AWSRequest:
    del request.headers["Authorization"]
    return request


def test_list_blocks_are_rendered_by_kind(site: Site, browser: Browser, desk: Any) -> None:
    def item(number: int, text: str, place: ListPlace) -> Block:
        return Block(f"l{number}", "list_item", (Inline(text),), place=place)

    first = desk.file()
    parts = (
        item(1, "Quays", ListPlace(1)),
        item(2, "The north quay", ListPlace(2, 1)),
        item(3, "It is closed.", ListPlace(2, 1, continued=True)),
        item(4, "Bridges", ListPlace(1)),
        Block("c1", "code", (Inline("x = 1"),), place=ListPlace(1, continued=True)),
        Block("p1", "paragraph", (Inline("What the words mean is told below."),)),
        item(5, "Spring tide", ListPlace(1, definition="term")),
        item(6, "The highest of the month.", ListPlace(1, definition="description")),
    )
    desk.file(blocks=(*first.blocks, *parts), later=5)
    enter(browser, site)
    open_article(browser, site, first)
    shape = (
        "return [...document.querySelectorAll('article.text > ul, article.text > dl')].map((each) => each.outerHTML)"
    )
    assert browser.driver.execute_script(shape) == [
        "<ul><li>Quays<ol><li>The north quay<p>It is closed.</p></li></ol></li>"
        '<li>Bridges<pre tabindex="0"><code>x = 1</code></pre></li></ul>',
        "<dl><dt>Spring tide</dt><dd>The highest of the month.</dd></dl>",
    ]


def test_a_finding_with_full_confidence_shows_no_bar(site: Site, browser: Browser, desk: Any) -> None:
    from clippings.records import Finding

    found = {
        "title": Finding("River", rule="json-ld:headline", raw="River", confidence=1.0),
        "authors": Finding((Author("Kari Moe"),), rule="byline", raw="By Kari Moe", confidence=0.8),
    }
    filed = desk.file(provenance=found)
    enter(browser, site)
    open_article(browser, site, filed)
    browser.find("#provenance summary")[0].click()
    browser.wait("#provenance td", "80 %")
    rows = {row.text.split()[0]: row for row in browser.find("#provenance tbody tr")}
    assert rows["title"].text.endswith("certain")
    assert len(browser.find("#provenance meter")) == 1


def test_only_the_article_is_printed(site: Site, browser: Browser, desk: Any) -> None:
    filed = desk.file()
    enter(browser, site)
    open_article(browser, site, filed)
    browser.wait(".story", "revision")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.shot("f-print")
    shown = "return arguments[0].filter((each) => document.querySelector(each).offsetParent !== null)"
    parts = ["article.text h1", ".byline", ".top", ".tools", "figure", "#revisions", "#status"]
    assert browser.driver.execute_script(shown, parts) == ["article.text h1", ".byline"]
    assert [each.text for each in browser.find(".about dt, .about dd") if each.is_displayed()][:1] == ["From"]
    assert len([each for each in browser.find(".about > *") if each.is_displayed()]) == 2
    label, address = browser.find(".about dt")[0], browser.find(".about dd a")[0]
    assert (label.text, label.rect["x"]) == ("From", browser.find("article.text p")[0].rect["x"])
    middle = [each.rect["y"] + each.rect["height"] / 2 for each in (label, address)]
    assert abs(middle[0] - middle[1]) <= 1.5
