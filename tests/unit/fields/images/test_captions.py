"""Where a figure has its caption: one figure for each place, and a near miss."""

from __future__ import annotations

import pytest

from clippings.fields.images.captions import CaptionReader
from clippings.page.page import make_page


def caption_of(markup: str) -> tuple[str | None, str | None]:
    element = make_page(f"<html><body><main>{markup}</main></body></html>").tree.find("img")
    assert element is not None
    return CaptionReader({}).read(element)


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><img src="/a.jpg"><figcaption>The old bridge</figcaption></figure>',
        '<figure><div><p><img src="/a.jpg"></p></div><figcaption><p>The old bridge</p></figcaption></figure>',
        '<div><img src="/a.jpg"><div class="wp-caption-text">The old bridge</div></div>',
        '<div><img src="/a.jpg"><p class="mediaSubtitle"><b class="mediaSubtitleText">The old bridge</b></p></div>',
        '<div><img src="/a.jpg"></div><div><a href="#"><img src="/b.jpg"></a></div>'.replace(
            "</div><div>", "<p class='legend'>The old bridge</p></div><div>"
        ),
        '<figure><img src="/s.jpg"><img src="/s-1200x800.jpg"><figcaption>The old bridge</figcaption></figure>',
    ],
)
def test_captions_are_found_by_tag_and_by_class(markup: str) -> None:
    assert caption_of(markup) == ("The old bridge", None)


def test_an_unmarked_text_beside_the_picture_is_its_caption() -> None:
    markup = '<div><span>Foto: Jana Meyer</span><img src="/a.jpg"><div>Menschen protestieren in Nairobi</div></div>'
    assert caption_of(markup) == ("Menschen protestieren in Nairobi", "Jana Meyer")


@pytest.mark.parametrize(
    "text",
    [
        "<h3>The next bridge</h3>",
        '<a href="/next">The next bridge is being built</a>',
        "<p>Von Jana Meyer, Redakteurin</p>",
        "<p>2:14</p>",
        f"<p>{'The council met in the old hall by the river. ' * 10}</p>",
    ],
)
def test_teasers_bylines_and_articles_are_not_captions(text: str) -> None:
    assert caption_of(f'<div><img src="/a.jpg">{text}</div>')[0] is None


def test_the_caption_of_a_gallery_is_not_used_for_its_pictures() -> None:
    pictures = "".join(f'<img src="/picture-number-{n}.jpg">' for n in range(6))
    assert caption_of(f"<figure>{pictures}<p>Six pictures of the old bridge</p></figure>") == (None, None)


def test_a_credit_beside_the_caption_is_separated() -> None:
    markup = (
        '<figure><img src="/a.jpg"><figcaption>The old bridge</figcaption>'
        '<span class="photo-credit">Jane Doe</span></figure>'
    )
    assert caption_of(markup) == ("The old bridge", "Jane Doe")


def test_emphasis_does_not_split_a_sentence() -> None:
    markup = '<figure><img src="/a.jpg"><figcaption>Seen in <em>The Wire</em>, a play</figcaption></figure>'
    assert caption_of(markup) == ("Seen in The Wire, a play", None)


def test_scripts_and_buttons_are_left_out_of_captions() -> None:
    markup = (
        '<figure><img src="/a.jpg"><figcaption><button>Enlarge</button>The old bridge'
        "<script>track()</script></figcaption></figure>"
    )
    assert caption_of(markup) == ("The old bridge", None)
