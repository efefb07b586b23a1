"""Escapes untrusted text for the format in which it is written. Everything in an article is untrusted."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import urlsplit

#: Characters that YAML or XML 1.0 cannot contain, and the additional line ends of JavaScript and YAML.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&!])")
_WHITE = re.compile(r"\s+")

#: Longest address that browsers and feed readers accept.
MAX_ADDRESS = 8192


#: Members that contain an address or a list of addresses, in any object.
ADDRESSES = frozenset({"url", "canonical_url", "addresses", "href", "image", "licence", "license", "source_url"})
#: Members whose objects are left out without their address.
ADDRESSED = frozenset({"images", "links"})
#: A scheme as browsers read it: blanks before the address and line ends in it are ignored.
_IGNORED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def to_json(value: Any) -> str:
    """Return compact JSON without ``<``, so that it cannot be mistaken for markup.

    Every JSON answer is written by this function, so none contains an address with a scheme other than http or https.
    """
    plain = json.dumps(only_web_addresses(value), ensure_ascii=False, separators=(",", ":"))
    return plain.replace("<", "\\u003c")


def only_web_addresses(value: Any, member: str = "") -> Any:
    """Return *value*, the value of *member*, without addresses whose scheme is not http or https.

    Addresses are recognized by the name of the member. A removed address becomes None. A picture or a link without
    address is left out. An address without a scheme is kept: a reference to a note of the article, a path if the page's
    own address is not known, or the short name of a license.
    """
    if isinstance(value, dict):
        # The value of a finding is checked like the value of its field.
        return {name: only_web_addresses(item, member if name == "value" else name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        items = [only_web_addresses(item, member) for item in value]
        if member in ADDRESSES:
            return [item for item in items if item is not None]
        return [item for item in items if item.get("url", "") is not None] if member in ADDRESSED else items
    return value if member not in ADDRESSES or not isinstance(value, str) or _is_of_the_web(value) else None


def _is_of_the_web(address: str) -> bool:
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    return scheme is None or scheme[1].lower() in {"http", "https"}


def to_xml_text(text: str) -> str:
    """Return *text* escaped for an element or a quoted attribute of HTML or XML, without invalid characters."""
    return html.escape(_UNPRINTABLE.sub("", text), quote=True)


def to_yaml_text(text: str) -> str:
    """Return *text* as a double-quoted YAML scalar on one line: a JSON string in which a few characters are escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def to_markdown_text(text: str) -> str:
    """Return *text* escaped for one line of Markdown, so that no part of it is markup."""
    return _MARKDOWN.sub(r"\\\1", _WHITE.sub(" ", _UNPRINTABLE.sub("", text))).strip()


def web_address(url: object) -> str | None:
    """Return *url* if it is an absolute http or https address, else None, as for ``javascript:`` and ``data:``."""
    if not isinstance(url, str) or len(url) > MAX_ADDRESS or _UNPRINTABLE.search(url) or _WHITE.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None
