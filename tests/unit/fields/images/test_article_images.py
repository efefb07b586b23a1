"""The article's own pictures: which are its own, which leads, and how they are described."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.field_pages import BODY

from clippings.records import Finding, Image

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def images(found: dict[str, Finding[Any]]) -> tuple[Image, ...]:
    return found["images"].value if "images" in found else ()


def test_a_picture_has_address_caption_credit_and_alternative_text(read: Read) -> None:
    figure = (
        '<figure><img src="data:image/gif;base64,R0" data-srcset="/s.jpg 320w, /l.jpg 1280w" alt="A bridge" '
        'width="640" height="360">'
        "<figcaption>The old bridge at dusk. Photo: Jane Doe/Agency</figcaption></figure>"
    )
    (image,) = images(read(above=H1 + figure))
    assert image == Image(
        "https://news.example/l.jpg",
        "The old bridge at dusk.",
        "Jane Doe/Agency",
        "A bridge",
        640,
        360,
        lead=True,
    )


def test_a_picture_repeated_in_noscript_counts_once(read: Read) -> None:
    figure = '<figure><img data-src="/bridge-photo.jpg"><noscript><img src="/bridge-photo.jpg"></noscript></figure>'
    assert len(images(read(above=H1 + figure))) == 1


def test_a_picture_in_noscript_alone_is_read(read: Read) -> None:
    figure = (
        '<figure><img src="data:image/gif;base64,R0"><noscript><img src="/bridge-photo.jpg"></noscript>'
        "<figcaption>The old bridge</figcaption></figure>"
    )
    (image,) = images(read(above=H1 + figure))
    assert (image.url, image.caption) == ("https://news.example/bridge-photo.jpg", "The old bridge")


def test_renditions_for_different_screens_are_one_picture(read: Read) -> None:
    figure = '<img src="/bridge-320x200.jpg"><img src="/bridge-1280x800.jpg">'
    assert len(images(read(above=H1 + figure))) == 1


def test_a_custom_element_can_be_a_picture(read: Read) -> None:
    assert [image.url for image in images(read(above=f'{H1}<amp-img src="/bridge-photo.jpg"></amp-img>'))] == [
        "https://news.example/bridge-photo.jpg"
    ]


def test_the_lead_picture_is_the_declared_one(read: Read) -> None:
    head = '<meta property="og:image" content="https://cdn.example/bridge-two-1200x630.jpg">'
    pictures = '<img src="/bridge-one.jpg"><img src="/bridge-two.jpg">'
    assert [(image.url[-14:], image.lead) for image in images(read(head, H1 + pictures))] == [
        ("bridge-one.jpg", False),
        ("bridge-two.jpg", True),
    ]


def test_a_lead_picture_shown_as_a_preview_has_the_declared_address(read: Read) -> None:
    declared = "https://x.example/lede.jpg?resize=1200:*"
    head = f'<meta property="og:image" content="{declared}">'
    (lead,) = images(read(head=head, above=H1 + '<img src="https://x.example/lede.jpg?resize=20:*">'))
    assert (lead.url, lead.lead) == (declared, True)


def test_without_a_declaration_the_first_picture_is_the_lead(read: Read) -> None:
    pictures = '<img src="/bridge-one.jpg"><img src="/bridge-two.jpg">'
    assert [image.lead for image in images(read(above=H1 + pictures))] == [True, False]


def test_a_declared_picture_is_used_if_the_page_shows_none(read: Read) -> None:
    head = '<meta property="og:image" content="/bridge-photo.jpg">'
    assert images(read(head)) == (Image("https://news.example/bridge-photo.jpg", lead=True),)


def test_the_logo_of_the_site_is_not_used(read: Read) -> None:
    assert images(read('<meta property="og:image" content="/default-share.jpg">')) == ()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/t.gif" width="1" height="1">',
        '<img src="/site-logo.png">',
        f'<img src="data:image/png;base64,{"A" * 5_000_000}">',
        '<img src="http://[broken/picture.jpg">',
        "<img>",
    ],
)
def test_furniture_and_broken_addresses_are_not_pictures(read: Read, markup: str) -> None:
    assert images(read(above=H1 + markup)) == ()


@pytest.mark.parametrize(
    "markup",
    [
        '<aside><img src="/next-bridge.jpg"></aside>',
        '<a href="/2024/next-article"><img src="/next-bridge.jpg"></a>',
        '<div><img src="/next-bridge.jpg"><h3><a href="/next">The next bridge</a></h3></div>',
        '<a href="/next"><figure><img src="/next-bridge.jpg"><figcaption>The next bridge</figcaption></figure></a>',
    ],
)
def test_pictures_of_teasers_are_left_out(read: Read, markup: str) -> None:
    assert images(read(body=BODY.replace("</p><p>", f"</p>{markup}<p>", 1))) == ()


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/pictures/large.jpg"><img src="/own-bridge.jpg"></a>',
        '<aside><figure><img src="/own-bridge.jpg"><figcaption>The old bridge</figcaption></figure></aside>',
        '<div><a href="/zoom/7"><img src="/own-bridge.jpg"></a><div class="caption">The old bridge</div></div>',
    ],
)
def test_a_linked_picture_file_is_not_a_teaser(read: Read, markup: str) -> None:
    assert len(images(read(body=BODY.replace("</p><p>", f"</p>{markup}<p>", 1)))) == 1


def test_the_number_of_pictures_is_limited(read: Read) -> None:
    gallery = "".join(f'<p><img src="/town-festival-{number}.jpg"></p>' for number in range(12_001, 12_400))
    assert len(images(read(body=f"{BODY}{gallery}{BODY}"))) == 200


def test_an_alternative_text_of_megabytes_is_cut(read: Read) -> None:
    (image,) = images(read(above=f'{H1}<img src="/bridge-photo.jpg" alt="{"word " * 1_000_000}">'))
    assert len(image.alt or "") <= 1500


def test_pictures_after_the_body_are_left_out(read: Read) -> None:
    below = "<div></div>" * 5 + '<img src="/next-bridge.jpg">'
    assert images(read(below=below)) == ()


@pytest.mark.parametrize(
    ("told", "caption", "credit"),
    [
        ("The old bridge at night.", "The old bridge at night.", None),
        ("The old bridge at night (Photo: Jane Doe)", "The old bridge at night", "Jane Doe"),
        ("bridge night 1", None, None),
        ("A bridge, seen at night.", None, None),
        ("Bridge vote passes before midnight", None, None),
    ],
)
def test_a_caption_in_the_data_is_used(
    read: Read, linked: Linked, told: str, caption: str | None, credit: str | None
) -> None:
    head = linked(
        f'"image":[{{"url":"/bridge-1200.jpg","caption":"{told}"}},{{"url":"/quay.jpg","caption":"A quay."}}]'
    )
    (image,) = images(read(head, above=f'{H1}<img src="/bridge-640.jpg" alt="A bridge, seen at night">'))
    assert (image.caption, image.credit) == (caption, credit)


def test_a_visible_caption_has_priority_over_the_data(read: Read, linked: Linked) -> None:
    head = linked('"image":{"url":"/bridge.jpg","caption":"A picture of a bridge."}')
    shown = f'{H1}<figure><img src="/bridge.jpg"><figcaption>The old bridge at night</figcaption></figure>'
    (image,) = images(read(head, above=shown))
    assert image.caption == "The old bridge at night"
