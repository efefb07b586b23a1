"""Pages that React streams: parts that arrive late are moved to their places.

The server sends a placeholder (``<template id="B:0">`` or ``"P:1"``), later a hidden element with the content
(``<div hidden id="S:0">``), and a script that moves it. This module does what the script does in a browser.
Source: React's ``ReactDOMFizzInstructionSetShared.js``: ``$RC(boundary, content)``, ``$RS(content, placeholder)``.
"""

from __future__ import annotations

import re
from itertools import islice

from clippings.page.tree import Document, Element, Node

INSTRUCTION = re.compile(
    r"\$R(?:C|R|S)\s*\(\s*[\"']([^\"']{0,40}[BSP]:[0-9a-f]+)[\"']\s*,\s*[\"']([^\"']{0,40}[BSP]:[0-9a-f]+)[\"']"
)
PLACEHOLDER = re.compile(r"[BP]:[0-9a-f]+$")
CONTENT = re.compile(r"(?:^|[^A-Za-z])S:[0-9a-f]+$")
MAX_SEGMENTS = 2_000
#: Maximum number of nodes of a placeholder, and of nodes that are moved on one page. A part inside of a part is moved
#: twice.
MAX_FALLBACK, MAX_MOVED = 500, 200_000


def place_segments(tree: Document) -> None:
    """Move each streamed part of *tree* to its placeholder, and remove the content that is shown during loading."""
    places = {
        name: template
        for template in tree.find_all("template")[:MAX_SEGMENTS]
        if (name := template.attr("id")) and PLACEHOLDER.search(name)
    }
    if not places:
        return
    contents = {
        name: element
        for element in tree.select("[hidden][id]")[:MAX_SEGMENTS]
        if (name := element.attr("id")) and CONTENT.search(name)
    }
    moved = 0
    for first, second in _instructions(tree):
        for place, content in ((first, second), (second, first)):
            if place in places and content in contents and moved < MAX_MOVED:
                moved += _move(places.pop(place), contents.pop(content))


def _instructions(tree: Document) -> list[tuple[str, str]]:
    return [
        (found[1], found[2])
        for script in tree.find_all("script")
        if "$R" in (text := script.text)
        for found in INSTRUCTION.finditer(text)
    ]


def _move(template: Element, content: Element) -> int:
    """Put the children of *content* in the place of *template*, and return the number of moved nodes."""
    if "B:" in (template.attr("id") or ""):
        for node in _fallback(template):
            node.extract()
    children = list(content.children)
    for child in children:
        template.insert_before(child)
    content.extract()
    template.extract()
    return len(children)


def _fallback(template: Element) -> list[Node]:
    """Return the nodes between a boundary's template and the comment that ends it; React nests boundaries."""
    found: list[Node] = []
    depth = 0
    for node in islice(template.next_siblings, MAX_FALLBACK):
        data = getattr(node, "data", "") if type(node).__name__ == "Comment" else ""
        if data == "/$":
            if depth == 0:
                return found
            depth -= 1
        elif data in ("$", "$?", "$!", "$~"):
            depth += 1
        found.append(node)
    return []
