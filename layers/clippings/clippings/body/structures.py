"""Structures of a page: tables, lists, code blocks and quotations, which are kept or dropped as a whole.

Half of a table, or a recipe without one of its ingredients, would mislead a reader. So all passages of a structure get
the same score, and are all kept or all dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from clippings.body.regions import Region
from clippings.page.cell_nodes import MIN_ROW_CELLS
from clippings.page.flow import Passage

#: Elements whose passages belong together, with the numbers of their kinds in the features.
KINDS = {"table": 1.0, "pre": 2.0, "ul": 3.0, "ol": 3.0, "menu": 3.0, "dl": 4.0, "blockquote": 5.0}
#: A list, table or quotation that contains one of these is a frame for a part of the page, and may contain structures.
FRAMING = frozenset({"h1", "h2", "h3", "h4", "article", "section", "form", "nav", "aside"})
#: A list, table or quotation is also a frame if it contains more than this share of the page's running text, in at
#: least this many paragraphs.
MAX_SHARE, MIN_PARAGRAPHS = 0.5, 4
#: Least rows with two non-empty cells of a data table, and longest text of a cell. A table with another table in a cell
#: is a frame for a part of the page, unless it has no more other text than this.
MIN_ROWS, MAX_CELL_SIZE, MAX_NESTING_SIZE = 2, 600.0, 1500.0
#: Most text of a data table of one row, such as the titles of columns or a single fact.
MAX_ROW_SIZE = 200.0
#: Least linked share of a structure that is furniture, and most letters of its passages.
FURNITURE_LINKS, FURNITURE_SIZE = 0.9, 40.0


@dataclass(slots=True, eq=False)
class Structure:
    """A table, list, code block or quotation; *members* are the indices of its passages, in order."""

    region: Region
    kind: float
    members: list[int] = field(default_factory=list)

    @property
    def is_furniture(self) -> bool:
        """Return whether the structure consists of short links, or is an embedded post of a social network."""
        region = self.region
        linked = region.linked >= FURNITURE_LINKS * region.size
        return (linked and region.size <= FURNITURE_SIZE * region.passages) or region.embedded


def find_structures(
    passages: Sequence[Passage], regions: Sequence[Region], order: Sequence[Region], good_size: float
) -> list[Structure | None]:
    """Return for each passage the outermost structure that it belongs to, or None.

    Args:
        passages: The passages of the page.
        regions: The region of each passage, with its sums.
        order: Every region, parents before children.
        good_size: The size of the page's running text, in Latin letters.
    """
    grids = Counter(
        table
        for passage, region in zip(passages, regions, strict=True)
        if passage.kind == "row" and (table := _table_around(region)) is not None
    )
    frames = _find_frames(order, grids)
    tables = _find_data_tables(order, grids)
    found: dict[Region, Structure | None] = {}
    for region in order:
        tag = region.box.tag
        known = found[region.parent] if region.parent is not None else None
        if known is None and tag in KINDS and region not in frames and (tag != "table" or region in tables):
            whole = region.good_passages >= MIN_PARAGRAPHS and region.good > MAX_SHARE * good_size
            known = None if whole else Structure(region, KINDS[tag])
        found[region] = known
    result = [found[region] for region in regions]
    for index, structure in enumerate(result):
        if structure is not None:
            structure.members.append(index)
    return result


def _find_frames(order: Sequence[Region], grids: Container[Region]) -> set[Region]:
    """Return the regions that contain a heading or a sectioning element.

    A heading in a cell of one of the *grids*, tables that are read row by row, titles its rows or columns. An
    ``<aside>`` in an item of a list is a remark on the item.
    """
    frames: set[Region] = set()
    for region in order:
        if region.box.tag in FRAMING and not _is_remark(region):
            level = region.parent
            while level is not None and level not in frames and level not in grids:
                frames.add(level)
                level = level.parent
    return frames


def _is_remark(region: Region) -> bool:
    return region.box.tag == "aside" and region.parent is not None and region.parent.box.tag == "li"


def _find_data_tables(order: Sequence[Region], grids: Mapping[Region, int]) -> set[Region]:
    """Return the regions of the tables that contain data and are not used for layout.

    *grids* are the tables that are read row by row, with their rows.
    """
    rows: dict[Region, int] = {}
    cells: dict[Region, int] = {}
    frames: set[Region] = set()
    for region in order:
        tag = region.box.tag
        if tag in ("td", "th"):
            row = region.parent
            if row is not None:
                cells[row] = cells.get(row, 0) + 1
                table = _table_around(row)
                if cells[row] == MIN_ROW_CELLS and table is not None:
                    rows[table] = rows.get(table, 0) + 1
            if region.size > MAX_CELL_SIZE and (table := _table_around(region)) is not None:
                frames.add(table)
        elif tag == "table":
            rows.setdefault(region, 0)
            outer = _table_around(region.parent)
            if outer is not None and outer.size > MAX_NESTING_SIZE:
                frames.add(outer)
    for table, count in grids.items():
        rows[table] += count if table.size > MAX_ROW_SIZE else MIN_ROWS
    return {table for table, count in rows.items() if count >= MIN_ROWS and table not in frames}


def _table_around(region: Region | None) -> Region | None:
    """Return the nearest table around or at *region*."""
    while region is not None and region.box.tag != "table":
        region = region.parent
    return region
