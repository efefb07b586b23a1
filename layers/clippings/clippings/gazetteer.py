"""Given names and places of the world: ``names.txt.gz``, made by ``training/gazetteers.py``, with its sources."""

from __future__ import annotations

import gzip
from functools import cache
from importlib import resources
from typing import NamedTuple


class Gazetteer(NamedTuple):
    """*lands* are countries, continents and states; *cities* every town from 50,000 inhabitants."""

    given: frozenset[str]
    lands: frozenset[str]
    cities: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """Read the lists, once: 31 ms."""
    _, lands, cities = _lines()
    return Gazetteer(given_names(), frozenset(lands.split("|")), frozenset(cities.split("|")))


@cache
def given_names() -> frozenset[str]:
    """Read the given names alone, once: 12 ms."""
    return frozenset(_lines()[0].split("|"))


@cache
def _lines() -> list[str]:
    packed = (resources.files(__package__) / "names.txt.gz").read_bytes()
    return gzip.decompress(packed).decode("utf-8").split("\n")
