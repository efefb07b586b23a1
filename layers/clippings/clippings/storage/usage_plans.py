"""Reads the keys of the usage plans from API Gateway, and disables one there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from clippings.storage.keys import PlanKey, fingerprint

#: Most keys that API Gateway lists in one call.
PAGE = 500


class UsagePlans:
    """The usage plans of the service; *rights* maps the id of a plan to the rights of its keys."""

    def __init__(self, client: Callable[[], Any], rights: Mapping[str, frozenset[str]]) -> None:
        self._client = client
        self.rights = rights

    def keys(self) -> Iterator[PlanKey]:
        """Yield every enabled key of the plans."""
        enabled = {
            key["id"]: key["value"]
            for page in self._pages("get_api_keys", includeValues=True)
            for key in page["items"]
            if key.get("enabled")
        }
        for plan, rights in self.rights.items():
            for page in self._pages("get_usage_plan_keys", usagePlanId=plan):
                for key in page["items"]:
                    if key["id"] in enabled:
                        yield PlanKey(key["id"], fingerprint(enabled[key["id"]]), rights)

    def disable(self, key_id: str) -> None:
        """Disable the key in API Gateway. A key that does not exist is not an error."""
        client = self._client()
        try:
            client.update_api_key(
                apiKey=key_id, patchOperations=[{"op": "replace", "path": "/enabled", "value": "false"}]
            )
        except client.exceptions.NotFoundException:
            return

    def _pages(self, operation: str, **asked: Any) -> Iterator[Any]:
        paginator = self._client().get_paginator(operation)
        yield from paginator.paginate(PaginationConfig={"PageSize": PAGE}, **asked)
