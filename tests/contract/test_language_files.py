"""The language files are well formed, and what is compiled from them is in the package as it was committed."""

from __future__ import annotations

import ast
import re
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

from clippings.languages.word_lists import all_words  # noqa: E402


def test_compiled_language_files_match_their_sources() -> None:
    committed = {path.name: path.read_text("utf-8") for path in (LANGUAGES / "compiled").glob("*.json")}
    assert committed == compile_languages(LANGUAGES), "run: make languages"


def test_the_template_of_a_new_language_has_every_list_and_compiles(tmp_path: Path) -> None:
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
def test_errors_in_language_files_are_reported(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.toml").write_text(text, "utf-8")
    with pytest.raises(InvalidLanguage, match=message):
        read_language(tmp_path / "x.toml")


PACKAGE = ROOT / "layers" / "clippings" / "clippings"
#: Classes of characters, and runs of letters.
CLASS, LETTERS = re.compile(r"\[[^\]]*\]"), re.compile(r"[^\W\d_]{2,}")
#: What is not a word of a language: eras of a calendar, pairs of letters, units of money.
EXCEPTIONS = {
    "fields/dates/date_parsing.py": {"令和", "平成", "昭和", "民國", "民国", "يكى", "یکی"},
    "body/page_features.py": {"zł", "руб"},
}


def find_foreign_words(source: str) -> set[str]:
    """Return the words with letters outside of ASCII in the strings of *source*, without docstrings and examples."""
    tree = ast.parse(source)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("Example", "json_ld"):
            skipped.update(map(id, ast.walk(call)))
    return {
        word
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
        for word in LETTERS.findall(CLASS.sub(" ", node.value))
        if not word.isascii()
    }


def test_rules_contain_no_words_of_languages() -> None:
    found = {
        name: words
        for folder in ("fields", "body", "enrichment")
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        if (
            words := find_foreign_words(path.read_text("utf-8"))
            - EXCEPTIONS.get(name := path.relative_to(PACKAGE).as_posix(), set())
        )
    }
    assert found == {}


def test_a_word_in_a_pattern_is_found() -> None:
    assert find_foreign_words('"""Präsident."""\nTITLE = r"\\b(?:präsident|[äöü])\\b"\n') == {"präsident"}


#: Small words of languages: prepositions, conjunctions, and the words around names and dates. No rule needs one of them
#: in its pattern but as a word of a language.
SMALL_WORDS = {
    "bylines": ("by", "joins", "joining_lines", "loose_beginnings", "filed_under", "glued_ends"),
    "dates": ("before_month", "before_year"),
    "labels": ("section_joins", "copyright_by", "copyright_years"),
    "names": ("before_dates",),
    "pictures": ("counts",),
}
#: Parts of patterns that are not text: escapes, flags and names of groups, classes of characters, counts.
SYNTAX = re.compile(r"\\u[0-9a-f]{4}|\\[a-zA-Z]|\(\?P<\w+>|\(\?[a-z-]+[:)]|\[[^\]]*\]|\{[^}]*\}")
WHOLE_WORD = re.compile(r"(?<![A-Za-z_/=&?.-])[A-Za-z]{2,}(?![A-Za-z_/=-])")
#: What has the letters of a small word: "photo and text" of a credit, countries at the end of a host, the code of a
#: language, the prefix of Open Graph in the name of a file.
NO_SMALL_WORDS = {
    "fields/authors/byline_words.py": {"and", "und"},
    "fields/dates/date_lines.py": {"en", "in", "na", "ng"},
    "fields/images/article_images.py": {"og"},
}


def find_small_words(source: str, small: set[str]) -> set[str]:
    """Return the words of *small* that are whole alternatives in the regular expressions of *source*."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found: set[str] = set()
    for call in calls:
        name = ast.unparse(call.func)
        if name != "lazy_pattern" and not name.startswith("re."):
            continue
        inner = {id(part) for other in ast.walk(call) if isinstance(other, ast.Call) for part in other.args}
        parts = [*call.args, *(part for node in call.args for part in ast.walk(node) if id(part) not in inner)]
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                found |= {word.lower() for word in WHOLE_WORD.findall(SYNTAX.sub(" ", part.value))} & small
    return found


def test_patterns_contain_no_short_words_of_languages() -> None:
    small = {
        part
        for table, names in SMALL_WORDS.items()
        for word in all_words(table, *names)
        for part in word.lower().split()
        if len(part) > 1
    }
    found = {
        name: words
        for folder in ("fields", "body", "enrichment")
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        if (
            words := find_small_words(path.read_text("utf-8"), small)
            - NO_SMALL_WORDS.get(name := path.relative_to(PACKAGE).as_posix(), set())
        )
    }
    assert found == {}


def test_short_words_in_patterns_are_found_but_not_parts_of_words() -> None:
    assert find_small_words('JOIN = re.compile(r"\\s(?:and|und)\\s|android")', {"and", "und"}) == {"and", "und"}
    assert find_small_words("JOIN = lazy_pattern(lambda: rf\"{any_of(words('and'))}|x\")", {"and"}) == set()
