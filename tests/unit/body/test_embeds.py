"""What an article embeds becomes a link with a title."""

from __future__ import annotations

import pytest

from clippings.body.embeds import find_embeds
from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.records import Inline

PLAYER = "https://www.youtube.com/embed/abcdefghijk"
WATCHED = "https://www.youtube.com/watch?v=abcdefghijk"


def embeds(markup: str) -> list[tuple[int, Inline]]:
    page = make_page(f"<article>{markup}</article>", "https://news.example/a")
    container = page.tree.find("article")
    assert container is not None
    passages = read_flow(page)
    found = find_embeds(page, container, passages, range(-1, len(passages) + 1))
    return [(embed.before, embed.link) for embed in found]


def test_a_player_is_a_link_to_the_page_that_a_person_would_open() -> None:
    assert embeds(f'<p>a<iframe title="Harbour in fog" src="{PLAYER}?rel=0"></iframe><p>b') == [
        (1, Inline("Harbour in fog", (), WATCHED))
    ]


@pytest.mark.parametrize(
    ("frame", "opened"),
    [
        ("https://platform.twitter.com/embed/Tweet.html?dnt=true&id=123&lang=en", "https://twitter.com/i/status/123"),
        ("https://www.instagram.com/reel/C7J-uZ/embed/captioned/?cr=1", "https://www.instagram.com/reel/C7J-uZ/"),
        (
            "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1&width=500",
            "https://www.facebook.com/a/posts/1",
        ),
        ("https://open.spotify.com/embed/episode/abc?utm=x", "https://open.spotify.com/episode/abc"),
    ],
)
def test_a_frame_of_a_post_is_a_link_to_the_post(frame: str, opened: str) -> None:
    assert [link.href for _, link in embeds(f"<iframe src='{frame}'></iframe>")] == [opened]


@pytest.mark.parametrize("href", ["", "javascript:alert(1)", "%00"])
def test_frames_without_a_page_address_keep_their_address(href: str) -> None:
    frame = f"https://www.facebook.com/plugins/post.php?href={href}"
    assert [link.href for _, link in embeds(f"<iframe src='{frame}'></iframe>")] == [frame]


def test_embeds_have_the_index_of_the_next_passage() -> None:
    assert [before for before, _ in embeds(f"<iframe src={PLAYER}></iframe><p>a<p>b<video src=/v.mp4></video>")] == [
        0,
        2,
    ]


def test_embeds_without_a_title_have_the_name_of_the_provider() -> None:
    assert embeds("<iframe src=//player.vimeo.com/video/123?h=1></iframe>") == [
        (0, Inline("Vimeo", (), "https://vimeo.com/123"))
    ]


def test_lazily_loaded_frames_are_found() -> None:
    assert embeds(f"<iframe src=about:blank data-src={PLAYER}></iframe>") == [(0, Inline("YouTube", (), WATCHED))]


def test_one_video_in_two_frames_is_one_embed() -> None:
    markup = f"<iframe data-src={PLAYER}></iframe><noscript><iframe src={PLAYER}></iframe></noscript>"
    assert len(embeds(markup)) == 1


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<lite-youtube videoid=abcdefghijk></lite-youtube>", WATCHED),
        ("<amp-youtube data-videoid=abcdefghijk></amp-youtube>", WATCHED),
        ("<amp-twitter data-tweetid=12></amp-twitter>", "https://twitter.com/i/status/12"),
        ("<video><source src=/film.mp4></video>", "https://news.example/film.mp4"),
        ("<audio src=talk.mp3></audio>", "https://news.example/talk.mp3"),
    ],
)
def test_custom_elements_of_providers_are_recognized(markup: str, address: str) -> None:
    assert [link.href for _, link in embeds(markup)] == [address]


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe src=https://ads.example/frame></iframe>",
        "<iframe src=https://notyoutube.com/embed/abcdefghijk></iframe>",
        "<iframe src='javascript:alert(1)'></iframe>",
        "<iframe src='http://[broken'></iframe>",
        "<iframe srcdoc='<p>x'></iframe>",
        "<iframe></iframe>",
        "<lite-youtube videoid='\"><script>'></lite-youtube>",
        f"<aside><iframe src={PLAYER}></iframe></aside>",
        f"<aside><div><iframe src={PLAYER}></iframe></div><div><iframe src={PLAYER}1></iframe></div></aside>",
    ],
)
def test_frames_outside_of_the_article_are_left_out(markup: str) -> None:
    assert embeds(markup) == []


def test_the_files_of_a_video_are_its_own() -> None:
    markup = "<video>A film<video><source src=/film.mp4></video></video>"
    assert [link.href for _, link in embeds(markup)] == ["https://news.example/film.mp4"]


def test_the_number_of_embeds_that_are_read_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clippings.body.embeds.MAX_EMBEDS", 2)
    assert len(embeds("".join(f"<audio src=talk{number}.mp3></audio>" for number in range(5)))) == 2
