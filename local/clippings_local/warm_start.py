"""Imported once by the process that workers are forked from: what every function needs is in memory before the first.

Memory that no worker changes is shared by all of them.
"""

from __future__ import annotations

import os
from importlib import import_module

#: What functions import when they are loaded or first invoked. The tracer's SDK alone takes a second.
MODULES = (
    "clippings.queue_worker",
    "clippings.storage",
    "clippings.web.function",
    "clippings.web.lookup",
    "aws_xray_sdk.core",
    "clippings_local.worker",
)
#: A page that makes the models and the lists of words load.
_PAGE = f"<html lang=en><title>Warm start</title><body><article><h1>Warm start</h1>{'<p>A word and another one.' * 40}"

# Read when the SDK is imported: there is no daemon that it could send to.
os.environ["AWS_XRAY_SDK_ENABLED"] = "false"
# The SDK makes a client at import: a profile of the user that does not exist would end it.
for _name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
    os.environ.pop(_name, None)
for _module in MODULES:
    import_module(_module)
import_module("clippings").parse(_PAGE, admit="everything")
