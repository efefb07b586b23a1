"""Regular expressions find the same with every Python that the package runs on."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from tests.speed.bounds.patterns import find_patterns

ROOT = Path(__file__).parents[2]
#: Where patterns are written as literals. Those of the package are often made of word lists, and are found as objects.
FOLDERS = ("local", "functions", "tools", "training")
#: The operations that match one character.
CHARACTER = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})


def possessive_groups(tree: Iterable[Any]) -> Iterator[Any]:
    """Yield each possessive repetition of more than a character in a parsed pattern.

    Python before 3.11.5, which Debian 12 has, reads it wrongly where the group backtracks or looks ahead
    (https://github.com/python/cpython/issues/106052 and 100061), and every 3.11 where it captures (101955).
    Of a single character it is read right, as is an atomic group.
    """
    for operation, argument in tree:
        if str(operation) == "POSSESSIVE_REPEAT" and not _is_character(argument[2]):
            yield argument[2]
        for part in _parts(argument):
            yield from possessive_groups(part)


def _is_character(tree: Iterable[Any]) -> bool:
    names = [str(operation) for operation, _ in tree]
    return len(names) == 1 and names[0] in CHARACTER


def _parts(argument: Any) -> Iterator[Any]:
    """Yield the patterns that an operation holds, however it holds them."""
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for each in argument:
            yield from _parts(each)


def literal_patterns(source: str) -> Iterator[str]:
    """Yield the patterns that are written in calls of ``re``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            owner, written = node.func.value, getattr(node.args[0], "value", None)
            if isinstance(owner, ast.Name) and owner.id == "re" and isinstance(written, str):
                yield written


def test_no_pattern_repeats_a_group_possessively() -> None:
    patterns = {(used.place, used.pattern.pattern) for used in find_patterns()}
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        patterns |= {(str(path.relative_to(ROOT)), each) for each in literal_patterns(path.read_text("utf-8"))}
    assert {place for place, pattern in patterns if list(possessive_groups(_parser.parse(pattern)))} == set()


@pytest.mark.parametrize(
    "pattern", [r"(?:ab?c)*+", r"x(?:(?!C).)++", r"(a)?+", r"(?:b|(?=(?:ab){1,4}+))c", r"(?i:(?:ab)++)"]
)
def test_a_possessive_group_is_found(pattern: str) -> None:
    assert len(list(possessive_groups(_parser.parse(pattern)))) == 1


@pytest.mark.parametrize("pattern", [r"(?:\s*+[.:]?+)*", r"[^a]{2,3}+", r".++b", r"(?:a)++", r"(?>(?:ab)*)c", r"\++"])
def test_a_possessive_character_and_an_atomic_group_are_allowed(pattern: str) -> None:
    assert list(possessive_groups(_parser.parse(pattern))) == []
