"""Bullets that were typed make items; signs that mean something else stay."""

from __future__ import annotations

import pytest

from clippings.body.typed_lists import split_typed
from clippings.records import Inline


def texts(*content: Inline | str) -> list[tuple[bool, str]]:
    runs = tuple(Inline(run) if isinstance(run, str) else run for run in content)
    return [(is_item, "".join(run.text for run in piece)) for is_item, piece in split_typed(runs)]


def test_a_paragraph_that_begins_with_a_bullet_is_an_item_without_it() -> None:
    assert texts("• Paint") == [(True, "Paint")]
    assert texts("·\u00a0\u00a0\u00a0 Paint") == [(True, "Paint")]
    assert texts("•Paint the ", Inline("third", ("strong",)), " quay") == [(True, "Paint the third quay")]


def test_lines_that_begin_with_bullets_are_items_below_what_leads_to_them() -> None:
    assert texts("Bring:\n• ropes\n• ", Inline("fenders", (), "https://a.example/"), "\n• paint") == [
        (False, "Bring:"),
        (True, "ropes"),
        (True, "fenders"),
        (True, "paint"),
    ]


def test_an_item_keeps_its_marks_and_links() -> None:
    link = Inline("fenders", ("strong",), "https://a.example/")
    assert split_typed((Inline("• "), link, Inline(" and ropes"))) == [(True, (link, Inline(" and ropes")))]


@pytest.mark.parametrize(
    "text",
    [
        "– No, she said.",
        "·Paint",
        "- 3 degrees",
        "→ The bottom line",
        "✓ Done",
        "A • B",
        "a\nb • c",
        "•",
        "•• Of interest",
        "*Offer",
        "»Nein«",
    ],
)
def test_other_signs_are_not_bullets(text: str) -> None:
    assert texts(text) == [(False, text)]
