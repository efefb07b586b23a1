"""Every regular expression of the package, and the runs of characters that each is slowest on."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import clippings
from clippings.languages.patterns import lazy_pattern

ROOT = Path(clippings.__file__).parent
#: Largest length of a repetition that costs a factor and not a power, in characters.
MANY = 1_000
#: The characters that stand for a category of characters.
SAMPLES = {
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "x",
    "CATEGORY_DIGIT": "7",
    "CATEGORY_NOT_DIGIT": "x",
    "CATEGORY_WORD": "x",
    "CATEGORY_NOT_WORD": "-",
}
LAZY = type(lazy_pattern(str))
CACHED = type(cache(str))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
METHODS = frozenset("match fullmatch search split sub subn findall finditer".split())


@dataclass(frozen=True)
class Used:
    """A pattern, where it was found, and the method by which it is applied."""

    place: str
    pattern: re.Pattern[Any]
    method: str


def find_patterns() -> list[Used]:
    """Return every pattern of the package with every method that is called on it.

    Returns:
        The patterns that a module holds, alone, in a collection or as what a cached function returns, and those written
        in a call of ``re``.
        One that no call names is taken to be searched for.
    """
    methods = _methods()
    found: dict[tuple[Any, int, str], Used] = {}
    uncalled: dict[tuple[Any, int], Used] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for pattern in _within(value):
                called = methods.get((module.__name__, name), ())
                place = f"{module.__name__}.{name}"
                uncalled.setdefault((pattern.pattern, pattern.flags), Used(place, pattern, "search"))
                for method in called:
                    found[pattern.pattern, pattern.flags, method] = Used(place, pattern, method)
    for place, pattern, method in _in_calls():
        found.setdefault((pattern.pattern, pattern.flags, method), Used(place, pattern, method))
    known = {(written, flags) for written, flags, _ in found}
    return [*found.values(), *(used for key, used in uncalled.items() if key not in known)]


def _modules() -> Iterator[Any]:
    for module in pkgutil.walk_packages(clippings.__path__, "clippings."):
        yield importlib.import_module(module.name)


def _within(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif type(value) is LAZY:
        yield re.compile(value.pattern, value.flags & ~re.UNICODE)  # type: ignore[attr-defined]
    elif isinstance(value, CACHED) and "re.Pattern" in value.__annotations__.get("return", ""):
        yield from _within(value())
    elif isinstance(value, dict):
        for each in value.values():
            yield from _within(each)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for each in value:
            yield from _within(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name))


def _calls() -> Iterator[tuple[str, ast.Attribute, ast.expr]]:
    """Yield the module, the attribute and its owner wherever the package names a method of patterns."""
    for path, module in _sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                yield module, node, node.value


def _methods() -> dict[tuple[str, str], set[str]]:
    """Return the methods that each module calls on each name."""
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    for module, node, owner in _calls():
        name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
        called[module, name].add(node.attr)
    return called


def _in_calls() -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """Yield the patterns that are given where they are applied, written or by name: ``re.sub("a+", …)``."""
    for path, module in _sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            owner, written = node.func.value, node.args[0]
            named = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in METHODS
            pattern = _written(written, module)
            if named and pattern is not None:
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield place, re.compile(pattern, re.IGNORECASE), node.func.attr


def _written(node: ast.expr, module: str) -> str | None:
    """Return the pattern that an argument is: a literal, or the name of a text that *module* holds."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    value = getattr(importlib.import_module(module), node.id, None) if isinstance(node, ast.Name) else None
    return value if isinstance(value, str) else None


def _sources() -> Iterator[tuple[Path, str]]:
    """Yield each file of the package with the name of its module."""
    for path in sorted(ROOT.rglob("*.py")):
        yield path, ".".join(("clippings", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def find_hidden_patterns() -> set[str]:
    """Return the files of the package that compile a pattern where :func:`find_patterns` does not see it.

    These are calls of ``re.compile`` inside a function, and calls of ``re`` with a pattern made there.
    """
    found: set[str] = set()
    for path, module in _sources():
        tree = ast.parse(path.read_text("utf-8"))
        within = [node for function in ast.walk(tree) if isinstance(function, FUNCTIONS) for node in ast.walk(function)]
        for node in within:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_re(node.func.value):
                known = node.args and _written(node.args[0], module) is not None
                if node.func.attr == "compile" or (node.func.attr in METHODS and not known):
                    found.add(str(path.relative_to(ROOT)))
    return found


def _is_re(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "re"


def pumps(pattern: re.Pattern[Any]) -> list[str]:
    """Return the pieces of which *pattern* is given runs: what it repeats, alone and behind each of what it names."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    repeated, named = list(dict.fromkeys(_samples(tree, repeated=True))), list(dict.fromkeys(_samples(tree)))
    named = named[:: max(1, len(named) // 12)]
    singles = list(dict.fromkeys([*repeated, *named]))
    return [
        *singles,
        *_literals(tree),
        *dict.fromkeys(first + second for first in named for second in repeated[:6] if first != second),
    ]


def _samples(tree: Iterable[Any], *, repeated: bool = False, inside: bool = False) -> Iterator[str]:
    """Yield a character for each item of a parsed pattern; if *repeated*, of those that may be repeated at will."""
    for operation, argument in tree:
        name = str(operation)
        if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            _, most, item = argument
            yield from _samples(item, repeated=repeated, inside=inside or int(most) > MANY)
        elif name == "SUBPATTERN":
            yield from _samples(argument[3], repeated=repeated, inside=inside)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _samples(branch, repeated=repeated, inside=inside)
        elif name == "ATOMIC_GROUP":
            yield from _samples(argument, repeated=repeated, inside=inside)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from _samples(argument[1], repeated=repeated, inside=inside)
        elif inside or not repeated:
            yield from _characters(name, argument)


def _literals(tree: Iterable[Any]) -> list[str]:
    """Return the first stretches of two or more characters that a parsed pattern names in a row."""
    found, stretch = [], ""
    for operation, argument in [*tree, (None, None)]:
        if str(operation) == "LITERAL":
            stretch += chr(argument)
        else:
            found += [stretch, stretch + " "] if len(stretch) > 1 else []
            stretch = ""
    return found[:6]


def _characters(name: str, argument: Any) -> Iterator[str]:
    if name == "LITERAL":
        yield chr(argument)
    elif name in {"NOT_LITERAL", "ANY"}:
        yield "x"
    elif name == "CATEGORY":
        yield SAMPLES.get(str(argument), "x")
    elif name == "RANGE":
        yield chr(argument[0])
    elif name == "IN":
        negated = str(argument[0][0]) == "NEGATE"
        if negated:
            taken = {character for item in argument[1:] for character in _characters(str(item[0]), item[1])}
            yield next(character for character in "x -7.,¶\n" if character not in taken)
        else:
            for item in argument[:8]:
                yield from _characters(str(item[0]), item[1])
