"""``clippings parse``: the article of a page on disk in each format, and the message for a page without one."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
import yaml
from tests.support.page_work import ENDING_FILE, parse_file_or_end

import clippings
from clippings_local import parse_command
from clippings_local.command import main
from clippings_local.project import sample_pages
from clippings_local.put_command import PageFile

SAMPLE = str(sample_pages()[0])
SHOP = str(sample_pages()[6])
TITLE = "Last of Port Amery's swing bridges to reopen after eleven months"


def test_parse_prints_the_article_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", SAMPLE]) == 0
    article = json.loads(capsys.readouterr().out)
    assert (article["title"], article["authors"][0]["name"]) == (TITLE, "Maeve Oduya")


def test_parse_prints_the_article_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", SAMPLE, "--format", "text"]) == 0
    assert capsys.readouterr().out.startswith(f"{TITLE}\n\n")


def test_the_markdown_has_the_front_matter_of_a_stored_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", SAMPLE, "--format", "markdown"]) == 0
    front, _, body = capsys.readouterr().out.removeprefix("---\n").partition("---\n")
    told = yaml.safe_load(front)
    assert (told["title"], told["authors"], told["publisher"]) == (TITLE, ["Maeve Oduya"], "The Harbour Gazette")
    assert body.startswith("\n# Last of Port Amery")


def test_parse_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(SAMPLE).read_bytes())))
    assert main(["parse", "-", "--format", "html"]) == 0
    assert "<p>" in capsys.readouterr().out


def test_a_page_without_an_article_has_exit_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", SHOP]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("clippings: no article: index: ")


def test_the_json_is_the_article_that_the_library_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", SAMPLE]) == 0
    article = clippings.ParsedArticle.from_dict(json.loads(capsys.readouterr().out))
    assert article == clippings.parse(Path(SAMPLE).read_bytes())


def test_the_address_makes_links_absolute(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken it. "
    page = tmp_path / "page.html"
    page.write_text(
        f"<article><h1>Quay opens</h1>{f'<p>{text * 2}See <a href=/map>the map</a>.' * 3}</article>", "utf-8"
    )
    assert main(["parse", str(page), "--url", "https://news.example/a", "--format", "markdown"]) == 0
    assert "[the map](https://news.example/map)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("body", "reason"), [(b"", "empty"), (b"%PDF-1.7\n1 0 obj", "not-html"), (b"\x1f\x8b\x08broken", "not-")]
)
def test_other_bytes_are_rejected_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: bytes, reason: str
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(body)
    assert main(["parse", str(page)]) == 1
    assert capsys.readouterr().err.startswith(f"clippings: no article: {reason}")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_several_files_have_one_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str], jobs: str) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("a.html", "deep/a.html"):
        (tmp_path / name).write_bytes(Path(SAMPLE).read_bytes())
    (tmp_path / "notes.txt").write_text("not a page", "utf-8")
    assert main(["parse", str(tmp_path), SHOP, "--jobs", jobs]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == [str(tmp_path / "a.html"), str(tmp_path / "deep/a.html"), SHOP]
    assert [line["article"]["title"] for line in lines[:2]] == [TITLE, TITLE]
    assert lines[2]["rejected"]["reason"] == "index"


def test_several_pages_are_printed_in_the_requested_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", SAMPLE, SHOP, "--format", "markdown", "--jobs", "1"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0]["markdown"].startswith("---\ntitle: ")
    assert set(lines[1]) == {"file", "rejected"}


def test_an_unreadable_file_among_several_is_an_error_in_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone.html"
    found = [PageFile(gone, "gone.html"), PageFile(Path(SAMPLE), "page.html")]
    monkeypatch.setattr(parse_command, "find_pages", lambda *_, **__: found)
    assert main(["parse", str(gone), SAMPLE, "--jobs", "1"]) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {"file": str(gone), "error": "No such file or directory"}
    assert second["article"]["title"] == TITLE


def test_a_page_that_ends_its_process_is_an_error_in_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = tmp_path / ENDING_FILE
    ending.touch()
    monkeypatch.setattr(parse_command, "parse_file", parse_file_or_end)
    assert main(["parse", str(ending), SHOP, "--jobs", "1"]) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {"file": str(ending), "error": "crashed: signal SIGKILL"}
    assert second["rejected"]["reason"] == "index"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([SAMPLE, SHOP, "--url", "https://a.example/"], "--url is for a single page"),
        ([SAMPLE, SHOP, "--explain"], "--explain is for a single page"),
        ([SAMPLE, "-"], "name it alone"),
        ([SAMPLE, "--jobs", "0"], "--jobs must be at least 1"),
        (["nowhere.html", SAMPLE], "there is no nowhere.html"),
        (["nowhere.html"], "cannot read nowhere.html"),
        ([SAMPLE, "--output", "a.md"], "of pages, redirect what is printed"),
        ([SAMPLE, "--resume"], "--resume is for bundles"),
    ],
)
def test_invalid_combinations_of_options_fail(capsys: pytest.CaptureFixture[str], given: list[str], said: str) -> None:
    assert main(["parse", *given]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_pages_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(tmp_path)]) == 2
    assert "no pages" in capsys.readouterr().err
