"""Which API key a request came with, and whether that key has the right that the call needs.

API Gateway has checked the key before: it is valid, enabled, and of a usage plan of this API. What a usage plan cannot
say is which calls its keys may make. See docs/decisions/0052-rights-of-keys.md.
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

#: Seconds that a container remembers a key. A change of rights takes as long; a disabled key is refused by API Gateway.
KNOWN_SECONDS = 60
#: Seconds until a key that was not found is looked for again.
UNKNOWN_SECONDS = 10
#: The most keys that a container remembers.
MAX_KEYS = 1000


class KeyCheck:
    """Checks keys, and remembers them for a while; *clock* gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, tuple[ApiKey | None, float]] = {}

    def check(self, route: Route, request: ApiRequest) -> ApiKey | None:
        """Return the key of *request*; None for a call without one, or of a caller that IAM or an authorizer let in.

        Raises:
            Problem: ``forbidden`` without a known key, ``right-missing`` where the key has none of the route's rights.
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
