"""An article as Markdown, HTML, text and JSON-LD: all of it is there, once, and nothing in it is executed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.support.html_elements import Elements
from tests.unit.web.conftest import ID, to_enriched, to_stored

from clippings.records import Author, Block, Cell, Image, Inline, Rights, Timestamp
from clippings.web.negotiation import ARTICLE_FORMATS
from clippings.web.representations import CONTENT_SECURITY_POLICY, WRITERS

BARE: dict[str, Any] = {
    "title": None, "standfirst": None, "authors": (), "published": None, "images": (), "canonical_url": None,
    "publisher": None, "section": None, "tags": (), "access": None,
}  # fmt: skip


def write(form: str, *paragraphs: str, **fields: Any) -> str:
    """Return an article in *form*, as a stored one is answered."""
    return WRITERS[form](to_stored(to_enriched(*paragraphs, **fields)).to_dict())


def front_matter(**fields: Any) -> Any:
    front, _, _ = write("markdown", **fields).removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(front)


def body(markdown: str) -> str:
    return markdown.removeprefix("---\n").partition("\n---\n")[2]


def test_every_format_but_json_has_a_writer() -> None:
    assert {"json", *WRITERS} == set(ARTICLE_FORMATS)


@pytest.mark.parametrize("form", WRITERS)
def test_an_article_with_only_a_text_is_written(form: str) -> None:
    written = write(form, "The river rose by two metres.", **BARE)
    assert "The river rose by two metres." in written
    assert "None" not in written
    assert "null" not in written


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_has_every_passage_of_the_body(form: str) -> None:
    texts = [f"Passage number {n} of the article." for n in range(20)]
    written = write(form, *texts)
    assert all(written.count(text) == 1 for text in texts)


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_text_formats_end_with_a_line_end(form: str) -> None:
    assert write(form).endswith("\n")
    assert not write(form).endswith("\n\n")


def test_front_matter_has_the_known_fields() -> None:
    article = replace(to_enriched(), modified=Timestamp(date(2026, 3, 2), raw="2 March"), keywords=("river", "ferry"))
    front, _, _ = WRITERS["markdown"](to_stored(article).to_dict()).removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(front) == {
        "title": "River floods the old town",
        "standfirst": "Two hundred people had to leave.",
        "authors": ["Kari Moe", "News Agency"],
        "published": "2026-03-01T12:30:15.600000Z",
        "modified": "2026-03-02",
        "publisher": "The Daily Example",
        "section": "News",
        "url": "https://daily.example/news/river-floods",
        "language": "en",
        "tags": ["floods", "weather"],
        "keywords": ["river", "ferry"],
        "id": ID,
        "revision": "r2",
    }


def test_front_matter_leaves_out_unknown_fields() -> None:
    assert set(front_matter(**BARE)) <= {"language", "keywords", "id", "revision"}


@pytest.mark.parametrize(
    "title",
    ['He said: "no" #never', "---", "a\n---\nadmin: true", "yes", "null", "1.50", "2026-03-01", "- item", "& *x !t",
     "\\", "{a: b}", "%TAG", "@at", "`code`", "'quote", "\u2028line", "\x00\x07", "東京 🌉"],
)  # fmt: skip
def test_front_matter_preserves_text(title: str) -> None:
    found = front_matter(title=title, tags=(title,), authors=(Author(title),))
    assert (found["title"], found["tags"], found["authors"]) == (title, [title], [title])


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_front_matter_preserves_any_title(title: str) -> None:
    article = replace(to_enriched(), title=title)
    front, _, _ = WRITERS["markdown"](article.to_dict()).removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(front)["title"] == title


def test_markdown_begins_with_title_and_standfirst() -> None:
    lines = [line for line in body(write("markdown")).splitlines() if line]
    assert lines == [
        "# River floods the old town",
        "**Two hundred people had to leave.**",
        "The river rose by two metres.",
        "The ferry was tied to the church.",
    ]


def test_the_title_is_one_line_without_markdown_markup() -> None:
    written = body(write("markdown", title="A *bold*\n# claim <b>"))
    assert written.splitlines()[1] == r"# A \*bold\* \# claim \<b\>"


def test_text_has_title_standfirst_and_body_separated_by_blank_lines() -> None:
    assert write("text") == (
        "River floods the old town\n\nTwo hundred people had to leave.\n\n"
        "The river rose by two metres.\n\nThe ferry was tied to the church.\n"
    )


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
@pytest.mark.parametrize("place", [0, 2])
def test_a_standfirst_in_the_first_passages_is_not_repeated(form: str, place: int) -> None:
    texts = ["The first passage.", "The second one.", "The third one."]
    texts.insert(place, "Two hundred people had to leave.")
    written = write(form, *texts)
    assert (body(written) if form == "markdown" else written).count("Two hundred people had to leave.") == 1


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_a_standfirst_quoted_far_below_is_still_shown_above(form: str) -> None:
    written = write(form, *"abc", "Two hundred people had to leave.")
    assert (body(written) if form == "markdown" else written).count("Two hundred people had to leave.") == 2


def test_html_is_a_complete_page_with_title_authors_date_and_source() -> None:
    page = Elements(write("html"))
    assert [tag for tag, _ in page.found][:2] == ["html", "head"]
    assert page.all("html") == [{"lang": "en"}]
    assert page.all("meta")[0] == {"charset": "utf-8"}
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")
    assert page.all("link") == [{"rel": "canonical", "href": "https://daily.example/news/river-floods"}]
    assert page.text[:2] == ["River floods the old town"] * 2  # the tab's, and the heading
    assert "Kari Moe, News Agency · The Daily Example · 2026-03-01T12:30:15.600000Z" in page.text
    assert page.text[-1] == "https://daily.example/news/river-floods"
    assert len(page.all("h1")) == len(page.all("title")) == len(page.all("article")) == 1


def test_html_loads_only_pictures() -> None:
    page = Elements(write("html"))
    assert page.all("script") == []
    assert [each for tag in ("img", "iframe", "source") for each in page.all(tag)] == [
        {"src": "https://daily.example/flood.jpg", "alt": "Water", "referrerpolicy": "no-referrer"}
    ]
    assert all("style" not in attributes for _, attributes in page.found)


def test_the_policy_of_html_allows_its_style_sheet() -> None:
    (style,) = re.findall("<style>(.*?)</style>", write("html"), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "script-src" not in CONTENT_SECURITY_POLICY


def test_the_lead_picture_is_shown_once_with_its_caption_and_credit() -> None:
    images = (
        Image("https://daily.example/small.jpg"),
        Image("https://daily.example/lead.jpg", caption="The <quay>", credit="K. Moe", lead=True),
        Image("https://daily.example/second.jpg", lead=True),
    )
    page = Elements(write("html", images=images))
    assert [each["src"] for each in page.all("img")] == ["https://daily.example/lead.jpg"]
    assert "The <quay> · K. Moe" in page.text


def test_a_lead_picture_without_a_web_address_is_replaced_by_the_next() -> None:
    images = (Image("javascript:alert(1)", lead=True), Image("https://daily.example/second.jpg", lead=True))
    page = Elements(write("html", images=images))
    assert [each["src"] for each in page.all("img")] == ["https://daily.example/second.jpg"]


def test_no_format_has_an_address_outside_the_web() -> None:
    for form in WRITERS:
        written = write(
            form, canonical_url="javascript:alert(1)", url="data:text/html,x", rights=Rights(licence="javascript:x"),
            images=(Image("javascript:alert(2)", lead=True),), authors=(Author("Kari Moe", url="javascript:y"),),
        )  # fmt: skip
        assert "javascript" not in written
        assert "data:" not in written


def test_an_article_without_canonical_address_has_its_source_address() -> None:
    for form in ("markdown", "html", "jsonld"):
        assert "https://daily.example/came-from" in write(
            form, canonical_url=None, url="https://daily.example/came-from"
        )


def test_a_language_is_given_only_if_it_is_known() -> None:
    article = replace(to_enriched(), language=None)
    assert Elements(WRITERS["html"](article.to_dict())).all("html") == [{}]


def test_the_direction_of_a_body_follows_its_script() -> None:
    assert Elements(write("html")).all("body") == [{"dir": "auto"}]


def test_html_has_elements_for_tables_and_quotes() -> None:
    head, row = (tuple(Cell((Inline(text),), header=n == 0) for text in ("Ålna", "2.1")) for n in range(2))
    blocks = (Block("b1", "table", rows=(head, row)), Block("b2", "quote", (Inline("Never."),)))
    page = Elements(write("html", blocks=blocks))
    assert (len(page.all("th")), len(page.all("td")), len(page.all("blockquote"))) == (2, 2, 1)


def described(**fields: Any) -> Any:
    return json.loads(write("jsonld", **fields))


def test_json_ld_is_a_news_article_of_schema_org() -> None:
    found = described(rights=Rights(licence="https://creativecommons.org/licenses/by/4.0/"))
    assert (found["@context"], found["@type"]) == ("https://schema.org", "NewsArticle")
    assert found["headline"] == "River floods the old town"
    assert found["description"] == "Two hundred people had to leave."
    assert found["url"] == "https://daily.example/news/river-floods"
    assert found["datePublished"] == "2026-03-01T12:30:15.600000Z"
    assert found["author"] == [
        {"@type": "Person", "name": "Kari Moe", "url": "https://daily.example/kari"},
        {"@type": "Organization", "name": "News Agency"},
    ]
    assert found["publisher"] == {"@type": "Organization", "name": "The Daily Example"}
    assert found["image"] == ["https://daily.example/flood.jpg"]
    assert (found["articleSection"], found["keywords"], found["inLanguage"]) == ("News", ["floods", "weather"], "en")
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["articleBody"] == "The river rose by two metres.\n\nThe ferry was tied to the church."
    assert found["wordCount"] == 13


@pytest.mark.parametrize(
    ("access", "free"), [("free", True), ("metered", False), ("paywalled", False), (None, None), ("unheard-of", None)]
)
def test_json_ld_has_known_accessibility(access: str | None, free: bool | None) -> None:
    assert described(access=access).get("isAccessibleForFree") is free


def test_json_ld_has_the_day_without_a_time() -> None:
    assert described(published=Timestamp(date(2026, 3, 1), raw="1 March"))["datePublished"] == "2026-03-01"


def test_json_ld_has_the_summary_as_description_without_a_standfirst() -> None:
    article = replace(to_enriched(), standfirst=None, summary="The river rose.")
    assert json.loads(WRITERS["jsonld"](article.to_dict()))["description"] == "The river rose."


def test_json_ld_leaves_out_unknown_fields() -> None:
    known = {"@context", "@type", "description", "articleBody", "inLanguage", "keywords", "wordCount"}
    assert set(described(**BARE)) <= known


def test_json_ld_opens_no_element() -> None:
    assert "<" not in write("jsonld", "</script><script>alert(1)</script>", title="<b>")
