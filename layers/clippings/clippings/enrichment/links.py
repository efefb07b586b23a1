"""The links in the body."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from clippings.article import Link
from clippings.enrichment.address import find_address, registrable_domain
from clippings.records import TEXT_ROLES, Block, Inline

#: Maximum number of links. A page with more is a list of links.
MAX_LINKS = 300
#: Maximum number of links that are read; many may lead to one address.
MAX_READ = 5_000
#: Longest link text kept, in characters.
MAX_TEXT = 200


def find_links(blocks: Iterable[Block], own: str | None) -> tuple[Link, ...]:
    """Return the links of the body in reading order, each address once, without links to the page itself.

    *own* is the page's address. A link is ``internal`` if it leads to the same publisher.
    """
    here = str(found) if (found := find_address(own)) else None
    domain = registrable_domain(here) if here else None
    links: dict[str, Link] = {}
    anchors = ((block.id, *anchor) for block in blocks for anchor in _anchors(block))
    for block_id, href, text in islice(anchors, MAX_READ):
        address = find_address(href)
        if address is None or str(address) == here or str(address) in links:
            continue
        internal = domain is not None and registrable_domain(address.host) == domain
        links[str(address)] = Link(href.strip(), text[:MAX_TEXT], block_id, internal)
        if len(links) == MAX_LINKS:
            break
    return tuple(links.values())


def _anchors(block: Block) -> list[tuple[str, str]]:
    """Return (address, text) of the block's links. Adjacent runs with the same address are one link."""
    if block.role not in TEXT_ROLES:
        return []
    runs: list[Inline] = [run for row in block.rows for cell in row for run in cell.content] or list(block.content)
    found: list[tuple[str, str]] = []
    previous: str | None = None
    for run in runs:
        if run.href and run.href == previous:
            found[-1] = (run.href, found[-1][1] + run.text)
        elif run.href and run.href.startswith(("http://", "https://", "//")):
            found.append((run.href, run.text))
        previous = run.href if found and run.href else None
    return [(href, " ".join(text.split())) for href, text in found]
