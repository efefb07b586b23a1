"""Given names and places of the world: ``names.txt.gz``, made by ``training/gazetteers.py``, with its sources."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Gazetteer(NamedTuple):
    """Places: *lands* are countries, continents and states; *cities* are towns of 50,000 inhabitants and more."""

    given: frozenset[str]
    lands: frozenset[str]
    cities: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """Return the lists. Loading them on first use takes 31 ms."""
    _, lands, cities = _lines()
    return Gazetteer(given_names(), frozenset(lands.split("|")), frozenset(cities.split("|")))


@cache
def given_names() -> frozenset[str]:
    """Return the given names. Loading them on first use takes 12 ms."""
    return frozenset(_lines()[0].split("|"))


@cache
def _lines() -> list[str]:
    packed = Path(__file__).with_name("names.txt.gz").read_bytes()
    return gzip.decompress(packed).decode("utf-8").split("\n")
