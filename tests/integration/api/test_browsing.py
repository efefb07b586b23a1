"""The browser of the tests: no test sees what another left in it, and a crash ends none."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException
from tests.integration.api import browsing
from tests.integration.api.browsing import KEY, Browser, Site, enter, needs_browser

pytestmark = needs_browser


def test_an_origin_that_is_used_again_knows_no_key(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    for storage in ("sessionStorage", "localStorage"):
        browser.driver.execute_script(f"{storage}.setItem('clippings-key', '{KEY}')")
    browser.reset()
    enter(browser, site)


def test_a_crashed_tab_is_replaced(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    with pytest.raises(WebDriverException):
        browser.driver.get("chrome://crash")
    enter(browser, site)


def test_what_is_not_seen_is_reported_with_what_is(
    site: Site, browser: Browser, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.file()
    enter(browser, site)
    monkeypatch.setattr(browsing, "SECONDS", 1)
    with pytest.raises(AssertionError, match=r"(?s)not seen in 1 s: h1 with 'Nothing'.*River"):
        browser.wait("h1", "Nothing")
