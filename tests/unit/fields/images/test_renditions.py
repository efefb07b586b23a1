"""The other addresses of a picture are those that its element names."""

from __future__ import annotations

from clippings.fields.images.renditions import MAX_RENDITIONS, find_renditions
from clippings.page.page import make_page


def renditions(markup: str) -> dict[str, tuple[str, ...]]:
    return find_renditions(make_page(f"<html><body>{markup}</body></html>", "https://news.example/2026/quay"))


def test_the_largest_address_leads_to_the_others_in_the_order_of_their_sizes() -> None:
    found = renditions("<img srcset='/s.jpg 320w, /l.jpg 1280w, /m.jpg 640w' src='t.jpg'>")
    assert found == {
        "https://news.example/l.jpg": (
            "https://news.example/m.jpg",
            "https://news.example/s.jpg",
            "https://news.example/2026/t.jpg",
        )
    }


def test_the_sources_beside_a_picture_are_its_renditions_and_those_of_another_are_not() -> None:
    found = renditions(
        "<picture><source srcset='/a.avif 900w'><img src=/a.jpg></picture><picture><img src=/b.jpg></picture>"
    )
    assert found == {
        "https://news.example/a.avif": ("https://news.example/a.jpg",),
        "https://news.example/b.jpg": (),
    }


def test_addresses_without_a_picture_behind_them_are_left_out() -> None:
    assert renditions("<img src='data:image/gif;base64,R0lGOD'><img><img src=/a.jpg data-src=''>") == {
        "https://news.example/a.jpg": ()
    }


def test_their_number_is_bounded() -> None:
    candidates = ", ".join(f"/{number}.jpg {number}w" for number in range(1, 100))
    ((_, others),) = renditions(f"<img srcset='{candidates}'>").items()
    assert len(others) == MAX_RENDITIONS
