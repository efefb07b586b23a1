"""The API's routes in the template, and the route for a request."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clippings_local.functions import Function
from clippings_local.resources import Resources

_PARAMETER = re.compile(r"\{([^}+]+)(\+?)\}")


@dataclass(frozen=True)
class GatewayRoute:
    """One path and method (``ANY`` for all), its function, and how it authorizes the caller."""

    path: str
    method: str
    function: Function
    needs_key: bool
    needs_signature: bool

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = _PARAMETER.split(self.path)
        pieces = [re.escape(parts[0])]
        for place in range(1, len(parts), 3):
            name, greedy, literal = parts[place : place + 3]
            pieces.append(f"(?P<{name}>{'.+' if greedy else '[^/]+'}){re.escape(literal)}")
        return re.compile("".join(pieces))

    def parameters(self, path: str) -> dict[str, str] | None:
        """Return the path parameters of *path*, still encoded; None if the route does not match."""
        match = self._pattern.fullmatch(path)
        return match.groupdict() if match else None

    @property
    def weight(self) -> tuple[int, ...]:
        """Sort key: in each segment API Gateway prefers a literal to a parameter, and that to a greedy parameter."""
        kinds = (_PARAMETER.fullmatch(segment) for segment in self.path.split("/"))
        return tuple(0 if kind is None else 2 if kind.group(2) else 1 for kind in kinds)


def find_route(routes: Iterable[GatewayRoute], method: str, path: str) -> GatewayRoute | None:
    """Return the most specific route for a request, or None."""
    fitting = [route for route in routes if route.method in (method, "ANY") and route.parameters(path) is not None]
    return min(fitting, key=lambda route: (route.weight, route.method == "ANY"), default=None)


def read_routes(resources: Resources, api: str, functions: dict[str, Function]) -> list[GatewayRoute]:
    """Return the routes of the ``Api`` events of all functions of *api*."""
    auth = resources.properties(api).get("Auth", {})
    routes = []
    for logical, function in functions.items():
        for event in resources.properties(logical).get("Events", {}).values():
            wanted = event.get("Properties", {})
            if event["Type"] != "Api" or wanted.get("RestApiId", api) != api:
                continue
            own: dict[str, Any] = {**auth, **wanted.get("Auth", {})}
            by_signature = own.get("Authorizer", own.get("DefaultAuthorizer")) == "AWS_IAM"
            routes.append(
                GatewayRoute(
                    wanted["Path"],
                    wanted["Method"].upper(),
                    function,
                    needs_key=bool(own.get("ApiKeyRequired")),
                    needs_signature=by_signature,
                )
            )
    return routes
