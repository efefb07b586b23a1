"""Where the body points to."""

from __future__ import annotations

from clippings.enrichment.links import MAX_LINKS, find_links
from clippings.records import Block, Cell, Inline

OWN = "https://example.com/a-story"


def linked(*runs: tuple[str, str | None], role: str = "paragraph") -> Block:
    return Block("b1", role, tuple(Inline(text, (), href) for text, href in runs))  # type: ignore[arg-type]


def test_links_come_in_reading_order_with_their_text_and_block() -> None:
    block = linked(
        ("See ", None),
        ("the report", "https://report.example.org/9"),
        (" and ", None),
        ("us", "https://www.example.com/b"),
    )
    found = find_links([block], OWN)
    assert [(link.url, link.text, link.block, link.internal) for link in found] == [
        ("https://report.example.org/9", "the report", "b1", False),
        ("https://www.example.com/b", "us", "b1", True),
    ]


def test_one_link_in_several_runs_is_one_link() -> None:
    found = find_links([linked(("the ", "https://x.example/"), ("report", "https://x.example/"))], OWN)
    assert [link.text for link in found] == ["the report"]


def test_variants_of_an_address_are_one_link() -> None:
    block = linked(("a", "https://x.example/p?utm_source=1"), (" ", None), ("b", "http://www.x.example/p"))
    assert [link.text for link in find_links([block], None)] == ["a"]


def test_links_to_the_page_itself_and_to_other_schemes_are_left_out() -> None:
    block = linked(
        ("top", f"{OWN}#top"), ("mail", "mailto:desk@example.com"), ("js", "javascript:void(0)"), ("rel", "/b")
    )
    assert find_links([block], OWN) == ()


def test_links_in_tables_are_listed_and_related_articles_are_not() -> None:
    table = Block("t", "table", rows=((Cell((Inline("x", (), "https://x.example/"),)),),))
    assert len(find_links([table, linked(("y", "https://y.example/"), role="related")], OWN)) == 1


def test_the_number_of_links_is_limited() -> None:
    blocks = [linked((str(n), f"https://x.example/{n}")) for n in range(1000)]
    assert len(find_links(blocks, OWN)) == MAX_LINKS
