"""The functions of the API over an account in memory, for what asks them."""

from __future__ import annotations

from tests.support.api_functions import desk, store  # noqa: F401 - fixtures
