"""Resolves references in the template to names, without an account."""

from __future__ import annotations


class Names:
    """Resolves a reference to its name."""

    def ref(self, logical: str) -> str:
        return logical

    def attribute(self, logical: str, name: str) -> str:
        return f"{logical}.{name}"
