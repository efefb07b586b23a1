"""Prints a line for each page, taken from the functions' log."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TextIO

from clippings_local.output import printable

#: The last messages of a function about a page, with the words of the line.
ENDS = {
    "stored": "stored",
    "unchanged": "unchanged",
    "unpacked": "unpacked",
    "withdrawn": "rejected",
    "rejected": "rejected",
    "failed": "failed",
}


class PageLog(io.TextIOBase):
    """Reads the functions' log, and calls *show* with a line for each finished page.

    *onward* gets the whole log, if it is shown.
    """

    def __init__(self, show: Callable[[str], None], onward: TextIO | None = None) -> None:
        self._show = show
        self._onward = onward
        self._unfinished = ""
        self._titles: dict[tuple[Any, Any], str] = {}

    def write(self, text: str) -> int:
        if self._onward:
            self._onward.write(text)
        *lines, self._unfinished = (self._unfinished + text).split("\n")
        for line in lines:
            if line.startswith("{"):
                self._read(line)
        return len(text)

    def _read(self, line: str) -> None:
        try:
            told = json.loads(line)
        except ValueError:
            return
        upload = told.get("key"), told.get("version")
        if told.get("message") == "parsed":
            self._titles[upload] = told.get("title") or ""
        elif told.get("message") in ENDS and upload[0]:
            why = self._titles.pop(upload, "") if told["message"] in ("stored", "unchanged") else _reason(told)
            line = f"{datetime.now().astimezone():%H:%M:%S}  {ENDS[told['message']]:9}  {upload[0]}  {why}"
            self._show(printable(line).rstrip())


def _reason(told: dict[str, Any]) -> str:
    if told["message"] == "withdrawn":
        return "withdrawn: the article was taken down"
    if told["message"] == "failed":
        return f"{told.get('exception_name', 'error')}; it will be tried again"
    if told["message"] == "unpacked":
        return f"{told.get('pages')} pages"
    return f"{told.get('reason')}: {told.get('detail')}"
