"""Imported once by the process that workers are forked from: what every function needs is in memory before the first.

Memory that no worker changes is shared by all of them.
"""

from __future__ import annotations

import clippings
import clippings.queue_worker
import clippings.storage
import clippings.web.function
import clippings.web.lookup
import clippings_local.worker  # noqa: F401 - imported for the workers

#: A page that makes the models and the lists of words load.
_PAGE = f"<html lang=en><title>Warm start</title><body><article><h1>Warm start</h1>{'<p>A word and another one.' * 40}"

clippings.parse(_PAGE, admit="everything")
