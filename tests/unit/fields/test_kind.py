"""What kind of article it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.support.field_pages import BODY, reading_of

from clippings.fields import find_title, read_fields
from clippings.page.page import make_page
from clippings.records import Block, Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def kind_of(found: dict[str, Finding[Any]]) -> tuple[str, str]:
    return found["kind"].value, found["kind"].rule


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("LiveBlogPosting", "live"),
        ("OpinionNewsArticle", "opinion"),
        ("ReviewNewsArticle", "review"),
        ("Recipe", "recipe"),
        ("https://schema.org/AnalysisNewsArticle", "analysis"),
    ],
)
def test_the_type_in_the_data_is_the_kind(read: Read, name: str, kind: str) -> None:
    head = f'<script type="application/ld+json">{{"@type":"{name}","headline":"Bridge"}}</script>'
    assert kind_of(read(head)) == (kind, "json-ld:@type")


def test_a_recipe_beside_the_article_decides_the_kind(read: Read, linked: Linked) -> None:
    head = (
        linked('"headline":"Bridge"') + '<script type="application/ld+json">{"@type":"Recipe","name":"Cake"}</script>'
    )
    assert read(head)["kind"].value == "recipe"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Opinion: The bridge is a mistake", "opinion"),
        ("Kommentar: Die Brücke ist ein Fehler", "opinion"),
        ("The bridge is a mistake | Opinion", "opinion"),
        ("LIVE: Council votes on the bridge", "live"),
        ("Interview – The engineer of the bridge", "interview"),
        ("Review: The bridge, a musical", "review"),
    ],
)
def test_the_label_of_a_title_names_the_kind(read: Read, title: str, kind: str) -> None:
    assert kind_of(read(above=f"<h1>{title}</h1>")) == (kind, "title:label")


@pytest.mark.parametrize(
    "title", ["Opinion on the bridge is divided", "Live music: the bridge sings", "Bridge: a review of ten years"]
)
def test_the_same_word_in_a_sentence_is_not_a_kind(read: Read, title: str) -> None:
    assert kind_of(read(above=f"<h1>{title}</h1>")) == ("article", "default")


def test_the_section_names_the_kind(read: Read, linked: Linked) -> None:
    assert kind_of(read(linked('"articleSection":"Meinung"'))) == ("opinion", "section")


@pytest.mark.parametrize(
    ("address", "kind"),
    [("opinion/2024/bridge", "opinion"), ("rezepte/kuchen", "recipe"), ("podcasts/bridge", "podcast")],
)
def test_a_folder_of_the_address_names_the_kind(read: Read, address: str, kind: str) -> None:
    assert kind_of(read(url=f"https://news.example/{address}")) == (kind, "address")


@pytest.mark.parametrize("address", ["2024/opinion", "opinion-on-the-bridge/2024/x", "test/bridge"])
def test_the_slug_of_the_article_does_not_name_a_kind(read: Read, address: str) -> None:
    assert kind_of(read(url=f"https://news.example/{address}")) == ("article", "default")


def test_a_page_that_shares_a_video_is_a_video(read: Read) -> None:
    assert kind_of(read('<meta property="og:type" content="video.other">')) == ("video", "meta:og:type")


@pytest.mark.parametrize(("count", "kind"), [(3, ("live", "body:entries")), (1, ("article", "default"))])
def test_three_entries_make_a_live_blog(count: int, kind: tuple[str, str]) -> None:
    page = make_page(f"{H1}{BODY}")
    entries = tuple(Block(f"b{number}", "live_entry") for number in range(count))
    reading = replace(reading_of(page), blocks=entries)
    assert kind_of(read_fields(page, reading, find_title(page), None)) == kind


def test_other_kinds_are_rejected_candidates(read: Read) -> None:
    head = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Bridge"}</script>'
    found = read(head, url="https://news.example/opinion/bridge")["kind"]
    assert (found.value, [(refused.rule, refused.why) for refused in found.rejected]) == (
        "live",
        [("address", "says opinion")],
    )


@pytest.mark.parametrize(
    ("kind", "named"), [("gallery", "ImageGallery"), ("gallery", "MediaGallery"), ("video", "VideoObject")]
)
def test_without_an_article_the_object_with_the_title_decides(read: Read, kind: str, named: str) -> None:
    data = f'{{"@type":"{named}","name":"Bridge vote passes before midnight"}}'
    assert read(f'<script type="application/ld+json">{data}</script>')["kind"].value == kind


def test_a_video_beside_an_article_does_not_decide_the_kind(read: Read) -> None:
    video = '{"@type":"VideoObject","name":"Bridge vote passes before midnight"}'
    article = '{"@type":"NewsArticle","headline":"Bridge vote passes before midnight"}'
    other = '{"@type":"VideoObject","name":"The ferry in spring"}'
    for data in (f"[{article},{video}]", other):
        assert read(f'<script type="application/ld+json">{data}</script>')["kind"].value == "article"
