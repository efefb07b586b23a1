"""Gives schemathesis an article and a feed that exist, so that it reads answers and not only problems."""

from __future__ import annotations

import os
from typing import Any

import schemathesis


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Put a real name in the place of every generated one that is valid; a made-up one stays, and is refused."""
    for name, value in (path_parameters or {}).items():
        real = os.environ.get(f"REAL_{name.upper()}")
        if real and context.operation.method == "get" and len(str(value)) >= 20 and str(value).isascii():
            path_parameters[name] = real  # type: ignore[index]
    return path_parameters
