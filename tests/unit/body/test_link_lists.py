"""Lists of links that belong to the text are kept; those that lead away from it are not."""

from __future__ import annotations

import pytest
from tests.support.framed_page import between, parsed

LINKS = '<ul><li><a href="/a">Stone and iron</a></li><li><a href="/b">Dues of the harbour</a></li></ul>'
ENTRIES = ["Stone and iron", "Dues of the harbour"]


def entries(markup: str) -> list[str]:
    """Return what an article with *markup* between its paragraphs has there."""
    return [line.removeprefix("- ") for line in between(parsed(markup)).split("\n") if line]


@pytest.mark.parametrize(
    "before",
    [
        "<p>The board has published the reports that it read before it voted:</p>",
        "<h2>The documents</h2>",
        "<p>The board has published what it read.</p>",
        "<p>Further reading:</p>",
    ],
)
def test_a_list_of_links_between_two_kept_passages_is_kept(before: str) -> None:
    assert entries(before + LINKS) == [before.partition(">")[2].partition("<")[0], *ENTRIES]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Read also:</p>{LINKS}",
        f"<p><strong>Related articles</strong></p>{LINKS}",
        LINKS.replace("<ul>", '<ul class="related-links">'),
        LINKS.replace("<ul>", '<ul class="post-tags">'),
        LINKS.replace("/a", "#a").replace("/b", "#b"),
        f"<div>{LINKS}<p>Copyright</p></div>",
        '<ul><li><a href="/w">Follow our channel on WhatsApp</a></li></ul>',
    ],
)
def test_a_list_that_leads_away_from_the_text_stays_out(markup: str) -> None:
    assert not set(ENTRIES) & set(entries(markup))


def test_a_label_of_buttons_and_tags_announces_no_part_of_the_text() -> None:
    assert not set(ENTRIES) & set(entries(f"<p>Share this:</p>{LINKS}"))
    assert not set(ENTRIES) & set(entries(f"<p>Topics:</p>{LINKS}"))
