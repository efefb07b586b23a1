"""A real browser, and the API on a port under a stage's path for it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from urllib3.exceptions import HTTPError
from werkzeug.serving import make_server

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage "
    "--window-size=1200,900 --host-resolver-rules=MAP&*.example&~NOTFOUND"
)
KEY = "the-key-of-this-test"
#: How long a page may take to show something: a busy machine takes many times what a quiet one does.
SECONDS = 60
#: How long the browser may take to ask for a page before it is taken for a dead one.
SECONDS_TO_ASK = 20
SCRIPT_SECONDS = 120
#: How often a browser may be replaced in one run. Where none works, the tests end soon and say so.
MOST_RESTARTS = 5
#: What a browser raises that has crashed, and one that does not answer.
DEAD = (WebDriverException, HTTPError)
MOUNT = "/live"

MISSING = "chromium and chromedriver are not installed"
needs_browser = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)


@dataclass(frozen=True)
class Signed:
    """A request that came with an AWS signature; the names of its headers are in capitals."""

    address: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """The API on a port, under a stage's path; keys are checked as API Gateway would."""

    lookup: Any
    uploads: Any
    feeds: Any
    admin: Any
    address: str = ""
    asked: list[str] = field(default_factory=list)
    #: What stands in for the service: a status and a body for every call with a key.
    broken: tuple[int, str] | None = None
    signed: list[Signed] = field(default_factory=list)
    stop: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        path = environ["PATH_INFO"].removeprefix(MOUNT) or "/"
        self.asked.append(f"{environ['REQUEST_METHOD']} {path}")
        is_open = path in {"/", "/docs", "/openapi.json"}
        is_signed = environ.get("HTTP_AUTHORIZATION", "").startswith("AWS4-HMAC-SHA256 ")
        if path.startswith("/v1/admin/") and not is_signed:
            return _answer(start_response, 403, {"type": "urn:clippings:problem:not-signed"})
        if not (is_open or is_signed) and environ.get("HTTP_X_API_KEY") != KEY:
            return _answer(start_response, 403, {"type": "urn:clippings:problem:forbidden"})
        if self.broken and not is_open:
            start_response(f"{self.broken[0]} -", [("content-type", "text/html")])
            return [self.broken[1].encode()]
        headers = {name[5:].replace("_", "-"): text for name, text in environ.items() if name.startswith("HTTP_")}
        headers["content-type"] = environ.get("CONTENT_TYPE", "")
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if is_signed:
            named = {name.upper(): text for name, text in headers.items()}
            self.signed.append(Signed(f"http://{environ['HTTP_HOST']}{environ['PATH_INFO']}", named, body))
        own = {"/v1/uploads": self.uploads, "/v1/feeds": self.feeds}
        client = self.admin if is_signed else own.get(path, self.lookup)
        query = parse_qs(environ["QUERY_STRING"], keep_blank_values=True)
        answer = client.ask(environ["REQUEST_METHOD"], path, headers, body, query)
        start_response(f"{answer.status} -", list(answer.headers.items()))
        return [answer.content]


def _session_of(process: int) -> int | None:
    try:
        return os.getsid(process)
    except OSError:
        return None


def _stop(server: Any, thread: threading.Thread) -> None:
    if thread.is_alive():
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(start_response: Callable[..., Any], status: int, body: dict[str, str]) -> list[bytes]:
    start_response(f"{status} -", [("content-type", "application/problem+json")])
    return [json.dumps(body).encode()]


