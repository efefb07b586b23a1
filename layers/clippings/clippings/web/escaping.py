"""Text of strangers, made safe for the place that it is put in. Everything an article holds is a stranger's."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import urlsplit

#: What YAML or XML 1.0 cannot hold, and the line ends that JavaScript and YAML know besides the usual one.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&!])")
_WHITE = re.compile(r"\s+")

#: An address longer than this is no address that a browser or a reader of feeds takes.
MAX_ADDRESS = 8192


def to_json(value: Any) -> str:
    """Return compact JSON in which no ``<`` stands, so that nothing can take the answer for markup."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def to_xml_text(text: str) -> str:
    """Return *text* for an element or a quoted attribute of HTML or XML, without what XML 1.0 cannot hold."""
    return html.escape(_UNPRINTABLE.sub("", text), quote=True)


def to_yaml_text(text: str) -> str:
    """Return *text* as a double-quoted YAML scalar on one line (a JSON string is one, but for a few characters)."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def to_markdown_text(text: str) -> str:
    """Return *text* for one line of Markdown, in which nothing of it is read as markup."""
    return _MARKDOWN.sub(r"\\\1", _WHITE.sub(" ", _UNPRINTABLE.sub("", text))).strip()


def web_address(url: object) -> str | None:
    """Return *url* where it is an absolute http or https address, else None: no ``javascript:``, no ``data:``."""
    if not isinstance(url, str) or len(url) > MAX_ADDRESS or _UNPRINTABLE.search(url) or _WHITE.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None
