"""Platforms: hosts on which each subdomain, or each user's path, is a separate publisher.

The private part of the public suffix list has many of these hosts. ``platforms.json`` has those that it lacks, the
hosts whose users have a path (``medium.com/@user``), and the date on which it was compared with the list.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Platforms(NamedTuple):
    """*subdomains* are hosts whose subdomains are publishers; *user_paths* maps hosts to prefixes of user paths."""

    subdomains: frozenset[str]
    user_paths: dict[str, str]


@cache
def platforms() -> Platforms:
    """Return the platforms that ``platforms.json`` lists; the file is read once."""
    plain = json.loads(Path(__file__).with_name("platforms.json").read_text("utf-8"))
    return Platforms(frozenset(plain["subdomains"]), plain["user_paths"])


def platform_site(host: str) -> str | None:
    """Return the part of *host* that names one site of a platform, or None if the host is not on a listed platform.

    The platform's own host is also a site.
    """
    labels = host.split(".")
    for start in range(len(labels)):
        if ".".join(labels[start:]) in platforms().subdomains:
            return ".".join(labels[max(0, start - 1) :])
    return None


def user_path(host: str, path: str) -> str:
    """Return the beginning of *path* that names a user of *host*; empty if it names none.

    Args:
        host: A normalized host without a port.
        path: A normalized path, which begins with a slash.
    """
    prefix = platforms().user_paths.get(host)
    if prefix is None or not path.startswith(f"/{prefix}"):
        return ""
    user = path[1 + len(prefix) :].partition("/")[0]
    return f"/{prefix}{user}".lower() if user else ""
