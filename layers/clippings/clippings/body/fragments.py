"""Conversion of tables whose cells span rows or columns to Markdown."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from clippings.body.markdown import MAX_COLUMNS
from clippings.body.markup import write_table
from clippings.records import Block


def table_to_markdown(block: Block) -> str:
    """Return the table of *block* as a Markdown table: each cell where its span begins, then empty cells."""
    soup = BeautifulSoup(write_table(block.rows), "html.parser")
    _lay_out(soup)
    for line_break in soup.find_all("br"):
        line_break.replace_with("\ufffc")
    for code in soup.find_all("code"):
        code.string = code.get_text().replace("|", "\ufdd0")
    converter = MarkdownConverter(escape_misc=True, autolinks=False, sub_symbol="<sub>", sup_symbol="<sup>")
    written = str(converter.convert_soup(soup)).strip()
    return written.replace("\ufffc", "<br>").replace("\ufdd0", "\\|")


def _lay_out(soup: BeautifulSoup) -> None:
    """Insert an empty cell wherever a cell from the left or from above spans into a row."""
    covered: dict[tuple[int, int], bool] = {}
    rows = soup.find_all("tr")
    for number, row in enumerate(rows):
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while covered.get((number, column)):
                cell.insert_before(_empty(soup, cell))
                column += 1
            wide = min(_span(cell, "colspan"), MAX_COLUMNS - column) if column < MAX_COLUMNS else 1
            tall = min(_span(cell, "rowspan"), len(rows) - number)
            for down in range(1, tall):
                for right in range(wide):
                    covered[number + down, column + right] = True
            for _ in range(1, wide):
                cell.insert_after(_empty(soup, cell))
            column += max(1, wide)
        while covered.get((number, column)):
            row.append(soup.new_tag("td"))
            column += 1


def _empty(soup: BeautifulSoup, like: Tag) -> Tag:
    return soup.new_tag(like.name)


def _span(cell: Tag, name: str) -> int:
    value = cell.attrs.pop(name, "1")
    return int(str(value))
