"""Platforms on which many publishers write: each subdomain, or each user's path, is one."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest

from clippings.enrichment.address import find_address, publisher_site
from clippings.enrichment.platforms import platforms, user_path

APART = [
    *(f"https://{{}}.{host}/p/a-story" for host in ("substack.com", "wordpress.com", "medium.com", "tumblr.com")),
    *(f"https://{{}}.{host}/p/a-story" for host in ("ghost.io", "beehiiv.com", "livejournal.com", "typepad.com")),
    *(f"https://{{}}.{host}/a-story" for host in ("blogspot.com", "github.io", "netlify.app", "blogs.sapo.pt")),
    "https://medium.com/@{}/a-story",
    "https://www.medium.com/@{}/a-story",
    "https://substack.com/@{}/note/1",
    "https://dev.to/{}/a-story",
    "https://blog.naver.com/{}/1234",
    "https://sites.google.com/view/{}/a-story",
]


def site(url: str) -> str:
    address = find_address(url)
    assert address is not None
    return publisher_site(address)


@pytest.mark.parametrize("pattern", APART)
def test_two_users_of_a_platform_are_two_publishers(pattern: str) -> None:
    assert site(pattern.format("evil")) != site(pattern.format("victim"))
    assert site(pattern.format("victim")) == site(pattern.format("victim").replace("story", "other"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://amp.news.example/a", "https://www.news.example/b"),
        ("https://www.bbc.co.uk/a", "https://news.bbc.co.uk/b"),
        ("https://www.substack.com/a", "https://substack.com/b"),
        ("https://victim.substack.com/a", "https://victim.substack.com/b"),
        ("https://medium.com/@victim/a", "https://medium.com/@Victim/b"),
    ],
)
def test_the_addresses_of_one_publisher_have_one_site(one: str, other: str) -> None:
    assert site(one) == site(other)


def test_a_path_of_a_host_without_users_is_ignored() -> None:
    assert user_path("news.example", "/@columnist/a-story") == ""
    assert user_path("substack.com", "/home/post") == ""
    assert user_path("medium.com", "/") == ""


def test_the_list_has_a_check_date_and_unique_entries() -> None:
    plain = json.loads(files("clippings.enrichment").joinpath("platforms.json").read_text("utf-8"))
    assert date.fromisoformat(plain["checked"]) <= date.today()  # noqa: DTZ011  a day is fine enough
    assert plain["subdomains"] == sorted(set(plain["subdomains"]))
    assert list(plain["user_paths"]) == sorted(plain["user_paths"])
    assert platforms().subdomains == frozenset(plain["subdomains"])
