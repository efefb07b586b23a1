"""Whether the article is free to read, and which parts of the page say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.field_pages import BODY, reading_of

from clippings.fields import find_title, read_fields
from clippings.page.page import make_page
from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


@pytest.mark.parametrize(("value", "access"), [("false", "paywalled"), ('"False"', "paywalled"), ("true", "free")])
def test_access_is_read_from_the_data(read: Read, linked: Linked, value: str, access: str) -> None:
    assert read(linked(f'"isAccessibleForFree":{value}'))["access"].value == access


def test_a_paid_part_outweighs_the_whole(read: Read, linked: Linked) -> None:
    part = '{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".wall"}'
    assert read(linked(f'"isAccessibleForFree":true,"hasPart":{part}'))["access"].value == "paywalled"


@pytest.mark.parametrize(
    ("tier", "access"), [("metered", "metered"), ("locked", "paywalled"), ("Free", "free"), ("premium", "paywalled")]
)
def test_the_tier_in_a_meta_is_the_access(read: Read, tier: str, access: str) -> None:
    assert read(f'<meta property="article:content_tier" content="{tier}">')["access"].value == access


def test_unknown_tiers_are_ignored(read: Read) -> None:
    assert "access" not in read('<meta property="article:content_tier" content="blue">')


def test_access_is_read_from_microdata(read: Read) -> None:
    assert read(below='<meta itemprop="isAccessibleForFree" content="http://schema.org/False">')["access"].value == (
        "paywalled"
    )


@pytest.mark.parametrize(
    "prompt",
    [
        "Subscribe to continue reading this article.",
        "Already a subscriber? Log in.",
        "Jetzt weiterlesen mit Land+",
        "Cet article est réservé aux abonnés.",
        "Contenuto riservato agli abbonati",
        "Suscríbete para seguir leyendo",
        "この記事は有料会員限定です。",
    ],
)
def test_a_call_to_subscribe_where_the_text_ends_is_a_paywall(read: Read, prompt: str) -> None:
    access = read(below=f"<div>{prompt}</div>")["access"]
    assert (access.value, access.rule, access.raw) == ("paywalled", "shown:prompt", prompt)


def test_a_count_of_remaining_articles_is_a_meter(read: Read) -> None:
    assert read(below="<div>You have 2 free articles left this month.</div>")["access"].value == "metered"


@pytest.mark.parametrize(
    "aside",
    [
        "Subscribe to our newsletter to read more every morning.",
        "Comments are exclusive for subscribers.",
        "Join our forum to keep talking about bridges.",
        "You need to log in to view and manage your bookmarks.",
        "Keep reading",
    ],
)
def test_other_calls_to_action_are_not_paywalls(read: Read, aside: str) -> None:
    assert "access" not in read(below=f"<div>{aside}</div>")


def test_a_box_with_a_paywall_class_is_a_paywall(read: Read) -> None:
    access = read(below='<div class="offer c-paywall__box"><p>From 9 crowns a month</p></div>')["access"]
    assert (access.value, access.raw) == ("paywalled", "offer c-paywall__box")


def test_a_paywall_class_around_the_body_is_ignored() -> None:
    page = make_page(f'<div class="paywall-ready">{H1}{BODY}<p>More from the river</p></div>')
    assert "access" not in read_fields(page, reading_of(page), find_title(page), None)


def test_the_data_has_priority_over_a_prompt(read: Read, linked: Linked) -> None:
    found = read(linked('"isAccessibleForFree":true'), below="<div>Already a subscriber? Log in.</div>")
    assert found["access"].value == "free"
