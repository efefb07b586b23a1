"""Imported once by a process from which others are forked, so that the parser's models and word lists are in memory.

Memory that no process changes is shared by all of them.
"""

from __future__ import annotations

import clippings

#: A page that causes the models and the word lists to be loaded.
_PAGE = f"<html lang=en><title>Warm start</title><body><article><h1>Warm start</h1>{'<p>A word and another one.' * 40}"

clippings.parse(_PAGE, admit="everything")
