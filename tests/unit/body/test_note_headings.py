"""Notes are announced by a heading, a rule or the name of their box."""

from __future__ import annotations

import pytest

from clippings.body.note_headings import is_announced, is_note_heading
from clippings.page.flow import read_flow
from clippings.page.page import make_page


@pytest.mark.parametrize(
    "text",
    [
        *("Notes", "REFERENCES:", "Fußnoten", "Quellen:", "Notes et références", "Notas al pie", "Referências"),
        *(
            "Note e riferimenti",
            "Bronnen",
            "Przypisy",
            "Примечания",
            "参考文献",
            "注释：",
            "【注】",
            "脚注",
            "각주",
            "الهوامش",
        ),
    ],
)
def test_headings_of_notes_are_known_in_many_languages(text: str) -> None:
    assert is_note_heading(text)


@pytest.mark.parametrize("text", ["Notes on a quay", "What the sources say", "See also", "", "1."])
def test_other_headings_are_not(text: str) -> None:
    assert not is_note_heading(text)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>It was old.</p><h2>Notes</h2><p>A letter.</p>", True),
        ("<p>It was old.</p><hr><ol><li><p>A letter.</p></li></ol>", True),
        ("<p>It was old.</p><div><hr><p>A letter.</p></div>", True),
        ("<p>It was old.</p><div> <hr></div><p>A letter.</p>", True),
        ("<p>It was old.</p><div>Share<hr></div><p>A letter.</p>", False),
        ("<p>It was old.</p><p>* * *</p><p>A letter.</p>", True),
        ("<p>It was old.</p><div class=footnotes><p>A letter.</p></div>", True),
        ("<p>It was old.</p><p>A letter.</p>", False),
        ("<hr><p>It was old.</p><p>A letter.</p>", False),
        ("<h2>The quay</h2><div class=text><p>A letter.</p></div>", False),
    ],
)
def test_notes_are_announced_by_what_is_before_or_around_them(markup: str, expected: bool) -> None:
    passages = read_flow(make_page(f"<main>{markup}</main>"))
    assert is_announced(passages, len(passages) - 1) is expected
