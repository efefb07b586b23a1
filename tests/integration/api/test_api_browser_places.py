"""The reader page over time: what it remembers, where Back leads, and the use by keyboard alone."""

from __future__ import annotations

from typing import Any

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from tests.integration.api.browsing import KEY, Browser, Site, enter, needs_browser

pytestmark = needs_browser

#: A page of a list has 30 rows.
ROWS = 32


def press(browser: Browser, *keys: str) -> None:
    ActionChains(browser.driver).send_keys(*keys).perform()


def script(browser: Browser, source: str) -> Any:
    return browser.driver.execute_script(f"return {source}")


def file_many(desk: Any, count: int) -> None:
    """File *count* articles of one day."""
    for number in range(count):
        desk.file(
            title=f"Report {number:02}", canonical_url=f"https://daily.example/{number}", tags=(), standfirst=None
        )


def lists_asked(site: Site) -> int:
    return site.asked.count("GET /v1/articles")


def test_the_key_is_stored_on_the_device_only_on_request(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    browser.driver.switch_to.new_window("tab")
    browser.driver.get(f"{site.address}/")
    browser.wait("dialog#ask[open]")
    browser.find("#remember")[0].click()
    browser.find("#key")[0].send_keys(KEY + Keys.ENTER)
    browser.wait("#status", "1 article shown")
    browser.driver.switch_to.new_window("tab")
    browser.driver.get(f"{site.address}/")
    browser.wait("#status", "1 article shown")
    assert not browser.find("dialog[open]")
    browser.find("#open-settings")[0].click()
    browser.wait("#key-kept", "remembered on this device")
    browser.find("#forget")[0].click()
    browser.wait("dialog#ask[open]")
    assert script(browser, "localStorage.getItem('clippings-key')") is None


def test_back_restores_rows_and_scroll_position(site: Site, browser: Browser, desk: Any) -> None:
    file_many(desk, ROWS)
    enter(browser, site)
    assert len(browser.find(".items .clip")) == 30
    browser.wait("#status", "30 articles shown, and there may be more")
    browser.driver.execute_script("scrollTo(0, document.body.scrollHeight)")
    browser.wait("#status", f"{ROWS} articles shown.")
    last = browser.find(".items .clip h2 a")[-1]
    title = last.text
    browser.driver.execute_script("arguments[0].focus({preventScroll: true})", last)
    place, asked = script(browser, "scrollY"), lists_asked(site)
    assert place > 1000
    browser.driver.execute_script("arguments[0].click()", last)
    browser.wait("article.text h1", title)
    browser.driver.back()
    browser.wait("#status", f"{ROWS} articles shown.")
    assert len(browser.find(".items .clip")) == ROWS
    assert script(browser, "scrollY") == place
    assert script(browser, "document.activeElement.textContent") == title
    assert lists_asked(site) == asked, "the rows are there still"
    browser.driver.refresh()
    browser.wait("#status", f"{ROWS} articles shown.")
    assert abs(script(browser, "scrollY") - place) <= 2, "a reload keeps the place, too"
    browser.driver.forward()
    browser.wait("article.text h1", title)
    browser.wait(".neighbours a", "Previous")
    assert not [link for link in browser.find(".neighbours a") if link.text == "Next"], "it is the last of the list"


def test_an_article_links_to_its_neighbors_and_its_row(site: Site, browser: Browser, desk: Any) -> None:
    file_many(desk, ROWS)
    enter(browser, site)
    titles = [link.text for link in browser.find(".items .clip h2 a")]
    browser.find(".items .clip h2 a")[28].click()
    browser.wait(".neighbours a", "Next").click()
    browser.wait("article.text h1", titles[29])
    # The next one is on the list's next page.
    browser.wait(".neighbours a", "Next").click()
    browser.until(lambda: browser.find("article.text h1")[0].text not in titles)
    beyond = browser.find("article.text h1")[0].text
    browser.wait(".neighbours a", "Back to the list").click()
    browser.wait("#status", f"{ROWS} articles shown.")
    assert script(browser, "document.activeElement.textContent") == beyond
    row = "document.activeElement.getBoundingClientRect()"
    assert 0 < script(browser, f"{row}.top") < script(browser, "innerHeight")


def test_a_list_left_during_loading_is_complete_after_returning(site: Site, browser: Browser, desk: Any) -> None:
    file_many(desk, ROWS)
    enter(browser, site)
    title = browser.find(".items .clip h2 a")[3].text
    browser.driver.execute_script("void listing.goOn(); document.querySelectorAll('.items .clip h2 a')[3].click()")
    browser.wait("article.text h1", title)
    browser.wait(".neighbours a", "Back to the list")
    assert browser.find("#status")[0].text == ""
    browser.wait(".neighbours a", "Back to the list").click()
    browser.until(lambda: script(browser, "document.activeElement.textContent") == title)
    shown = len(browser.find(".items .clip"))
    whole = f"{ROWS} articles shown."
    assert browser.find("#status")[0].text == (
        whole if shown == ROWS else f"{shown} articles shown, and there may be more."
    )
    browser.driver.execute_script("scrollTo(0, document.body.scrollHeight)")
    browser.wait("#status", whole)
    assert len(browser.find(".items .clip")) == ROWS


def test_keyboard_shortcuts_move_through_rows_and_articles(site: Site, browser: Browser, desk: Any) -> None:
    file_many(desk, 3)
    enter(browser, site)
    titles = [link.text for link in browser.find(".items .clip h2 a")]
    at = "document.activeElement.textContent"
    press(browser, "j")
    assert script(browser, at) == titles[0]
    press(browser, "jj")
    assert script(browser, at) == titles[2]
    press(browser, "k")
    assert script(browser, at) == titles[1]
    press(browser, "o")
    browser.wait("article.text h1", titles[1])
    browser.wait(".neighbours a", "Next")
    press(browser, "j")
    browser.wait("article.text h1", titles[2])
    browser.wait(".neighbours a", "Previous")
    press(browser, "k")
    browser.wait("article.text h1", titles[1])
    browser.wait(".neighbours a", "Back to the list")
    press(browser, "g")
    browser.wait("#status", "3 articles shown")
    assert script(browser, at) == titles[1]
    press(browser, "/")
    assert script(browser, "document.activeElement.name") == "q"
    press(browser, "jog?")
    assert script(browser, "document.activeElement.value") == "jog?", "in a field, keys are letters"
    assert not browser.find("dialog[open]")


def test_keyboard_shortcuts_are_listed_and_can_be_disabled(site: Site, browser: Browser, desk: Any) -> None:
    file_many(desk, 1)
    enter(browser, site)
    press(browser, "?")
    browser.wait("dialog#settings[open]")
    assert [each.text for each in browser.find("dialog#settings kbd")] == ["/", "j", "k", "o", "g", "?"]
    browser.shot("a-settings")
    browser.find("dialog#settings input[name=shortcuts]")[0].click()
    press(browser, Keys.ESCAPE)
    browser.driver.refresh()
    browser.wait("#status", "1 article shown")
    press(browser, "?")
    assert not browser.find("dialog[open]")


def test_an_empty_result_shows_the_search_and_suggestions(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    browser.driver.get(f"{site.address}/#/?q=ålna&publisher=Nobody&from=2026-01-01")
    browser.wait(".nothing h2", "No article fits")
    said = browser.find(".nothing p")[0].text
    assert "words: ålna" in said
    assert "publisher: Nobody" in said
    assert "2026" in said
    browser.shot("b-nothing")
    browser.wait(".nothing a", "Without publisher: Nobody").click()
    browser.wait("#status", "1 article shown")


def test_an_empty_archive_shows_how_to_upload(site: Site, browser: Browser) -> None:
    browser.driver.get(f"{site.address}/")
    browser.wait("dialog[open]")
    press(browser, KEY, Keys.ENTER)
    browser.wait(".nothing h2", "The archive is empty")
    browser.wait(".nothing a", "upload some").click()
    browser.wait(".drop")


def test_a_total_is_shown_only_if_the_answer_has_one(site: Site, browser: Browser, desk: Any) -> None:
    file_many(desk, 2)
    enter(browser, site)
    assert browser.find("#status")[0].text == "2 articles shown."
    summary = "summaryOf({items: [1, 2], total: 1234, exact: %s, cursor: 'x', dropped: []})"
    assert script(browser, summary % "true") == "2 of 1,234 articles shown."
    assert script(browser, summary % "false") == "2 of more than 1,234 articles shown."
    assert script(browser, summary.replace("1234", "2") % "true") == "2 articles shown."
    counted = "Counted in the 2 articles shown."
    assert not browser.find(".narrow h2") or counted in browser.find(".narrow")[0].text
