"""Each passage of an article has a role, and passages that are not running text are not in the text."""

from __future__ import annotations

import pytest

from clippings.body.layout import lay_out_page
from clippings.body.roles import assign_roles
from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.records import TEXT_ROLES, Role

LONG = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one. "
BODY = f"<p>{LONG}</p><p>{LONG}And more of it.</p>"


def roles(markup: str, kept: bool = True) -> dict[str, Role | None]:
    page = make_page(f"<article><h1>Third quay opens</h1>{markup}</article>")
    passages = read_flow(page)
    layout = lay_out_page(page, passages, "Third quay opens")
    found = assign_roles(layout, [passage.index for passage in passages[1:]] if kept else [])
    return {passage.text.strip(): role for passage, role in zip(passages, found, strict=True)}


@pytest.mark.parametrize(
    ("markup", "text", "role"),
    [
        ("<h2>A long way</h2>", "A long way", "heading"),
        ("<ul><li>Paint</ul>", "Paint", "list_item"),
        ("<dl><dt>Quay<dd>Where ships lie</dl>", "Where ships lie", "list_item"),
        ("<blockquote><p>At last, after all these years!</blockquote>", "At last, after all these years!", "quote"),
        ("<pre>x = 1</pre>", "x = 1", "code"),
        ("<figure><figcaption>The quay at dawn</figcaption></figure>", "The quay at dawn", "caption"),
        ("<p class=wp-caption-text>The quay at dawn</p>", "The quay at dawn", "caption"),
        ("<p>Photo: Ann Reed / Agency</p>", "Photo: Ann Reed / Agency", "credit"),
        ("<p>This article was amended on 3 March.</p>", "This article was amended on 3 March.", "correction"),
        ("<p>By Ann Reed and Jo van Dyk</p>", "By Ann Reed and Jo van Dyk", "byline"),
        ("<h5 class=byline>Ann Reed, Port Ellis</h5>", "Ann Reed, Port Ellis", "byline"),
        ("<p>Read also: <a href=/b>Storm breaks the quay</a></p>", "Read also: Storm breaks the quay", "related"),
        ("<p>Lesen Sie auch: <a href=/b>Sturm am Kai</a></p>", "Lesen Sie auch: Sturm am Kai", "related"),
        ("<h3>Related articles</h3>", "Related articles", "related"),
        ("<div><b>Lesen Sie auch</b><a href=/b>Sturm am Kai</a></div>", "Lesen Sie auch Sturm am Kai", "related"),
        ("<div class=author-bio><p>Ann Reed writes about ships.</div>", "Ann Reed writes about ships.", "author_note"),
    ],
)
def test_roles_follow_from_markup_and_wording(markup: str, text: str, role: Role) -> None:
    assert roles(BODY + markup)[text] == role


@pytest.mark.parametrize(
    "text",
    [
        "Read the small print: it says that nobody may moor here.",
        "More than 300 people were on board.",
        "By Monday the quay was full of ships.",
        "By Monday Ann Reed had seen three ships leave.",
        "Corrections officers stood at the gate.",
        "Images of the storm were shown: nobody spoke.",
        "Related work was done in 1990 by two engineers.",
    ],
)
def test_a_sentence_that_begins_like_a_pointer_is_a_paragraph(text: str) -> None:
    assert roles(f"{BODY}<p>{text}</p>")[text] == "paragraph"


def test_a_label_at_the_start_of_a_sentence_is_not_a_pointer() -> None:
    text = "Read more of the report before you moor here, the captain said."
    assert roles(f"{BODY}<p><b>Read more</b> of the <a href=/b>report</a>{text[23:]}</p>")[text] == "paragraph"


def test_a_long_standfirst_is_recognized_by_its_class() -> None:
    found = roles(f"<p class=standfirst>{LONG}First.</p>{BODY}<p class=standfirst>{LONG}Late.</p>")
    assert found[f"{LONG}First."] == "standfirst"
    assert found[f"{LONG}Late."] == "paragraph"


