"""URL parameters of calls."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

_WEB = "^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]"


def _only_of_the_web(value: object) -> object:
    """Return *value*, or raise an error in words. The error of the pattern itself would be hard to read."""
    if isinstance(value, str) and not re.match(_WEB, value):
        raise ValueError("an address begins with http:// or https:// and a host")
    return value


#: Long enough for every address that browsers accept.
WebAddress = Annotated[str, Field(pattern=_WEB, max_length=2048), BeforeValidator(_only_of_the_web)]
