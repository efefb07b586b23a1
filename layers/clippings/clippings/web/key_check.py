"""Checks the API key of a request, and whether it has the right that the call needs.

API Gateway has already checked that the key is valid, enabled, and in a usage plan of this API. But a usage plan cannot
restrict which calls its keys may make. See docs/decisions/0052-rights-of-keys.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from clippings.web.api_request import ApiRequest
from clippings.web.problems import Problem
from clippings.web.routing import Route

if TYPE_CHECKING:
    from clippings.storage.keys import ApiKey

#: Seconds for which a container caches a key. A change of rights takes effect after this time. API Gateway rejects a
#: disabled key at once.
KNOWN_SECONDS = 60
#: Seconds until an unknown key is looked up again.
UNKNOWN_SECONDS = 10
#: Most keys that a container caches.
MAX_KEYS = 1000


class KeyCheck:
    """Checks keys, and caches them; *clock* returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, tuple[ApiKey | None, float]] = {}

    def check(self, route: Route, request: ApiRequest) -> ApiKey | None:
        """Return the key of *request*; None if the call needs no key, or if IAM or an authorizer checked the caller.

        Raises:
            Problem: ``forbidden`` without a known key, ``right-missing`` if the key has none of the route's rights.
        """
        if not route.needs_key or request.admitted or request.wiring.settings.sam_local:
            return None
        value = request.headers.get("x-api-key")
        key = self._find(value, request) if value else None
        if key is None:
            raise Problem("forbidden", "Send a valid key in the x-api-key header.")
        if not key.rights.intersection(route.rights):
            needed = " or ".join(f"`{right}`" for right in route.rights)
            raise Problem("right-missing", f"The key has no right to {needed}.", {"rights": sorted(key.rights)})
        return key

    def _find(self, value: str, request: ApiRequest) -> ApiKey | None:
        key, until = self._known.get(value, (None, 0.0))
        if self._clock() < until:
            return key
        key = request.wiring.keys.find(value)
        if len(self._known) >= MAX_KEYS:
            self._known.clear()
        self._known[value] = (key, self._clock() + (KNOWN_SECONDS if key else UNKNOWN_SECONDS))
        return key
