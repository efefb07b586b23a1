"""The parser in memory, for the processes that are forked."""

from __future__ import annotations

import subprocess
import sys


def test_the_import_preloads_the_parser() -> None:
    code = (
        "import sys, clippings_local.warm_parser; before = set(sys.modules); import clippings;"
        "clippings.parse('<title>A</title><p>' + 'A word and another one. ' * 40, admit='everything');"
        "print(sorted(name for name in set(sys.modules) - before if name.startswith('clippings')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
