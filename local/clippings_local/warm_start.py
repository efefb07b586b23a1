"""Imported once by the process from which workers are forked, so that every function's imports are in memory.

Memory that no worker changes is shared by all of them.
"""

from __future__ import annotations

import os
from importlib import import_module

#: Modules that functions import when they are loaded or first invoked. The tracer's SDK alone takes a second.
MODULES = (
    "clippings.queue_worker",
    "clippings.storage",
    "clippings.web.function",
    "clippings.web.lookup",
    "aws_xray_sdk.core",
    "clippings_local.warm_parser",
    "clippings_local.worker",
)

# Read when the SDK is imported: there is no daemon to which it could send.
os.environ["AWS_XRAY_SDK_ENABLED"] = "false"
# The SDK makes a client at import, which fails for an AWS profile that does not exist.
for _name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
    os.environ.pop(_name, None)
for _module in MODULES:
    import_module(_module)
