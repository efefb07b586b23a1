"""Which API and which inbox a command uses: by option, by the environment, else the service on this machine."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator

import pytest

from clippings_local.cli_errors import CommandError
from clippings_local.options import Inbox, check_web_address, find_api, find_inbox, find_local_s3
from clippings_local.running_service import RunningService, announced

SERVICE = RunningService("http://127.0.0.1:8080", "its-key", "http://127.0.0.1:5577", "its-inbox", os.getpid())
NOTHING = {"api": None, "api_key": None, "bucket": None, "s3": None}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in ("CLIPPINGS_API", "CLIPPINGS_API_KEY", "CLIPPINGS_BUCKET", "CLIPPINGS_S3"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))


@pytest.fixture
def running(bare: None) -> Iterator[None]:  # noqa: ARG001 - the environment comes first
    with announced(SERVICE, os.environ):
        yield


def given(**options: str) -> argparse.Namespace:
    return argparse.Namespace(**{**NOTHING, **options})


@pytest.mark.usefixtures("running")
def test_the_local_service_is_found_without_options() -> None:
    api = find_api(given())
    assert (api.address, api._headers["x-api-key"]) == (SERVICE.api, SERVICE.api_key)
    assert find_inbox(given()) == Inbox("its-inbox", SERVICE.s3)


@pytest.mark.usefixtures("running")
def test_the_key_of_the_service_is_sent_to_no_other_api() -> None:
    with pytest.raises(CommandError, match="--api-key"):
        find_api(given(api="https://api.example"))


@pytest.mark.usefixtures("running")
def test_options_and_environment_have_priority_over_the_local_service(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_api(given(api="https://api.example", api_key="k")).address == "https://api.example"
    assert find_inbox(given(bucket="mine")) == Inbox("mine", None)
    monkeypatch.setenv("CLIPPINGS_BUCKET", "from-the-environment")
    monkeypatch.setenv("CLIPPINGS_S3", "http://127.0.0.1:9")
    assert find_inbox(given()) == Inbox("from-the-environment", "http://127.0.0.1:9")
    assert find_inbox(given(bucket="mine", s3="http://127.0.0.1:8")) == Inbox("mine", "http://127.0.0.1:8")


@pytest.mark.usefixtures("running")
def test_options_and_the_running_service_are_combined() -> None:
    assert find_inbox(given(s3=SERVICE.s3)) == Inbox("its-inbox", SERVICE.s3)
    assert find_inbox(given(bucket="its-inbox")) == Inbox("its-inbox", SERVICE.s3)
    assert find_api(given(api=SERVICE.api)).address == SERVICE.api


def test_without_a_service_the_error_says_so() -> None:
    with pytest.raises(CommandError, match="no `clippings serve` is running on this machine"):
        find_api(given())
    with pytest.raises(CommandError, match="no `clippings serve` is running on this machine"):
        find_inbox(given())


@pytest.mark.parametrize("typo", ["x", "ftp://a", "http//a.example", "https://", "http://a b", "://", "http://[::1"])
def test_other_addresses_are_rejected(typo: str) -> None:
    with pytest.raises(CommandError, match=r"--url: .* is not a web address"):
        check_web_address("--url", typo)


@pytest.mark.parametrize("address", [None, "http://127.0.0.1:8080", "https://zeitung.example/straße?q=1"])
def test_web_addresses_are_accepted(address: str | None) -> None:
    check_web_address("--url", address)


def test_replay_and_admit_find_the_service_too() -> None:
    with announced(SERVICE, os.environ):
        assert find_local_s3(given()) == SERVICE.s3
        assert find_local_s3(given(s3="http://127.0.0.1:8/")) == "http://127.0.0.1:8"
    with pytest.raises(CommandError, match="no `clippings serve` is running"):
        find_local_s3(given())
