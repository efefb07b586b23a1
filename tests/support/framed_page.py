"""A news page around the subject of a test: three paragraphs before it and three after it."""

from __future__ import annotations

import clippings

BEFORE = (
    "The keepers of the Port Ellis light will leave the tower in the spring, the coast board said on Tuesday, and a "
    "machine will turn the lamp that they have watched for a hundred and ten years.",
    "Three families live on the rock today, and the oldest of the keepers, who came as a boy, told the board that he "
    "would stay on the island whether the lamp was his or not.",
    "The board has paid for the tower out of the harbour dues since the war, but repairs to the stone have cost more "
    "than the dues brought in for each of the last four years.",
)
AFTER = (
    "Fishermen from the southern quays say that a keeper sees what no camera shows them, and have asked the ministry "
    "to leave at least one man on the rock through the winter storms.",
    "The ministry answered that it would send an engineer to look at the tower in March, before the ice goes, and that "
    "nothing would be taken down until his report had been read in the council.",
    "Until then the lamp will be lit by hand at dusk, as it was on the night of the great gale, and the harbour master "
    "will keep the key of the stores in the office by the fish market.",
)


def page(inside: str, *, head: str = "", end: str = "", title: str = "Keepers to leave the Port Ellis light") -> str:
    """Return the page with *inside* between its paragraphs, *head* in its head and *end* after the article."""
    paragraphs = ["".join(f"<p>{text}</p>\n" for text in part) for part in (BEFORE, AFTER)]
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Bay Courier</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Bay Courier">
<meta property="og:type" content="article">{head}</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/harbour">Harbour</a></li></ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By <a rel="author" href="/staff/ines-quandt">Ines Quandt</a></p>
{paragraphs[0]}{inside}{paragraphs[1]}</article></main>
<footer><p>Copyright The Bay Courier. All rights reserved.</p></footer>{end}</body></html>"""


def parsed(inside: str, *, head: str = "", end: str = "") -> clippings.ParsedArticle:
    """Return the article of the page with *inside* between its paragraphs."""
    return clippings.parse(page(inside, head=head, end=end), url="https://bay-courier.example/harbour/keepers")


def between(article: clippings.ParsedArticle) -> str:
    """Return the article's text between the paragraphs of the page."""
    return article.text.partition(BEFORE[-1])[2].partition(AFTER[0])[0].strip()
