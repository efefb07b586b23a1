"""The language files are well formed, and what is compiled from them is in the package as it was committed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from compile_languages import (  # noqa: E402
    LANGUAGES,
    LISTS,
    InvalidLanguage,
    compile_languages,
    make_template,
    read_language,
)


def test_the_compiled_files_are_those_of_the_sources() -> None:
    committed = {path.name: path.read_text("utf-8") for path in (LANGUAGES / "compiled").glob("*.json")}
    assert committed == compile_languages(LANGUAGES), "run: make languages"


def test_the_file_that_a_new_language_begins_with_has_every_list_and_compiles(tmp_path: Path) -> None:
    (tmp_path / "cy.toml").write_text(make_template("Welsh"), "utf-8")
    found = read_language(tmp_path / "cy.toml")
    assert {table: {*lists} for table, lists in found.items()} == {table: {*lists} for table, lists in LISTS.items()}
    assert "cy" not in "".join(compile_languages(tmp_path).values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[dates]", "English name"),
        ('name = "X"\n[weather]\nrain = ["rain"]', "no table 'weather'"),
        ('name = "X"\n[dates]\nupdate = ["x"]', "no list 'update'"),
        ('name = "X"\n[dates]\nupdated = "x"', "a list is needed"),
        ('name = "X"\n[dates]\nupdated = ["x", ""]', "'' is not a word"),
        ('name = "X"\n[dates]\nupdated = ["x", "x"]', "x is there twice"),
        ('name = "X"\n[dates]\nmonths = [["a"], ["b"]]', "twelve lists"),
        ('name = "X"\n[dates', "x.toml"),
    ],
)
def test_a_mistake_in_a_language_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.toml").write_text(text, "utf-8")
    with pytest.raises(InvalidLanguage, match=message):
        read_language(tmp_path / "x.toml")
