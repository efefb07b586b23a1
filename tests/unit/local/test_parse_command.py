"""``clippings parse``: the article in a page on disk, in each form, and what is said of a page without one."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import clippings
from clippings_local.command import main
from clippings_local.project import sample_pages

SAMPLE = str(sample_pages()[0])
SHOP = str(sample_pages()[6])
TITLE = "Last of Port Amery's swing bridges to reopen after eleven months"


def test_parse_prints_the_article_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", SAMPLE]) == 0
    article = json.loads(capsys.readouterr().out)
    assert (article["title"], article["authors"][0]["name"]) == (TITLE, "Maeve Oduya")


@pytest.mark.parametrize(("form", "beginning"), [("markdown", f"# {TITLE}\n\n"), ("text", f"{TITLE}\n\n")])
def test_parse_prints_the_article_for_reading(capsys: pytest.CaptureFixture[str], form: str, beginning: str) -> None:
    assert main(["parse", SAMPLE, "--format", form]) == 0
    assert capsys.readouterr().out.startswith(beginning)


def test_parse_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(SAMPLE).read_bytes())))
    assert main(["parse", "-", "--format", "html"]) == 0
    assert "<p>" in capsys.readouterr().out


def test_a_page_without_an_article_is_a_no_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
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
def test_bytes_that_are_no_page_are_refused_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: bytes, reason: str
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(body)
    assert main(["parse", str(page)]) == 1
    assert capsys.readouterr().err.startswith(f"clippings: no article: {reason}")


def test_a_folder_is_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"clippings: cannot read {tmp_path}: Is a directory\n"
