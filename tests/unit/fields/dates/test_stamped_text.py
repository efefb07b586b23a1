"""Dates in ``datetime`` attributes are read with the text that they belong to."""

from __future__ import annotations

from clippings.fields.dates.stamped_text import MAX_RUNS, read_stamped, read_stamps
from clippings.page.flow import Passage, read_flow
from clippings.page.page import make_page


def passage(markup: str) -> Passage:
    (found,) = read_flow(make_page(markup))
    return found


def test_a_stamp_follows_the_text_in_its_element() -> None:
    line = passage("<p><b>Posted <time datetime=2024-01-07><i>last</i></time></b> <i>in the town</i></p>")
    stamps = read_stamps(line)
    assert [stamp for stamp in stamps if stamp] == ["2024-01-07"]
    assert read_stamped(line, stamps) == ("Posted last 2024-01-07 in the town", ["2024-01-07"])


def test_a_stamp_outside_of_the_passage_is_none_of_it() -> None:
    assert read_stamps(passage("<time datetime=2024-01-07><p>Posted in the town</p></time>")) == [""]


def test_without_stamps_the_text_has_spaces_between_its_runs() -> None:
    assert read_stamped(passage("<p><b>Ann</b><i>7 January</i></p>"), []) == ("Ann 7 January", [])


def test_the_first_runs_are_read() -> None:
    line = passage(f"<p>{'<b>a</b>' * (MAX_RUNS + 5)}</p>")
    assert len(read_stamps(line)) == MAX_RUNS
    assert read_stamped(line, []) == (" ".join("a" * MAX_RUNS), [])
