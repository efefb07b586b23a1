"""The other extractors that are installed, for comparisons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import TypeVar

Reader = TypeVar("Reader", bound=Callable[..., object])

#: The extractors with the module by which each is imported.
MODULES = {
    "trafilatura": "trafilatura",
    "readability-lxml": "readability",
    "newspaper4k": "newspaper",
    "resiliparse": "resiliparse",
    "rs-trafilatura": "rs_trafilatura",
}


def installed(readers: Mapping[str, Reader]) -> dict[str, Reader]:
    """Return those of *readers*, by the name of the extractor, whose extractor is installed."""
    return {name: reader for name, reader in readers.items() if find_spec(MODULES[name])}
