"""One picture element: its best address, and whether it is furniture."""

from __future__ import annotations

import pytest

from clippings.fields.images.pictures import (
    Source,
    best_address,
    file_key,
    is_furniture,
    is_preview,
    is_small,
    read_srcset,
    side,
)
from clippings.page.page import make_page
from clippings.page.tree import Element


def img(markup: str) -> Element:
    element = make_page(f"<html><body>{markup}</body></html>").tree.find("img")
    assert element is not None
    return element


@pytest.mark.parametrize(
    ("value", "sources"),
    [
        ("/s.jpg 320w, /l.jpg 1280w", [Source("/s.jpg", 320), Source("/l.jpg", 1280)]),
        ("/s.jpg, /l.jpg 2x", [Source("/s.jpg", 0), Source("/l.jpg", 200)]),
        ("/s.jpg 320w,/l.jpg 1280w", [Source("/s.jpg", 320), Source("/l.jpg", 1280)]),
        ("/a,b.jpg 320w", [Source("/a,b.jpg", 320)]),
        ("/s.jpg 1.5x", [Source("/s.jpg", 150)]),
        ("", []),
    ],
)
def test_a_srcset_is_read_as_the_standard_says(value: str, sources: list[Source]) -> None:
    assert read_srcset(value) == sources


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<img src="/s.jpg" srcset="/s.jpg 320w, /l.jpg 1280w">', "/l.jpg"),
        ('<img src="/s.jpg" data-srcset="/m.jpg 640w">', "/m.jpg"),
        ('<img src="/blank.gif" data-src="/real.jpg">', "/real.jpg"),
        ('<img src="data:image/gif;base64,R0" data-original="/real.jpg">', "/real.jpg"),
        ('<picture><source srcset="/l.webp 1280w"><img src="/s.jpg"></picture>', "/l.webp"),
        ('<img src="/lazy-loading.gif">', "/lazy-loading.gif"),
    ],
)
def test_the_largest_real_rendition_is_selected(markup: str, address: str) -> None:
    assert best_address(img(markup)) == address


@pytest.mark.parametrize(
    "src", ["", "data:image/png;base64," + "A" * 5_000_000, "blob:x", "javascript:void(0)", "/" + "a" * 5000]
)
def test_invalid_addresses_are_ignored(src: str) -> None:
    assert best_address(img(f'<img src="{src}">')) is None


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<img>", "https://x.example/site-logo.png"),
        ("<img>", "https://x.example/bridge.svg"),
        ('<img class="avatar">', "https://x.example/7.jpg"),
        ('<img class="icon" width="20">', "https://x.example/7.jpg"),
        ('<img width="600" height="300" class="logo">', "https://x.example/7.jpg"),
        ('<img width="600" height="300">', "https://x.example/lazy_placeholder.gif"),
        ("<img>", "https://secure.gravatar.com/avatar/59cbe8fa08b136dae8b4232f?s=256&d=mm"),
        ("<img>", "https://x.example/profile_photos/7f3a.file?resize=480:*"),
        ('<img width="200" height="200">', "https://x.example/imagery/authors/ada-quill.jpg"),
        ("<img>", "https://x.example/media/7f3a.png?fit=min&w=100&h=100&dpr=2"),
        ("<img>", "https://x.example/matomo.php?idsite=134&rec=1"),
        ("<img>", "https://x.example/stats/pixel?page=7"),
    ],
)
def test_logos_icons_portraits_and_stand_ins_are_furniture(markup: str, url: str) -> None:
    assert is_furniture(img(markup), url)


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<img>", "https://x.example/catalogo-bridge.jpg"),
        ('<img width="2859" height="1788" class="image-placeholder__image">', "https://x.example/harbour.jpg"),
        ('<img width="1200" height="630" class="size-facebook">', "https://x.example/general.png"),
        ('<img width="630" height="270">', "https://x.example/lego-star-wars.jpg"),
        ("<img>", "https://x.example/2026/race-track/finish.jpg?w=800"),
        ("<img>", "https://x.example/2026/tracking/wolves.jpg?v=2"),
        ("<img>", "https://x.example/media/7f3a.png?w=100&h=67"),
        ('<img width="800" height="800">', "https://x.example/media/7f3a.png?w=100&h=100"),
    ],
)
def test_large_pictures_are_not_furniture(markup: str, url: str) -> None:
    assert not is_furniture(img(markup), url)


@pytest.mark.parametrize(
    ("markup", "small"),
    [
        ('<img width="1" height="1">', True),
        ('<img width="40" height="40">', True),
        ('<img width="96" height="96">', True),
        ('<img width="150" height="150">', False),
        ('<img width="120" height="90">', False),
        ('<img width="1200" height="40">', False),
        ('<img width="640" height="360">', False),
        ("<img>", False),
        ('<img width="100%">', False),
    ],
)
def test_pixels_and_buttons_are_small(markup: str, small: bool) -> None:
    assert is_small(img(markup)) is small


@pytest.mark.parametrize(
    ("url", "preview"),
    [
        ("https://x.example/lede.jpeg?crop=1xw:1xh&resize=20:*", True),
        ("https://x.example/v1/fill/w_49,h_32,blur_2/lede.jpg", True),
        ("https://x.example/lede.jpeg?resize=1200:*", False),
        ("https://x.example/lede.jpeg?h=40&width=640", False),
        ("https://x.example/week_20/lede.jpeg", False),
    ],
)
def test_an_address_with_a_small_size_is_a_preview(url: str, preview: bool) -> None:
    assert is_preview(url) is preview


def test_width_and_height_are_pixels() -> None:
    assert (side(img('<img width="640px">'), "width"), side(img('<img width="auto">'), "width")) == (640, None)


@pytest.mark.parametrize(
    "other",
    [
        "https://cdn.example/pictures/old-bridge-320x200.jpg",
        "https://cdn.example/pictures/old-bridge.webp?w=1200",
        "https://other.example/x/old-bridge_large.jpg",
        "https://cdn.example/pictures/old-bridge.jpg.webp",
    ],
)
def test_renditions_of_one_picture_share_a_key(other: str) -> None:
    assert file_key(other) == file_key("https://cdn.example/pictures/old-bridge.jpg")


def test_numbers_other_than_widths_distinguish_pictures_of_a_gallery() -> None:
    keys = {file_key(f"https://cdn.example/town-festival-{number}.jpg") for number in (1231, 1232, 1233)}
    assert len(keys) == 3


def test_folders_with_sizes_are_not_part_of_the_key_and_numbers_are() -> None:
    key = file_key("https://x.example/images/7/1920/1080/image.jpg")
    assert key == file_key("https://x.example/images/7/1920/1440/image.jpg")
    assert key != file_key("https://x.example/images/8/1920/1080/image.jpg")
