"""JSON in the scripts and attributes of a page: every string that is read from it can be encoded."""

from __future__ import annotations

import json
from typing import Any

from clippings.page.surrogates import without_surrogates

#: JSON as pages write it: a string may hold line breaks.
_DECODER = json.JSONDecoder(strict=False)


def read_json(text: str, start: int = 0) -> tuple[Any, int]:
    """Return the JSON value that begins at *start* in *text*, and the position after it.

    A lone surrogate, which JSON can escape and no encoding has, becomes U+FFFD.

    Raises:
        ValueError: There is no JSON value, or it is nested too deeply to be read.
    """
    try:
        value, end = _DECODER.raw_decode(text, start)
        if "\\u" in text[start:end]:
            plain = json.dumps(value, ensure_ascii=False)
            encodable = without_surrogates(plain)
            if encodable != plain:
                value = json.loads(encodable)
    except RecursionError as too_deep:
        raise ValueError("nested too deeply") from too_deep
    return value, end
