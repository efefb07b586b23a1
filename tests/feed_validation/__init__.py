"""Feeds against schemas: RELAX NG for Atom and RSS by libxml2, JSON Schema for JSON Feed.

The schemas are written from RFC 4287, from the RSS 2.0 specification with the two extensions that feeds of this service
use (``atom:link`` and ``dc:creator``), and from JSON Feed 1.1. What a grammar cannot say is left to the tests.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from lxml import etree

HERE = Path(__file__).parent


def complaints(form: str, feed: str) -> list[str]:
    """Return what the schema of *form* (``atom``, ``rss`` or ``json``) finds wrong with the text of a *feed*."""
    if form == "json":
        schema = json.loads((HERE / "json.json").read_text("utf-8"))
        return [
            f"{error.json_path}: {error.message}"
            for error in Draft202012Validator(schema).iter_errors(json.loads(feed))
        ]
    grammar = _grammar(form)
    grammar.validate(etree.fromstring(feed.encode()))
    return [f"line {error.line}: {error.message}" for error in grammar.error_log]


@cache
def _grammar(form: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(HERE / f"{form}.rng"))
