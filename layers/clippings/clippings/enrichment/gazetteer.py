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
    packed = (resources.files(__package__) / "names.txt.gz").read_bytes()
    given, lands, cities = (frozenset(line.split("|")) for line in gzip.decompress(packed).decode("utf-8").split("\n"))
    return Gazetteer(given, lands, cities)