@pytest.fixture
def site(client: Any, uploads: Any, feeds: Any, admin: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    from moto.server import ThreadedMotoServer

    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    moto.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://{}:{}".format(*moto.get_host_and_port()))
    made = Site(client, uploads, feeds, admin)
    server = make_server("127.0.0.1", 0, made, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    made.address = f"http://127.0.0.1:{server.port}{MOUNT}"
    made.stop = lambda: _stop(server, thread)
    yield made
    made.stop()
    moto.stop()


class Browser:
    """Headless Chromium, with waiting; what it leaves behind goes with it."""

    restarts = 0

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        # Its socket is in this folder too, and the path of a socket has at most 107 characters; the folder of a test
        # has more.
        self.folder = TemporaryDirectory(ignore_cleanup_errors=True)
        home = dict.fromkeys(("TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), self.folder.name)
        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in FLAGS.split():
            options.add_argument(flag.replace("&", " "))
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        # A session of its own is how all its processes are found.
        self.service = webdriver.ChromeService(
            str(DRIVER), env={**os.environ, **home}, popen_kw={"start_new_session": True}
        )
        try:
            self.driver = webdriver.Chrome(options=options, service=self.service)
            # The checks of accessibility take half a minute on a large page where much else runs.
            self.driver.set_script_timeout(SCRIPT_SECONDS)
        except BaseException:
            self.close()
            raise

    def processes(self) -> list[int]:
        """Return the ids of the driver's process and of all that it has started."""
        running = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
        return [process for process in running if _session_of(process) == self.service.process.pid]

    def send(self, sent: signal.Signals) -> None:
        """Send the signal to all processes of the browser."""
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, sent)

    def close(self) -> None:
        """End all processes: asked to end itself, a browser that hangs would not."""
        self.send(signal.SIGKILL)
        self.service.process.wait()
        self.folder.cleanup()

    def restart(self) -> None:
        self.close()
        Browser.restarts += 1
        if Browser.restarts > MOST_RESTARTS:
            pytest.fail(f"the browser crashed or did not answer {Browser.restarts} times")
        self.start()

    def reset(self) -> None:
        """Leave one empty tab, which knows no key of an earlier page."""
        self.driver.switch_to.new_window("tab")
        empty = self.driver.current_window_handle
        for tab in self.driver.window_handles:
            if tab != empty:
                self.driver.switch_to.window(tab)
                self.driver.close()
        self.driver.switch_to.window(empty)
        self.driver.set_window_size(1200, 900)
        self.driver.get_log("browser")

    def open(self, address: str, is_asked: Callable[[], Any]) -> None:
        """Load the page at *address* for the first time; in a new browser if this one has crashed."""
        try:
            # The system may give a port, and so an origin, twice.
            self.driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
            self.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
            self.driver.get(address)
            WebDriverWait(self.driver, SECONDS_TO_ASK).until(lambda _: is_asked())
        except DEAD:
            self.restart()
            self.driver.get(address)
            self.until(is_asked)

    def find(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, selector: str, text: str = "") -> WebElement:
        def find_shown() -> WebElement | None:
            return next((each for each in self.find(selector) if text in each.text), None)

        shown: WebElement = self.until(find_shown, f"{selector} with {text!r}")
        return shown

    def until(self, happened: Callable[[], Any], expected: str = "") -> Any:
        try:
            return WebDriverWait(self.driver, SECONDS, ignored_exceptions=(Exception,)).until(lambda _: happened())
        except TimeoutException as late:
            raise AssertionError(f"not seen in {SECONDS} s: {expected}\n{self.describe()}") from late

    def describe(self) -> str:
        """What a person would see: the address, the text of the page and what the console says."""
        try:
            body = "\n".join(each.text for each in self.find("body"))
            return f"{self.driver.current_url}\n{body[:2000]}\n{self.driver.get_log('browser')}"
        except DEAD as dead:
            return f"the browser does not answer: {dead}"

    def shot(self, name: str) -> None:
        if folder := os.environ.get("CLIPPINGS_SCREENSHOTS"):
            self.driver.save_screenshot(str(Path(folder) / f"{name}.png"))

    def complaints(self) -> list[str]:
        """What the console says, but for pictures of hosts that are not there and for refused keys."""
        logged = self.driver.get_log("browser")
        known = ("ERR_NAME_NOT_RESOLVED", "status of 403")
        return [line["message"] for line in logged if not any(word in line["message"] for word in known)]


@pytest.fixture(scope="module")
def one_browser() -> Iterator[Browser]:
    """One browser for the tests of a file: each test's site has an origin, and so a storage, of its own."""
    made = Browser()
    yield made
    made.close()


def make_ready(browser: Browser) -> None:
    """Reset the browser, or replace it if it is dead."""
    try:
        browser.reset()
    except DEAD:
        browser.restart()


@pytest.fixture
def browser(one_browser: Browser) -> Browser:
    """The browser as if just started: one empty tab, a desk's window, no emulation."""
    make_ready(one_browser)
    return one_browser


@contextmanager
def opened_reader(api: str, key: str) -> Iterator[Browser]:
    """Yield a browser in which the reader page of the service at *api* knows its key; skips where there is none."""
    if not (CHROMIUM and DRIVER):
        pytest.skip(MISSING)
    browser = Browser()
    try:
        browser.driver.get(api)
        browser.driver.execute_script(f"sessionStorage.setItem('clippings-key', '{key}')")
        browser.driver.get("about:blank")
        yield browser
    finally:
        browser.close()


def enter(browser: Browser, site: Site) -> None:
    browser.open(f"{site.address}/", lambda: site.asked)
    browser.wait("dialog[open]")
    browser.shot("1-key")
    browser.find("#key")[0].send_keys(KEY + Keys.ENTER)
    browser.wait("#status", "shown")
