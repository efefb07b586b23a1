"""Lists of Word and Google Docs, and tables of divisions, are lists and tables."""

from __future__ import annotations

import pytest
from tests.support.framed_page import between, parsed

from clippings.page.flow import read_flow
from clippings.page.page import make_page


def markdown_between(markup: str) -> str:
    markdown = parsed(markup).markdown
    return markdown.partition("the last four years.")[2].partition("Fishermen from")[0].strip()


def word_item(text: str, level: int, mark: str) -> str:
    """Return an item as Word writes it."""
    return (
        f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        f"<span style='font-family:Symbol'><span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp; </span></span></span>"
        f"<![endif]>{text}<o:p></o:p></p>\n"
    )


def test_items_of_word_are_a_list() -> None:
    items = (("A lamp", 1, "·"), ("of brass", 2, "o"), ("of 1913", 3, "§"), ("A horn", 1, "·"))
    markup = "".join(word_item(*item) for item in items)
    assert markdown_between(markup) == "- A lamp\n  - of brass\n    - of 1913\n- A horn"


def test_numbers_of_word_are_the_numbers_of_the_items() -> None:
    markup = word_item("Cut the wick", 1, "4.") + word_item("with scissors", 2, "a)") + word_item("Light it", 1, "5.")
    assert markdown_between(markup) == "4. Cut the wick\n   1. with scissors\n5. Light it"


def test_a_paragraph_between_items_of_word_ends_the_list() -> None:
    text = "The keepers light the lamp by hand at dusk, and nobody has ever asked them why."
    markup = word_item("A lamp", 1, "·") + f"<p class=MsoNormal>{text}</p>" + word_item("A horn", 1, "·")
    assert markdown_between(markup) == f"- A lamp\n\n{text}\n\n- A horn"


def test_levels_of_google_docs_are_nested() -> None:
    markup = "".join(
        f'<ul class="c7 lst-kix_ab1-{level}"><li class="c2"><span>{text}</span></li></ul>'
        for level, text in ((0, "A lamp"), (1, "of brass"), (2, "of 1913"), (1, "of glass"), (0, "A horn"))
    )
    assert markdown_between(markup) == "- A lamp\n  - of brass\n    - of 1913\n  - of glass\n- A horn"


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="divTable"><div class="divTableBody">{}</div></div>',
        '<div class="table w-full">{}</div>',
        '<div style="display:table">{}</div>',
    ],
)
@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ('class="divTableRow"', 'class="divTableCell"'),
        ('class="table-row"', 'class="table-cell"'),
        ('style="display: table-row"', 'style="display: table-cell"'),
    ],
)
def test_divisions_named_as_a_table_are_one(markup: str, row: str, cell: str) -> None:
    rows = (("Route", "Fare"), ("North", "4.50"), ("South", "6.20"))
    lines = "".join(
        f"<div {row}>" + "".join(f"<div {cell}>{text}</div>" for text in texts) + "</div>" for texts in rows
    )
    assert "| Route | Fare |" in markdown_between(markup.format(lines))
    assert between(parsed(markup.format(lines))) == "Route\tFare\nNorth\t4.50\nSouth\t6.20"


def test_the_row_of_heads_is_the_head_of_the_table() -> None:
    row = '<div class="row {}"><div class="cell">{}</div><div class="cell">{}</div></div>'
    rows = row.format("head", "Route", "Fare") + row.format("", "North", "4.50") + row.format("", "South", "6.20")
    expected = "| Route | Fare |\n| --- | --- |\n| North | 4.50 |\n| South | 6.20 |"
    assert markdown_between(f'<div class="table">{rows}</div>') == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="page"><div class="row"><div class="col-6">North</div><div class="col-6">South</div></div></div>',
        '<div class="table"><div class="row"><div class="cell">North</div><div class="cell">South</div></div></div>',
        '<div class="list"><div class="row"><div class="cell">North</div><div class="cell">South</div></div></div>' * 2,
    ],
)
def test_other_divisions_are_no_tables(markup: str) -> None:
    assert all(passage.kind == "text" for passage in read_flow(make_page(f"<main>{markup}</main>")))


def filtered_item(text: str, mark: str, inches: float = 0.5) -> str:
    """Return an item of a page that Word has filtered."""
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='margin-left:{inches}in;text-indent:-.25in'>{mark}"
        f"<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>{text}</p>\n"
    )


def test_lists_that_word_has_filtered_are_lists() -> None:
    bullet = "<span style='font-family:Symbol'>·</span>"
    bullets = filtered_item("Stone", bullet) + filtered_item("Joints", "o", 1.0) + filtered_item("Iron", bullet)
    numbers = filtered_item("Cut the wick", "1.") + filtered_item("Light it", "2.")
    assert markdown_between(bullets + numbers) == ("- Stone\n  - Joints\n- Iron\n\n1. Cut the wick\n2. Light it")


@pytest.mark.parametrize(
    "markup",
    [
        "<p class=MsoListParagraph>1. The first keeper came in 1913.</p>",
        "<p class=MsoListParagraph>The keeper<span style='font:7.0pt \"Times New Roman\"'> </span>came in 1913.</p>",
        "<p class=MsoNormal>1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span>The keeper came in 1913.</p>",
    ],
)
def test_other_paragraphs_of_word_are_no_items(markup: str) -> None:
    assert "came in 1913." in markdown_between(markup)
    assert not markdown_between(markup).startswith(("- ", "1. "))
