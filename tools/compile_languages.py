"""Check the language files and compile them into what the package loads.

    python tools/compile_languages.py             # write layers/clippings/clippings/languages/compiled/*.json
    python tools/compile_languages.py --new cy Welsh   # create the file of a new language

The exit status is 1, with a message, if a file has an unknown table or list, or a malformed list.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from language_lists import LISTS

LANGUAGES = Path(__file__).resolve().parents[1] / "layers" / "clippings" / "clippings" / "languages"


class InvalidLanguage(Exception):
    """A language file cannot be compiled. The text says which one and why."""


def read_language(path: Path) -> dict[str, dict[str, list[str]]]:
    """Return the lists of one language file, by table and list; the names of a month are joined by tabs.

    Raises:
        InvalidLanguage: The file is not TOML, or has an unknown table or list or an invalid word.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidLanguage(f"{path.name}: {error}") from error
    if not isinstance(tables.pop("name", None), str):
        raise InvalidLanguage(f"{path.name}: the language's English name is missing (name = …)")
    found: dict[str, dict[str, list[str]]] = {}
    for table, lists in tables.items():
        if table not in LISTS or not isinstance(lists, dict):
            raise InvalidLanguage(f"{path.name}: there is no table {table!r}; there are {', '.join(LISTS)}")
        for name, words in lists.items():
            if name not in LISTS[table]:
                raise InvalidLanguage(f"{path.name}: [{table}] has no list {name!r}; it has {', '.join(LISTS[table])}")
            found.setdefault(table, {})[name] = _checked(words, f"{path.name}: [{table}] {name}", name)
    return found


def _checked(words: Any, where: str, name: str) -> list[str]:
    months = name.startswith("months")
    if not isinstance(words, list) or (months and len(words) != 12):
        raise InvalidLanguage(f"{where}: {'twelve lists are' if months else 'a list is'} needed")
    checked = ["\t".join(word) if months and isinstance(word, list) else word for word in words]
    for word in checked:
        if not isinstance(word, str) or "\n" in word or (not months and (not word.strip() or "\t" in word)):
            raise InvalidLanguage(f"{where}: {word!r} is not a word")
    if not months and len(set(checked)) < len(checked):
        twice = sorted({word for word in checked if checked.count(word) > 1})
        raise InvalidLanguage(f"{where}: {', '.join(twice)} is there twice")
    return checked


def compile_languages(folder: Path) -> dict[str, str]:
    """Return the compiled files of the languages in *folder*: their text by file name.

    Each subject is one JSON object: list, language code, and the words with a line break between them.

    Raises:
        InvalidLanguage: A language file cannot be compiled.
    """
    compiled: dict[str, dict[str, dict[str, str]]] = {table: {name: {} for name in LISTS[table]} for table in LISTS}
    for path in sorted(folder.glob("*.toml")):
        for table, lists in read_language(path).items():
            for name, words in lists.items():
                if any(words):
                    compiled[table][name][path.stem] = "\n".join(words)
    return {
        f"{table}.json": json.dumps(lists, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for table, lists in compiled.items()
    }


def make_template(name: str) -> str:
    """Return the text of a new language file: every list, empty, with a comment on its words."""
    lines = [
        f"name = {json.dumps(name, ensure_ascii=False)}",
        "# Fill in what you know, and delete the lists that stay empty.",
    ]
    for table, lists in LISTS.items():
        lines += ["", f"[{table}]"]
        for key, meaning in lists.items():
            empty = "[" + ", ".join(["[]"] * 12) + "]" if key.startswith("months") else "[]"
            lines += [f"# {meaning[0].upper()}{meaning[1:]}.", f"{key} = {empty}"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the command line, and return its exit status."""
    parser = argparse.ArgumentParser(description="Check and compile the language files.")
    parser.add_argument("--new", nargs=2, metavar=("CODE", "NAME"), help="begin the file of a new language")
    options = parser.parse_args()
    if options.new:
        code, name = options.new
        path = LANGUAGES / f"{code}.toml"
        if path.exists():
            parser.error(f"{path} is there already")
        path.write_text(make_template(name), "utf-8")
        print(f"fill in {path}, then compile the languages")
        return 0
    try:
        for name, text in compile_languages(LANGUAGES).items():
            (LANGUAGES / "compiled" / name).write_text(text, "utf-8")
    except InvalidLanguage as invalid:
        print(invalid, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
