"""Plain text is marked up by its wording and its position."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import clippings
from clippings.page.plain_text import mark_up

SAVED_PAGE = """
Skip to content
_
Menu

Harbour of Port Ellis opens a third quay after two years of building
The new quay is meant to take the larger ferries that have had to anchor in the bay since the storm of 2023
Mayor Petra Holm
Ines Quandt

Mayor Petra Holm opened the third quay of the harbour on Monday, two years after the storm had broken the old one.
“It was a long time for all of us,” Petra Holm said at the opening, and thanked those who had worked through the winter.
Petra Holm, Jonas Rahm
The quay is two hundred metres long, and it is deep enough for the larger ferries that the line has ordered.
A long way
The first ferry is expected to come in on Friday, with some three hundred people on board, and to leave on Sunday.

Sign up for our weekly letter to hear more of the harbour and of the islands
Dein Abonnement wird gerade auf einem anderen Gerät genutzt
Wenn du dein Konto mit jemandem teilen möchtest, dann wechsle bitte zu unserem Angebot für zwei Personen und mehr.
Falls du nicht weißt, wer dein Konto nutzt, empfehlen wir dir, dein Kennwort noch heute zu ändern und zu bewahren.
More information
Topics
"""


def test_the_line_whose_words_recur_in_the_body_is_the_title() -> None:
    assert "<h1>Harbour of Port Ellis opens a third quay after two years of building</h1>" in mark_up(SAVED_PAGE)


def test_the_long_line_below_the_title_is_the_standfirst() -> None:
    assert '<p class="standfirst">The new quay is meant to take' in mark_up(SAVED_PAGE)


def test_a_name_not_mentioned_in_the_story_is_the_byline() -> None:
    assert '<p class="byline">Ines Quandt</p>' in mark_up(SAVED_PAGE)


def test_a_name_mentioned_in_the_story_is_a_caption() -> None:
    page = mark_up(SAVED_PAGE)
    assert "<figcaption>Mayor Petra Holm</figcaption>" in page
    assert "<figcaption>Petra Holm, Jonas Rahm</figcaption>" in page


def test_a_name_after_by_is_the_byline_although_the_story_mentions_it() -> None:
    page = mark_up(SAVED_PAGE.replace("Mayor Petra Holm\nInes Quandt", "By Petra Holm"))
    assert '<p class="byline">By Petra Holm</p>' in page


def test_a_short_line_between_sentences_is_a_heading() -> None:
    assert "<h2>A long way</h2>" in mark_up(SAVED_PAGE)


def test_an_overlay_in_another_language_is_left_out() -> None:
    article, _, rest = mark_up(SAVED_PAGE).partition("</article>")
    assert "first ferry is expected" in article
    assert all(line in rest for line in ("Sign up for our weekly letter", "Wenn du dein Konto", "More information"))
    assert "Konto" not in article


def test_a_sentence_in_another_language_inside_the_article_is_kept() -> None:
    foreign = "Wir haben zwei lange Jahre auf diesen einen Tag gewartet und dabei nie den Mut verloren."
    article = mark_up(SAVED_PAGE.replace("A long way", foreign)).partition("</article>")[0]
    assert f"<p>{foreign}</p>" in article


def test_lines_above_the_title_are_left_out() -> None:
    before = mark_up(SAVED_PAGE).partition("<article>")[0]
    assert "<li>Skip to content</li><li>Menu</li>" in before


def test_scripts_without_spaces_are_compared_by_letters() -> None:
    page = mark_up(
        "首页\n港口第三码头在两年的建设之后终于开放\n市长星期一在港口为第三码头揭幕,此时距离风暴摧毁旧码头已经两年。\n"
        "新码头长二百米,水深足以停靠渡轮公司订购的大型渡轮。\n更多"
    )
    assert "<h1>港口第三码头在两年的建设之后终于开放</h1>" in page
    assert "<footer><ul><li>更多</li></ul></footer>" in page


def test_marked_lines_of_the_body_are_list_items() -> None:
    listed = SAVED_PAGE.replace("A long way", "- two cranes\n- one hall")
    assert "<ul><li>two cranes</li></ul><ul><li>one hall</li></ul>" in mark_up(listed)


def test_markup_characters_in_the_text_are_text() -> None:
    assert "a &lt; b &amp; c" in mark_up("For any two numbers of this kind it always holds that a < b & c is true.")


def test_a_text_without_sentences_keeps_every_line() -> None:
    page = mark_up("one\ntwo\nthree")
    assert page.count("<h2>") == 3


def test_a_text_without_words_is_an_empty_page() -> None:
    assert "<article></article>" in mark_up("_\n---\n***")


def test_a_page_saved_as_text_has_its_article() -> None:
    article = clippings.parse(SAVED_PAGE.encode())
    assert article.title == "Harbour of Port Ellis opens a third quay after two years of building"
    assert (article.standfirst or "").startswith("The new quay is meant to take the larger ferries")
    assert [author.name for author in article.authors] == ["Ines Quandt"]
    assert [line[:22] for line in article.text.split("\n\n")] == [
        "The new quay is meant ",
        "Mayor Petra Holm opene",
        "“It was a long time fo",
        "The quay is two hundre",
        "A long way",
        "The first ferry is exp",
    ]


SEED = Path(os.environ.get("CLIPPINGS_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus").parent / "seed"


@pytest.mark.skipif(not SEED.is_dir(), reason=f"no page that was really saved as text at {SEED}")
def test_a_real_page_saved_as_text_has_its_article() -> None:
    (page,) = SEED.glob("*.txt")
    article = clippings.parse(page.read_bytes())
    assert (article.title or "").startswith("Trump announces meeting with Putin in Budapest")
    assert (article.standfirst or "").startswith("The call between the presidents")
    assert [author.name for author in article.authors] == ["Iker Seisdedos"]
    paragraphs = article.text.split("\n\n")
    assert paragraphs[0] == article.standfirst
    assert paragraphs[1].startswith("U.S. President Donald Trump announced Thursday")
    assert paragraphs[-1].startswith("Trump has also threatened Spain")
    assert len(paragraphs) == 15
    assert not any(
        word in article.text for word in ("newsletter", "suscripción", "More information", "Recomendaciones")
    )
