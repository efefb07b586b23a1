"""`clippings parse --explain` writes a readable report in which nothing of the page is executed."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from clippings.records import Role
from clippings_local.command import main

LONG = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one"
ARTICLE = "<nav><a href=/>Home</a></nav><article><h1>Third <i>quay</i> &lt;b&gt; opens</h1>" + "".join(
    f"<p class='x\"&gt;&lt;script&gt;'>{LONG}, as {name} said, &lt;script&gt;alert(1)&lt;/script&gt;.</p>"
    for name in ("Ann", "Jo", "Kim", "Lu", "Mo")
)


class Elements(HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names.update(name for name, _ in attrs)


def page_for(markup: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    source = tmp_path / "page.html"
    source.write_text(markup, "utf-8")
    assert main(["parse", "--explain", str(source)]) == 0
    return capsys.readouterr().out


def test_the_report_has_blocks_with_roles_and_fields_with_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = page_for(ARTICLE, tmp_path, capsys)
    assert written.startswith("<!doctype html>")
    assert written.count("block kept role-paragraph") == 5
    assert "role-headline" in written
    assert "The fields, and where they come from" in written
    assert "<code>h1</code>" in written


def test_the_report_escapes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elements = Elements()
    elements.feed(page_for(ARTICLE, tmp_path, capsys))
    assert not {"script", "iframe", "img", "link", "object"} & set(elements.tags)
    assert not {name for name in elements.names if name.startswith("on")} | ({"src", "href"} & elements.names)


def test_a_rejected_page_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = page_for("<ul>" + "<li><a href=/a>Some other page of ours</a>" * 30 + "</ul>", tmp_path, capsys)
    assert "Refused: " in written
    assert "0 of 30 blocks would be kept if the page were an article" in written
    assert "Some other page of ours" in written


def test_bytes_that_are_not_a_page_are_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "page.pdf"
    source.write_bytes(b"%PDF-1.7")
    assert main(["parse", "--explain", str(source)]) == 1
    assert "PDF" in capsys.readouterr().err


def test_every_role_that_is_shown_can_be_hidden() -> None:
    style = (Path(__file__).parents[3] / "local/clippings_local/explain_report.css").read_text("utf-8")
    for role in get_args(Role):
        assert f"#show-{role}:not(:checked)) .role-{role}" in style
