"""``clippings replay``: what it passes to the replay function, one object or article at a time."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from clippings_local.command import main
from clippings_local.functions import Function
from clippings_local.replay_command import _tasks


def asked(**given: Any) -> argparse.Namespace:
    return argparse.Namespace(**{"article": None, "publisher": None, "prefix": "", "versions": "latest", **given})


class Bucket:
    """Holds two pages of keys, and the list that the function wrote."""

    def get_paginator(self, _: str) -> Bucket:
        return self

    def paginate(self, **request: str) -> list[dict[str, Any]]:
        assert request["Bucket"] == "inbox"
        keys = [key for key in ("a/1.html", "a/2.html", "b/1.html") if key.startswith(request["Prefix"])]
        return [{"Contents": [{"Key": key}]} for key in keys] or [{}]

    def get_object(self, **request: str) -> dict[str, Any]:
        assert request == {"Bucket": "parsed", "Key": "replays/local.json"}
        return {"Body": io.BytesIO(json.dumps([{"article": "x"}, {"article": "y"}]).encode())}


def tasks(**given: Any) -> list[dict[str, Any]]:
    function = Function("ReplayFunction", Path(), "handler.handler", {})
    function._handler = lambda event, _: {"bucket": "parsed", "key": "replays/local.json", "asked": event}
    account: Any = SimpleNamespace(s3=Bucket())
    return list(_tasks(asked(**given), account, "inbox", function))


def test_every_key_of_the_inbox_is_one_task() -> None:
    assert tasks() == [{"key": key, "versions": "latest"} for key in ("a/1.html", "a/2.html", "b/1.html")]


def test_a_prefix_selects_keys_and_versions_are_passed() -> None:
    assert tasks(prefix="b/", versions="all") == [{"key": "b/1.html", "versions": "all"}]
    assert tasks(prefix="c/") == []


def test_an_article_is_one_task() -> None:
    assert tasks(article="x") == [{"article": "x"}]


def test_a_publishers_articles_are_those_that_the_function_lists() -> None:
    assert tasks(publisher="The Harbour Gazette") == [{"article": "x"}, {"article": "y"}]


def test_replay_accepts_one_selection() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["replay", "--s3", "http://127.0.0.1:9", "--article", "x", "--publisher", "y"])
    assert ended.value.code == 2
