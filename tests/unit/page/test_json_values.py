"""JSON of pages: broken escapes and deep nesting do not leave the reader."""

from __future__ import annotations

import pytest

from clippings.page.json_values import read_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"\ud800"', "\ufffd"),
        (r'"\udc00 quay"', "\ufffd quay"),
        (r'{"\ud800": ["\ud83d\ude00", "\ud83d"]}', {"\ufffd": ["😀", "\ufffd"]}),
        (r'"\\ud800"', r"\ud800"),
        ('"two\nlines"', "two\nlines"),
        (r'["\u00e9"]', ["é"]),
    ],
    ids=["high alone", "low alone", "name and pair", "escaped backslash", "line break", "ordinary escape"],
)
def test_lone_surrogates_are_replaced(text: str, value: object) -> None:
    assert read_json(text) == (value, len(text))


def test_the_position_after_the_value_is_that_of_the_text() -> None:
    assert read_json(r'x = ["\ud800"]; y', 4) == (["\ufffd"], 14)


@pytest.mark.parametrize("text", ["", "quay", '{"a": ', "[" * 100_000, r'{"a":' * 100_000])
def test_unreadable_json_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_json(text)
