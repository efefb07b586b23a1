"""The command line without a service: ``parse``, and what every command says of a mistake."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["parse", "nowhere.html"], "cannot read nowhere.html: No such file or directory"),
        (["demo", "nowhere.html"], "there is no nowhere.html"),
        (["get", "x", "--api-key", "k"], "CLIPPINGS_API"),
        (["get", "x", "--api", "ftp://a", "--api-key", "k"], "ftp://a is no web address"),
        (["get", "x", "--api", "http://127.0.0.1:1", "--api-key", "k"], "no answer from http://127.0.0.1:1"),
        (["list", "--limit", "0", "--api", "http://127.0.0.1:1", "--api-key", "k"], "--limit must be at least 1"),
    ],
)
def test_a_mistake_is_a_sentence_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: list[str], told: str
) -> None:
    monkeypatch.delenv("CLIPPINGS_API", raising=False)
    assert main(given) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("clippings: ")
    assert told in shown
    assert shown.count("\n") == 1
