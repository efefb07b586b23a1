"""The module that workers are forked after loads what the functions need."""

from __future__ import annotations

import importlib
import sys


def test_it_loads_what_every_function_imports() -> None:
    importlib.import_module("clippings_local.warm_start")
    assert {"clippings.queue_worker", "clippings.web.lookup", "clippings_local.worker"} <= set(sys.modules)
