"""A task of a replay that runs out of time reports what is done, and the next try continues there."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import ROOT, Bench

from clippings.errors import OutOfTime
from clippings.search.engine import SearchRequest
from clippings.search.sqlite import SqliteEngine
from clippings_local.project import sample_pages
from clippings_local.stack import make_functions

PAGE = sample_pages()[0].read_bytes()


def test_a_replay_task_out_of_time_continues_when_retried(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = [bench.put("home.html", PAGE + b"<!-- %d -->" % number) for number in range(2)]
    event = {"key": "home.html", "versions": "all", "execution": "run-1"}
    function = bench.functions["ReplayFunction"]
    assert function.invoke({"key": "nothing.html", "versions": "all"}) == []  # it is loaded by its first event
    module: Any = sys.modules["clippings_function_ReplayFunction"]
    replay = module.replay

    def late(upload: Any) -> Any:
        if upload.version == versions[0]:
            raise OutOfTime("not finished after 50 s")
        return replay(upload)

    with monkeypatch.context() as short:
        short.setattr(module, "replay", late)
        with pytest.raises(OutOfTime):
            function.invoke(event)

    s3, bucket = bench.account.s3, bench.resources.ref("ParsedBucket")
    (part,) = s3.list_objects_v2(Bucket=bucket, Prefix="replays/run-1/parts/")["Contents"]
    row = json.loads(s3.get_object(Bucket=bucket, Key=part["Key"])["Body"].read())
    assert (row["version"], row["outcome"]) == (versions[1], "stored")
    rows = function.invoke(event)
    assert [(row["version"], row["outcome"]) for row in rows] == [(versions[1], "current"), (versions[0], "unchanged")]


def test_a_replay_indexes_unchanged_articles(bench: Bench, tmp_path: Path) -> None:
    bench.put("home.html", PAGE)
    task = {"key": "home.html", "versions": "latest"}
    (stored,) = bench.functions["ReplayFunction"].invoke(task)
    index = tmp_path / "search.sqlite3"
    searching = make_functions(bench.resources, ROOT, io.StringIO(), index)["ReplayFunction"]
    (row,) = searching.invoke(task)
    assert (row["outcome"], row["article_id"]) == ("current", stored["article_id"])
    engine = SqliteEngine(index)
    assert [hit.short["id"] for hit in engine.search(SearchRequest(None)).hits] == [stored["article_id"]]
    engine.close()
