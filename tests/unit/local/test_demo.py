"""``clippings demo``: each step is shown as it happens; it ends with an article and the commands to try next."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from clippings_local.api_client import ApiClient
from clippings_local.command import main
from clippings_local.project import sample_pages


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two of the samples in the README, one with a difficult name, and a file that is not a page."""
    made = tmp_path_factory.mktemp("saved pages")
    for page in (sample_pages()[1], sample_pages()[6]):
        shutil.copy(page, made)
    shutil.copy(sample_pages()[0], made / "00 [bold]page & more.html")
    (made / "notes.txt").write_text("no page", "utf-8")
    return made


@pytest.fixture(scope="module")
def shown(folder: Path) -> str:
    """What the demo prints for the folder."""
    with redirect_stdout(io.StringIO()) as stream:
        assert main(["demo", str(folder)]) == 0
    return stream.getvalue()


def test_the_demo_puts_pages_and_shows_their_status(shown: str) -> None:
    steps = re.findall(r"^(put|parsed|stored|rejected|failed)\b", shown, re.MULTILINE)
    assert steps == ["put", "parsed", "stored", "put", "parsed", "stored", "put", "rejected"]
    assert "put      00 [bold]page & more.html  " in shown
    assert "notes.txt" not in shown


def test_a_page_stored_before_the_first_look_shows_both_steps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = ApiClient.items

    def read_late(api: ApiClient, *call: Any) -> list[dict[str, Any]]:
        return [item for item in read(api, *call) if item["status"] != "parsed"]

    monkeypatch.setattr(ApiClient, "items", read_late)
    with redirect_stdout(io.StringIO()) as stream:
        main(["demo", str(folder / sample_pages()[1].name)])
    assert re.findall(r"^(put|parsed|stored)\b", stream.getvalue(), re.MULTILINE) == ["put", "parsed", "stored"]


def test_the_demo_shows_facts_of_stored_articles(shown: str) -> None:
    assert "The Harbour Gazette · Maeve Oduya · 2026-06-12 · en-GB · " in shown


def test_the_demo_shows_reasons_of_rejections(shown: str) -> None:
    assert re.search(r"^rejected index: \w", shown, re.MULTILINE)


def test_the_demo_ends_with_an_article_as_markdown(shown: str) -> None:
    assert 'title: "Last of Port Amery' in shown
    assert shown.count("\n# ") == 1


def test_the_readme_shows_the_output_of_the_demo(shown: str) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    (excerpt,) = re.findall(r"```\n(put .*?)```", readme, re.DOTALL)
    varying = re.compile(r"\[\d+\.\d+ s\]|with \d+ passages")
    for page in varying.sub("", excerpt).strip().split("\n\n"):
        assert page in varying.sub("", shown)


def test_the_demo_ends_with_valid_commands(shown: str, folder: Path) -> None:
    lines = [line for line in shown.splitlines() if line.startswith("  ") and "clippings " in line]
    commands = [shlex.split(line)[1:] for line in lines]
    assert [command[0] for command in commands] == ["serve", "put", "list", "get", "status"]
    assert commands[1] == ["put", str(folder), "--wait"]
    assert f'id: "{commands[3][1]}"' in shown
    assert "curl" not in shown  # the service that answered is gone with the demo
