"""Which of the extractors that people use today are installed, so that they can be measured beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import TypeVar

Reader = TypeVar("Reader", bound=Callable[..., object])

#: The peers and the module that each is imported by.
MODULES = {
    "trafilatura": "trafilatura",
    "readability-lxml": "readability",
    "newspaper4k": "newspaper",
    "resiliparse": "resiliparse",
    "rs-trafilatura": "rs_trafilatura",
}


def installed(readers: Mapping[str, Reader]) -> dict[str, Reader]:
    """Return those of *readers*, by the peer's name, whose peer is installed."""
    return {name: reader for name, reader in readers.items() if find_spec(MODULES[name])}
