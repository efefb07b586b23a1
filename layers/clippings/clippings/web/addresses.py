"""URL parameters of calls."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

_WEB = "^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]"


def _only_of_the_web(value: object) -> object:
    """Raise an error that says how an address begins; the contract shows the pattern, which is hard to read."""
    if isinstance(value, str) and not re.match(_WEB, value):
        raise ValueError("an address begins with http:// or https:// and a host")
    return value


#: Long enough for every address that browsers accept.
WebAddress = Annotated[str, Field(pattern=_WEB, max_length=2048), BeforeValidator(_only_of_the_web)]
