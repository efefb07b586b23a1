"""Measurements that the rest of the process does not change."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def without_older_objects() -> Iterator[None]:
    """Keep the garbage collector from the objects of the tests before.

    A large page makes it look through all of them, which takes longer than the fastest steps, and a small page does
    not: that looks as if the step grew faster than the page.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
