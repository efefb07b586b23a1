"""The stores of one container: nothing connects before it is used, and an error names an invalid setting."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cached_property

import pytest
from tests.support.client_maker import ClientMaker, make_wiring

from clippings.settings import Settings
from clippings.storage import Wiring

STORES = sorted(
    name for name, value in vars(Wiring).items() if isinstance(value, cached_property) and not name.startswith("_")
)


def test_building_every_store_makes_no_client() -> None:
    maker = ClientMaker()
    wiring = make_wiring(maker)
    for name in STORES:
        getattr(wiring, name)
    assert STORES
    assert maker.made == []


@pytest.mark.parametrize("name", STORES)
def test_a_store_is_built_once(name: str) -> None:
    wiring = make_wiring(ClientMaker())
    assert getattr(wiring, name) is getattr(wiring, name)


def test_the_secret_of_cursors_is_fetched_once_and_only_when_needed() -> None:
    maker = ClientMaker()
    wiring = make_wiring(maker)
    cursors = wiring.cursors
    assert maker.made == []
    for _ in range(3):
        cursors.read(cursors.sign({"sk": "a"}, "list"), "list")
    assert (maker.made, maker.secrets) == (["secretsmanager"], 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLIPPINGS_SHARDS", "0"),
        ("CLIPPINGS_SHARDS", "four"),
        ("CLIPPINGS_MAX_PAGE_BYTES", "16 MiB"),
        ("CLIPPINGS_MAX_RECEIVES", "-5"),
        ("CLIPPINGS_INGESTION_DAYS", "1.5"),
        ("CLIPPINGS_LISTINGS", "most"),
    ],
)
def test_an_invalid_environment_is_rejected_with_variable_and_value(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name) as refused:
        Wiring.from_environment({name: value})
    assert repr(value) in str(refused.value)


def test_a_store_uses_the_names_of_the_environment() -> None:
    wiring = Wiring.from_environment(
        {
            "CLIPPINGS_INBOX_BUCKET": "inbox",
            "CLIPPINGS_PARSED_BUCKET": "parsed",
            "CLIPPINGS_TABLE": "articles",
            "CLIPPINGS_PARSE_QUEUE_URL": "https://queue",
            "CLIPPINGS_SHARDS": "4",
            "CLIPPINGS_MAX_PAGE_BYTES": "1000",
            "CLIPPINGS_INGESTION_DAYS": "7",
            "CLIPPINGS_CALL_ATTEMPTS": "2",
            "CLIPPINGS_LISTINGS": "few",
        }
    )
    assert (wiring.inbox.name, wiring.parsed.name, wiring.table.name) == ("inbox", "parsed", "articles")
    assert wiring.parse_queue.url == "https://queue"
    assert wiring.objects.max_page_bytes == 1_000
    assert wiring.ingestions.days == 7
    assert wiring.longest_call == 18
    assert (wiring.lists.shards, wiring.changes.shards, wiring.lister.shards) == (4, 4, 4)
    assert wiring.lister.caps.most("tag") == 0


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_an_upload_is_signed_for_the_regional_host_of_the_bucket(monkeypatch: pytest.MonkeyPatch, region: str) -> None:
    for name, value in {"AWS_DEFAULT_REGION": region, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}.items():
        monkeypatch.setenv(name, value)
    address = Wiring(Settings("inbox", "parsed", "articles")).objects.presign_upload(
        "uploads/", size=1, content_type="text/html", metadata={}, expires=1
    )
    assert address.startswith(f"https://inbox.s3.{region}.amazonaws.com/uploads/")


def test_the_settings_select_the_search_engine() -> None:
    assert make_wiring(ClientMaker()).search.name == "terms"
    assert make_wiring(ClientMaker()).search_index is None
    sqlite = Wiring(Settings("inbox", "parsed", "articles", search="sqlite"), ClientMaker())
    assert (sqlite.search.name, sqlite.search) == ("sqlite", sqlite.search_index)
    settings = Settings("inbox", "parsed", "articles", search="opensearch", search_endpoint="http://127.0.0.1:1")
    opensearch = Wiring(settings, ClientMaker())
    assert opensearch.search.engines == {"opensearch", "terms"}
    assert opensearch.listings.name == "terms"


def test_a_local_change_is_visible_when_it_is_committed() -> None:
    assert make_wiring(ClientMaker()).table.listeners == []
    assert len(Wiring(Settings("inbox", "parsed", "articles", search="sqlite"), ClientMaker()).table.listeners) == 1


def test_importing_the_stores_loads_neither_search_nor_lists_nor_boto3() -> None:
    program = (
        "import sys, clippings.storage.wiring\n"
        "heavy = {'boto3', 'clippings.search.query', 'clippings.storage.lists', 'clippings.storage.filing'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
