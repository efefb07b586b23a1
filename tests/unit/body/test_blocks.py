"""Passages become blocks that keep what the page's markup says: levels, places, spans, languages, times."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from clippings.body.blocks import make_blocks
from clippings.body.embeds import Embed
from clippings.body.inline import InlineReader
from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.records import Block, Cell, Inline, ListPlace, Role

KINDS: dict[str, Role] = {"row": "table", "code": "code"}


def blocks(markup: str, role: Role = "paragraph", embeds: tuple[Embed, ...] = ()) -> list[Block]:
    page = make_page(markup, "https://news.example/a/b")
    passages = read_flow(page)
    roles = [KINDS.get(passage.kind, role) for passage in passages]
    return list(make_blocks(passages, roles, [0.5] * len(passages), InlineReader(page), embeds))


def only(markup: str, role: Role = "paragraph") -> Block:
    (block,) = blocks(markup, role)
    return block


@pytest.mark.parametrize("level", range(1, 7))
def test_a_heading_has_the_level_of_its_element(level: int) -> None:
    assert only(f"<h{level}>What next</h{level}>", "heading").level == level


def test_emphasis_and_links_are_kept() -> None:
    assert only("<p>A <b>bold</b> and <a href='../c'>link</a>.").content == (
        Inline("A "),
        Inline("bold", ("strong",)),
        Inline(" and "),
        Inline("link", (), "https://news.example/c"),
        Inline("."),
    )


def test_a_table_is_one_block_with_its_head_and_its_spans() -> None:
    table = only(
        "<table><thead><tr><th colspan=2>Wide<th>C</thead>"
        "<tbody><tr><td rowspan=2>Tall<td>1<td>2<tr><td>3<td>4</tbody></table>"
    )
    assert table.rows == (
        (Cell((Inline("Wide"),), header=True, columns=2), Cell((Inline("C"),), header=True)),
        (Cell((Inline("Tall"),), rows=2), Cell((Inline("1"),)), Cell((Inline("2"),))),
        (Cell((Inline("3"),)), Cell((Inline("4"),))),
    )


def test_two_tables_are_two_blocks() -> None:
    row = "<table><tr><td>a<td>b</table>"
    assert [block.role for block in blocks(row + row)] == ["table", "table"]


def test_code_keeps_its_lines_and_its_language() -> None:
    listing = only('<pre><code class="language-Python">\nif x:\n\ty()\n\n</code></pre>')
    assert (listing.text, listing.language) == ("if x:\n    y()", "python")


def test_list_items_have_their_place() -> None:
    assert [block.place for block in blocks("<ol start=3><li>a<ul><li>b</ul></ol>", "list_item")] == [
        ListPlace(1, 3),
        ListPlace(2),
    ]


def test_nested_quotes_are_counted() -> None:
    markup = "<blockquote><p>outer<blockquote><p>inner</blockquote></blockquote>"
    assert [block.quoted for block in blocks(markup, "quote")] == [1, 2]
    assert [block.quoted for block in blocks(f"<p>before{markup}</blockquote></blockquote><p>after")] == [0, 1, 2, 0]


def test_a_live_entry_has_its_time_and_the_level_of_its_heading() -> None:
    time = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
    page = make_page("<h3>Gates open</h3>")
    (entry,) = make_blocks(read_flow(page), ["live_entry"], [1.0], InlineReader(page), times={0: time})
    assert (entry.time, entry.level) == (time, 3)


def test_strong_emphasis_of_whole_headings_is_removed() -> None:
    assert only("<h2><b>A <i>long</i> way</b></h2>", "heading").content == (
        Inline("A "),
        Inline("long", ("emphasis",)),
        Inline(" way"),
    )
    assert only("<h2>A <b>long</b> way</h2>", "heading").content[1] == Inline("long", ("strong",))


def test_a_strong_first_row_is_the_table_head() -> None:
    table = only("<table><tr><td><b>Year</b><td><strong>Cost</strong><tr><td>2024<td><b>3</b></table>")
    assert table.rows[0] == (Cell((Inline("Year"),), header=True), Cell((Inline("Cost"),), header=True))
    assert table.rows[1] == (Cell((Inline("2024"),)), Cell((Inline("3", ("strong",)),)))


def test_embeds_keep_their_position() -> None:
    link = Inline("Film", (), "https://video.example/1")
    roles = [block.role for block in blocks("<p>a<p>b", embeds=(Embed(1, link), Embed(2, link)))]
    assert roles == ["paragraph", "embed", "paragraph", "embed"]


def test_block_ids_depend_only_on_content() -> None:
    assert only("<p>Some words.").id == blocks("<p>Before.<p>Some words.")[1].id


def test_block_ids_are_unique_on_a_page() -> None:
    names = [block.id for block in blocks("<p>again<p>again<p>again")]
    assert len(set(names)) == 3


@pytest.mark.parametrize("text", ["***", ".", "– – –", "· · ·", "…"])
def test_ornaments_between_paragraphs_are_left_out(text: str) -> None:
    assert [block.text for block in blocks(f"<p>a<p>{text}<p>b<p>😀<p>3")] == ["a", "b", "😀", "3"]


def test_a_passage_without_a_role_is_left_out() -> None:
    page = make_page("<p>a<p>b")
    passages = read_flow(page)
    assert [block.text for block in make_blocks(passages, [None, "paragraph"], [0, 1], InlineReader(page))] == ["b"]


@pytest.mark.parametrize(
    "brackets",
    [
        "[<a href=/w?action=edit>edit</a>]",
        "<span>[</span><a href=/e>Bearbeiten</a> | <a href=/q>Quelltext</a><span>]</span>",
    ],
)
def test_edit_links_of_wikis_are_removed_from_headings(brackets: str) -> None:
    assert only(f"<h2>A <i>long</i> way <small>{brackets}</small></h2>", "heading").text == "A long way"


@pytest.mark.parametrize(
    "heading",
    ["Storm breaks quay [Update]", "A way[<a href=/n>1</a>]", "[<a href=/e>edit</a>]", "Of <a href=/a>[sic]</a>"],
)
def test_other_brackets_in_headings_are_kept(heading: str) -> None:
    assert only(f"<h2>{heading}</h2>", "heading").text == re.sub("<[^>]+>", "", heading)


def test_typed_bullets_become_list_items() -> None:
    made = blocks("<p>Bring:<br>• ropes<br>• paint</p><p>• and time</p><ul><li>• fenders</ul><p>– No, she said.</p>")
    assert [(block.role, block.text) for block in made[:4]] == [
        ("paragraph", "Bring:"),
        ("list_item", "ropes"),
        ("list_item", "paint"),
        ("list_item", "and time"),
    ]
    assert made[1].place == ListPlace(1)
    assert len({block.id for block in made}) == len(made)
    assert [block.role for block in made[5:]] == ["paragraph"]
    assert only("<ul><li>• fenders</ul>", "list_item").text == "fenders"
