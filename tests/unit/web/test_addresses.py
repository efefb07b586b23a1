"""Which addresses a call accepts, and its message about others."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from clippings.web.addresses import WebAddress

ADDRESSES: TypeAdapter[str] = TypeAdapter(WebAddress)


@pytest.mark.parametrize(
    "address", ["https://daily.example", "HTTP://daily.example/a?b=c#d", "https://reader@daily.example:8443/å"]
)
def test_web_addresses_are_unchanged(address: str) -> None:
    assert ADDRESSES.validate_python(address) == address


@pytest.mark.parametrize(
    "address", ["", "daily.example/a", "ftp://daily.example/a", "https:///a", "javascript:alert(1)"]
)
def test_other_values_get_an_error_message(address: str) -> None:
    with pytest.raises(ValidationError, match="begins with http:// or https:// and a host"):
        ADDRESSES.validate_python(address)


def test_too_long_addresses_are_rejected() -> None:
    with pytest.raises(ValidationError, match="2048"):
        ADDRESSES.validate_python("https://daily.example/" + "a" * 2048)