def test_a_heading_equal_to_the_description_is_a_standfirst() -> None:
    told = "The quay is two hundred metres long, and it took two years of storms to build it"
    described = f"<meta name=description content='{told}'>"
    assert roles(f"{described}<h2>{told}</h2>{BODY}")[told] == "standfirst"
    assert roles(f"{described}{BODY}<h2>{told}</h2>")[told] == "heading"
    assert roles(f"<h2 class=intro>{told}</h2>{BODY}")[told] == "heading"


def test_a_body_in_a_box_named_introduction_is_not_a_standfirst() -> None:
    many = "".join(f"<p>{LONG}{number}.</p>" for number in range(6))
    assert "standfirst" not in roles(f"<div class=intro>{many}</div>").values()


def test_a_quote_repeated_in_the_text_is_a_pull_quote() -> None:
    markup = f"{BODY}<aside><p>Two years after the storm had broken the old one</aside>"
    assert roles(markup)["Two years after the storm had broken the old one"] == "pull_quote"


def test_a_quote_that_the_text_does_not_repeat_is_part_of_the_text() -> None:
    quote = "Nobody had told us that it would ever be so deep"
    role = roles(f"{BODY}<blockquote class=pullquote><p>{quote}</blockquote>")[quote]
    assert role in TEXT_ROLES


@pytest.mark.parametrize(
    ("markup", "text", "role"),
    [
        ("<div class=comments><p>First!</div>", "First!", "comment"),
        ("<div class=related-posts><p>Storm breaks the quay</div>", "Storm breaks the quay", "related"),
        ("<div class=newsletter><p>Sign up now</div>", "Sign up now", "promotion"),
        ("<figcaption>The quay at dawn</figcaption>", "The quay at dawn", "caption"),
        ("<p class=byline>Ann Reed</p>", "Ann Reed", "byline"),
        ("<p>Some words.</p>", "Some words.", None),
    ],
)
def test_dropped_passages_have_roles_by_surrounding_names(markup: str, text: str, role: Role | None) -> None:
    assert roles(markup, kept=False)[text] == role


LINKS = "<ul><li><a href=/a>Storm breaks the quay</a><li><a href=/b>Third quay planned</a></ul>"


def last_heading(markup: str, below: str) -> Role | None:
    """The role of the last heading of a body that ends with *markup*; *below* is not kept."""
    page = make_page(f"<main><h1>Third quay opens</h1>{BODY}{markup}<!---->{below}</main>")
    passages = read_flow(page)
    end = len(passages) - len(read_flow(make_page(f"<main>{below}</main>")))
    found = assign_roles(lay_out_page(page, passages, "Third quay opens"), range(1, end))
    return [found[index] for index in range(end) if passages[index].box.tag in ("h2", "h3")][-1]


@pytest.mark.parametrize(
    ("markup", "below"),
    [
        ("<h2>From the harbour</h2>", LINKS),
        ("<h3>Like this:</h3>", "<p>Like Loading</p>"),
        ("<h3><a href=/c>The storm in pictures</a></h3>", "<p>What it looked like from above.</p>"),
    ],
)
def test_a_final_heading_before_links_is_left_out(markup: str, below: str) -> None:
    assert last_heading(markup, below) == "related"


@pytest.mark.parametrize(
    ("markup", "below"),
    [
        ("<h2>From the harbour</h2><p>Ships lie there again.</p>", LINKS),
        ("<h2>From the harbour</h2>", f"<p>{LONG}</p>{LINKS}"),
        ("<h2>From the harbour</h2>", f"<h2>More</h2>{LINKS}"),
        ("<h2>The end</h2>", ""),
        (f"<h3>Like this:</h3><p>{LONG}</p>", LINKS),
    ],
)
def test_other_final_headings_are_kept(markup: str, below: str) -> None:
    assert last_heading(markup, below) == "heading"
