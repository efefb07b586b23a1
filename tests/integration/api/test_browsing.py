"""The browser of the tests: no test sees what another left in it, and a crash ends none."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest
from tests.integration.api import browsing
from tests.integration.api.browsing import KEY, Browser, Site, enter, make_ready, needs_browser

pytestmark = needs_browser


def test_an_origin_that_is_used_again_knows_no_key(site: Site, browser: Browser, desk: Any) -> None:
    desk.file()
    enter(browser, site)
    for storage in ("sessionStorage", "localStorage"):
        browser.driver.execute_script(f"{storage}.setItem('clippings-key', '{KEY}')")
    browser.reset()
    enter(browser, site)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGSTOP], ids=["has crashed", "does not answer"])
@pytest.mark.parametrize("is_reset", [True, False], ids=["between tests", "within a test"])
def test_a_dead_browser_is_replaced(
    site: Site, browser: Browser, desk: Any, monkeypatch: pytest.MonkeyPatch, sent: signal.Signals, is_reset: bool
) -> None:
    monkeypatch.setattr(Browser, "restarts", 0)
    desk.file()
    dead = browser.processes()
    browser.driver.command_executor.client_config.timeout = 1
    browser.send(sent)
    if is_reset:
        make_ready(browser)
    enter(browser, site)
    assert len(dead) > 2
    assert not {process for process in dead if Path(f"/proc/{process}/stat").exists()} & set(browser.processes())
    assert Browser.restarts == 1


def test_a_browser_is_not_replaced_without_end(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Browser, "restarts", browsing.MOST_RESTARTS)
    monkeypatch.setattr(browser, "close", lambda: None)
    with pytest.raises(pytest.fail.Exception, match="did not answer 6 times"):
        browser.restart()


def test_what_is_not_seen_is_reported_with_what_is(
    site: Site, browser: Browser, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.file()
    enter(browser, site)
    monkeypatch.setattr(browsing, "SECONDS", 1)
    with pytest.raises(AssertionError, match=r"(?s)not seen in 1 s: h1 with 'Nothing'.*River"):
        browser.wait("h1", "Nothing")
