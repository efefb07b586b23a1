"""Lines that only interrupt the text are left out of the article, and lines of the text are not."""

from __future__ import annotations

import pytest
from tests.support.framed_page import AFTER, BEFORE, between, parsed

from clippings.body.interruptions import interrupts

LINES = [
    "Advertisement - story continues below",
    "Article continues after this advertisement",
    "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT",
    "Scroll down to continue reading",
    "Story Continues Below ▼",
    "Continue reading",
    "Artikel wird nach der Anzeige fortgesetzt",
    "La suite de l'article après la publicité",
    "El artículo continúa después de la publicidad",
    "L’articolo continua dopo la pubblicità",
    "Continua após a publicidade.",
    "Tekst gaat verder onder de advertentie",
    "Artikeln fortsätter efter annonsen",
    "Saken fortsetter under annonsen",
    "Juttu jatkuu mainoksen jälkeen",
    "Dalsza część tekstu pod wideo",
    "Článek pokračuje pod reklamou",
    "A cikk a hirdetés után folytatódik",
    "Articolul continuă după publicitate",
    "Продолжение статьи после рекламы",
    "Haberin devamı reklamdan sonra",
    "記事は広告の後に続きます",
    "기사는 광고 후에 계속됩니다",
    "(廣告)",
    "الإعلان",
    "פרסומת",
    "Quảng cáo",
    "Share this article",
    "Sign up for our newsletter",
    "Loading...",
    "Tap to unmute",
    "Listen to this article5 min",
    "Listen to this article (04:30)",
]
TEXTS = [
    "Listen to this article of 1913",
    "The story continues.",
    "Keep it.",
    "Continue",
    "The advertisement was read by no one.",
    "Share this article with the keeper, he said, and he will laugh.",
    "The photo below the article",
    "Weiter.",
    "После бури",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("markup", ["<p>{}</p>", "<p><em>{}</em></p>", "<div><span>{}</span></div>"])
def test_a_line_that_interrupts_the_text_is_left_out(line: str, markup: str) -> None:
    article = parsed(markup.format(line))
    assert between(article) == ""
    assert all(text in article.text for text in (*BEFORE, *AFTER))


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_of_the_text_does_not_interrupt_it(text: str) -> None:
    assert not interrupts(text)


def test_items_and_headings_are_not_lines() -> None:
    assert between(parsed("<ul><li>Print</li><li>Share</li><li>Bind the pages by hand</li></ul>")).startswith("Print")
    assert between(parsed("<h2>Loading</h2><p>The horses carry the oil up to the lamp each morning.</p>")) != ""


def test_the_position_in_a_gallery_is_left_out() -> None:
    gallery = (
        '<div class="{}"><figure><img src="/1.jpg"><figcaption>A storm.</figcaption></figure><span>1 / 2</span></div>'
    )
    assert "1 / 2" not in parsed(gallery.format("slideshow")).text
    assert "1 / 2" in parsed('<p>The board paid so much of it:</p><p class="share-of-it">1 / 2</p>').text
