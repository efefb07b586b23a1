"""``clippings parse`` of bundles."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet  # type: ignore[import-untyped]
import pytest
from tests.support.bundle_files import article_page, http, members, record, tarred, zipped
from tests.support.page_work import ENDING, parse_entry_or_end

from clippings.bundles import BundlePage
from clippings_local import bundle_parsing
from clippings_local.bundle_parsing import (
    CHUNK,
    CHUNK_BYTES,
    describe_outcomes,
    find_bundle,
    find_bundles,
    make_chunks,
    parse_entry,
)
from clippings_local.command import main
from clippings_local.table_output import TableOutput


def crawl(count: int) -> bytes:
    """Return a WARC with *count* articles, a page without one, and a picture."""
    records = [record(http(article_page(n)), url=f"https://press.example/{n}") for n in range(count)]
    others = [record(http(b"<p>short"), url="https://press.example/short"), record(http(media_type="image/png"))]
    return members([*records, *others])


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def run(*arguments: object) -> int:
    return main(["parse", *map(str, arguments)])


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(crawl(5))
    return path


def test_a_warc_becomes_a_table_and_a_file_of_rejections(warc: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = warc.with_name("articles.parquet")
    assert run(warc, "--output", output, "--jobs", 1) == 0
    table = pyarrow.parquet.read_table(output).to_pylist()
    assert [row["url"] for row in table] == [f"https://press.example/{number}" for number in range(5)]
    assert table[1]["title"] == "Council votes for bridge 1"
    assert table[1]["captured_at"].isoformat() == "2024-05-01T10:00:00+00:00"
    refused = lines(warc.with_name("articles.refused.jsonl"))
    assert [each["reason"] for each in refused][-1] == "not-html"
    assert refused[0]["url"] == "https://press.example/short"
    assert capsys.readouterr().err.startswith("5 articles, 2 refused (")


def test_two_processes_write_the_same_as_one(warc: Path) -> None:
    for jobs in (1, 2):
        run(warc, "--output", warc.with_name(f"{jobs}.jsonl"), "--jobs", jobs)
    assert warc.with_name("1.jsonl").read_bytes() == warc.with_name("2.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["pages.zip", "pages.tar.gz", "crawl.wacz", "crawl.warc"])
def test_every_kind_of_bundle_is_read(name: str, tmp_path: Path) -> None:
    pages = {f"{number}.html": article_page(number) for number in range(3)}
    data = {
        "pages.zip": zipped(pages),
        "pages.tar.gz": tarred(pages),
        "crawl.wacz": zipped({"archive/a.warc.gz": crawl(3)}, 0),
        "crawl.warc": b"".join(record(http(page)) for page in pages.values()),
    }[name]
    (tmp_path / name).write_bytes(data)
    assert run(tmp_path / name, "--output", tmp_path / "a.jsonl", "--jobs", 1) == 0
    titles = [row["title"] for row in lines(tmp_path / "a.jsonl")]
    assert titles == [f"Council votes for bridge {number}" for number in range(3)]


def test_an_interrupted_run_can_be_resumed(warc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, output = warc.with_name("whole.jsonl"), warc.with_name("a.jsonl")
    run(warc, "--output", whole, "--jobs", 1)
    monkeypatch.setattr(bundle_parsing, "SAVED_AFTER", 2)
    write = TableOutput.write
    written = 0

    def interrupted(table: TableOutput, line: bytes, *, refused: bool) -> None:
        nonlocal written
        written += 1
        if written == 4:
            raise KeyboardInterrupt
        write(table, line, refused=refused)

    monkeypatch.setattr(TableOutput, "write", interrupted)
    assert run(warc, "--output", output, "--jobs", 1) == 130
    monkeypatch.setattr(TableOutput, "write", write)
    assert run(warc, "--output", output, "--jobs", 1) == 2
    assert run(warc, "--output", output, "--jobs", 1, "--resume") == 0
    assert output.read_bytes() == whole.read_bytes()
    assert lines(warc.with_name("a.refused.jsonl")) == lines(warc.with_name("whole.refused.jsonl"))
    assert run(warc, "--output", output, "--resume") == 0


def test_a_page_that_kills_its_process_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    urls = ["https://press.example/0", ENDING, "https://press.example/2"]
    warc = tmp_path / "crawl.warc.gz"
    warc.write_bytes(members(record(http(article_page(n)), url=url) for n, url in enumerate(urls)))
    monkeypatch.setattr(bundle_parsing, "parse_entry", parse_entry_or_end)
    assert run(warc, "--output", tmp_path / "a.jsonl", "--jobs", 1) == 0
    assert [row["url"] for row in lines(tmp_path / "a.jsonl")] == [urls[0], urls[2]]
    (refused,) = lines(tmp_path / "a.refused.jsonl")
    assert (refused["url"], refused["reason"], refused["detail"]) == (ENDING, "crashed", "signal SIGKILL")
    assert refused["captured_at"] == "2024-05-01T10:00:00+00:00"
    assert "2 articles, 1 refused (1 crashed)" in capsys.readouterr().err


def test_standard_input_is_printed_as_lines(
    warc: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    with warc.open("rb") as file:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(file))
        assert run("-", "--jobs", 1) == 0
    assert len(capsysbinary.readouterr().out.splitlines()) == 5


@pytest.mark.parametrize(
    "arguments",
    [
        ["--url", "https://press.example/"],
        ["--explain"],
        ["--format", "html"],
        ["--resume"],
        ["--format", "parquet"],
        [__file__],
    ],
)
def test_options_of_pages_are_errors_for_bundles(arguments: list[str], warc: Path) -> None:
    assert run(warc, *arguments) == 2


def test_options_of_bundles_are_errors_for_pages(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(article_page())
    for option in (["--output", "b"], ["--refused", "b"], ["--resume"], ["--format", "jsonl"]):
        assert run(tmp_path / "a.html", *option) == 2


def test_a_page_is_not_recognized_as_a_bundle(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(article_page())
    assert find_bundle(str(tmp_path / "a.html")) is None
    assert find_bundle(str(tmp_path / "missing")) is None


def test_a_folder_of_bundles_is_read_bundle_by_bundle(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.warc.gz", "deep/a.warc.gz"):
        (tmp_path / name).write_bytes(members([record(http(article_page()), url=f"https://press.example/{name}")]))
    (tmp_path / "c.warc.gz").write_bytes(b"")
    assert [bundle.name for bundle in find_bundles(str(tmp_path), only=False)] == [
        str(tmp_path / "b.warc.gz"),
        str(tmp_path / "deep/a.warc.gz"),
    ]
    assert run(tmp_path, "--jobs", 1) == 0
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert [row["bundle"] for row in rows] == [str(tmp_path / "b.warc.gz"), str(tmp_path / "deep/a.warc.gz")]
    (tmp_path / "page.html").write_bytes(article_page())
    assert find_bundles(str(tmp_path), only=False) == []
    assert len(find_bundles(str(tmp_path), only=True)) == 2


def test_a_table_of_other_files_is_an_explained_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"")
    assert run(tmp_path / "a.warc.gz", "--output", tmp_path / "a.jsonl") == 2
    assert "there is no WARC, WACZ, ZIP or tar file in" in capsys.readouterr().err


def test_the_file_of_rejections_overwrites_nothing(warc: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = warc.read_bytes()
    assert run(warc, "--refused", warc) == 2
    assert run(warc, "--refused", warc, "--output", warc.with_name("a.jsonl")) == 2
    assert run(warc, "--refused", warc.parent / "no" / "b") == 2
    assert warc.read_bytes() == before
    assert "cannot write" in capsys.readouterr().err


def test_a_killed_run_can_be_resumed(tmp_path: Path) -> None:
    warc, output, whole = (tmp_path / name for name in ("many.warc.gz", "a.jsonl", "whole.jsonl"))
    short = [record(http(b"<p>short"), url=f"https://press.example/{number}") for number in range(300)]
    warc.write_bytes(members([record(http(article_page())), *short, record(http(article_page()))]))
    start = (
        "from clippings_local import bundle_parsing; bundle_parsing.SAVED_AFTER = 20;"
        "from clippings_local.command import main; raise SystemExit(main())"
    )
    command = [sys.executable, "-c", start, "parse", warc, "--jobs", "1", "--output", output]
    state = output.with_name("a.jsonl.state")
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not (state.exists() and json.loads(state.read_bytes())["done"]):
            time.sleep(0.02)
        process.kill()
    assert state.exists()
    assert run(warc, "--output", output, "--jobs", 1, "--resume") == 0
    assert run(warc, "--output", whole, "--jobs", 1) == 0
    assert output.read_bytes() == whole.read_bytes()
    assert (tmp_path / "a.refused.jsonl").read_bytes() == (tmp_path / "whole.refused.jsonl").read_bytes()


def test_chunks_are_bounded_by_number_and_by_bytes() -> None:
    small = [("a", BundlePage(b"x"))] * (CHUNK + 1)
    assert [len(chunk) for chunk in make_chunks(small)] == [CHUNK, 1]
    large = [("a", BundlePage(b"x" * (CHUNK_BYTES + 1)))] * 3
    assert [len(chunk) for chunk in make_chunks(large)] == [1, 1, 1]


def test_each_line_has_the_position_of_the_page() -> None:
    line = parse_entry(("a.zip", BundlePage(b"", offset=7, name="a.html")), "articles")
    assert line.refused == "empty"
    assert json.loads(line.line)["offset"] == 7
    assert json.loads(line.line)["name"] == "a.html"


def test_outcomes_are_printed_on_one_line() -> None:
    told = describe_outcomes(bundle_parsing.Counter({"articles": 1, "not-html": 3, "index": 4}))
    assert told == "1 article, 7 refused (4 index, 3 not-html)"
