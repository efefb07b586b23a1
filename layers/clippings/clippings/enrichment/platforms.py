"""Platforms: hosts on which each subdomain, or each user's path, is a publisher of its own.

The public suffix list names many of these hosts in its private part. ``platforms.json`` holds those that it lacks, and
the hosts whose users have a path (``medium.com/@user``); it carries the date on which it was compared with the list.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Platforms(NamedTuple):
    """Hosts whose subdomains are publishers; and hosts whose user paths are, with what such a path begins with."""

    subdomains: frozenset[str]
    user_paths: dict[str, str]


@cache
def platforms() -> Platforms:
    """Return the platforms that ``platforms.json`` lists; the file is read once."""
    plain = json.loads(files(__package__).joinpath("platforms.json").read_text("utf-8"))
    return Platforms(frozenset(plain["subdomains"]), plain["user_paths"])


def platform_site(host: str) -> str | None:
    """Return the part of *host* that names one site of a platform, or None where the host is on no listed platform.

    The platform's own host counts as a site too.
    """
    labels = host.split(".")
    for start in range(len(labels)):
        if ".".join(labels[start:]) in platforms().subdomains:
            return ".".join(labels[max(0, start - 1) :])
    return None


def user_path(host: str, path: str) -> str:
    """Return the beginning of *path* that names a user of *host*, or an empty text where no user is named.

    Args:
        host: A normalized host without a port.
        path: A normalized path, which begins with a slash.
    """
    prefix = platforms().user_paths.get(host)
    if prefix is None or not path.startswith(f"/{prefix}"):
        return ""
    user = path[1 + len(prefix) :].partition("/")[0]
    return f"/{prefix}{user}".lower() if user else ""
