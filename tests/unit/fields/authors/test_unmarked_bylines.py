"""Names without a "by" on the page: what makes them an author's, and what only looks the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.field_pages import BODY

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def authors(found: dict[str, Finding[Any]]) -> tuple[str | None, list[str]]:
    if "authors" not in found:
        return None, []
    return found["authors"].rule, [author.name for author in found["authors"].value]


def test_a_note_after_the_body_introduces_the_author(read: Read) -> None:
    below = "<div>Jane Doe</div><div>Jane Doe is a reporter who has covered rivers and bridges for ten years.</div>"
    assert authors(read(below=below)) == ("byline:bio", ["Jane Doe"])


def test_a_name_without_introduction_is_not_an_author(read: Read) -> None:
    assert authors(read(below="<div>Jane Doe</div>")) == (None, [])


def test_a_given_name_below_the_headline_repeated_in_a_note_is_the_author(read: Read) -> None:
    below = "<h3>Julia</h3><p>Julia is the founder of this site and writes about rivers.</p>"
    assert authors(read(above=f"{H1}<div>Julia</div>", below=below)) == ("byline:bio", ["Julia"])


def test_a_name_above_a_note_that_begins_with_it_is_the_author(read: Read) -> None:
    below = "<h3>Jane Doe</h3><p>Jane Doe is the head of bridges at the town hall.</p><p>Next week: the ferry.</p>"
    assert authors(read(below=below))[1] == ["Jane Doe"]


def test_a_rare_name_below_the_headline_and_above_a_note_is_the_author(read: Read) -> None:
    below = "<h5>Wqyrta Zindl</h5><p>Grew up by the river.</p>"
    assert authors(read(above=f"{H1}<p>Wqyrta Zindl</p>", below=below)) == ("byline:alone", ["Wqyrta Zindl"])


def test_a_button_is_not_a_name(read: Read) -> None:
    assert authors(read(above=f"{H1}<p>Print This</p>", below="<p>Print This</p>")) == (None, [])


@pytest.mark.parametrize(
    "line",
    [
        "<div>Julia Miller</div><div>January 5, 2024</div>",
        "<div>Jan 5, 2024 • Julia Miller in Town Hall</div>",
        "<div><span>Mohloai Mpesi</span><span>Dec 05, 2023</span></div>",
    ],
)
def test_a_name_beside_the_date_below_the_headline_is_the_author(read: Read, line: str) -> None:
    rule, names = authors(read(above=H1 + line))
    assert rule == "byline:alone"
    assert names in (["Julia Miller"], ["Mohloai Mpesi"])


@pytest.mark.parametrize(
    "line",
    [
        "<div>Key Takeaways</div><div>January 5, 2024</div>",
        "<h2>Julia Miller</h2><div>January 5, 2024</div>",
        "<div>Julia Miller</div>",
        "<div>Bridge Vote</div><div>January 5, 2024</div>",
        "<div>Son Güncelleme : 05.01.2024</div>",
    ],
)
def test_two_capitalized_words_under_the_headline_are_not_an_author(read: Read, line: str) -> None:
    assert authors(read(above=H1 + line)) == (None, [])


def test_a_name_below_the_headline_repeated_in_a_note_is_the_author(read: Read) -> None:
    below = "<div>Julia Miller covers the town hall for this paper.</div>"
    assert authors(read(above=f"{H1}<div>Julia Miller</div>", below=below))[1] == ["Julia Miller"]


def test_a_line_of_names_alone_lists_the_authors(read: Read) -> None:
    above = f"{H1}<div>Naftali Tishby, Fernando Pereira, William Bialek</div>"
    assert authors(read(above=above)) == ("byline:alone", ["Naftali Tishby", "Fernando Pereira", "William Bialek"])


def test_the_first_line_of_the_body_names_the_author(read: Read) -> None:
    body = f"<p>Mathatisi Sebusi/Mohalenyane Phakela</p>{BODY}"
    assert authors(read(body=body)) == ("byline:alone", ["Mathatisi Sebusi", "Mohalenyane Phakela"])


def test_an_agency_signs_the_last_line(read: Read) -> None:
    assert authors(read(below="<p>(dpa)</p>")) == ("byline:end", ["dpa"])


def test_the_editors_sign_the_last_line(read: Read) -> None:
    assert authors(read(below="<p>EX-Redaktion</p>")) == ("byline:end", ["EX-Redaktion"])


def test_a_name_in_the_last_line_beside_the_site_is_the_author(read: Read) -> None:
    found = read(below="<p>Wochenblatt / Última Hora</p>", url="https://wochenblatt.example/2024/bridge")
    assert authors(found) == ("byline:end", ["Última Hora"])


def test_other_last_lines_are_not_signatures(read: Read) -> None:
    assert authors(read(below="<p>More to follow</p>")) == (None, [])


def test_the_title_of_a_personal_site_names_its_author(read: Read) -> None:
    footer = "<footer>© 2024 Julia Miller. All rights reserved.</footer>"
    found = read(below=footer, url="https://juliamiller.example/bridge")
    assert authors(found) == ("byline:owner", ["Julia Miller"])


def test_the_menu_of_a_personal_site_names_its_author(read: Read) -> None:
    menu = '<nav><a href="/about">About Julia Miller</a></nav>'
    assert authors(read(below=menu, url="https://juliamiller.example/bridge")) == ("byline:owner", ["Julia Miller"])
    assert authors(read(below=menu, url="https://millertown.example/bridge")) == (None, [])


def test_head_and_copyright_line_together_name_the_owner(read: Read) -> None:
    above = f"<div>Julia Miller</div><div>Engineer by the river</div>{H1}"
    footer = "<footer>© 2024 Julia Miller.</footer>"
    assert authors(read(above=above, below=footer, url="https://rivers.example/x")) == (
        "byline:owner",
        ["Julia Miller"],
    )


def test_a_rare_name_has_priority_over_the_host_as_owner(read: Read) -> None:
    above = f"<div>Wqyrta Zindl</div>{H1}"
    assert authors(read(above=above, url="https://wqyrta.blogs.example/x")) == ("byline:owner", ["Wqyrta Zindl"])
    assert authors(read(above=above, url="https://wqyrta.example/x")) == (None, [])


def test_a_name_in_another_script_does_not_match_a_host(read: Read) -> None:
    above = f"<div>Наша Газета</div>{H1}"
    assert authors(read(above=above, url="https://gazeta.example/x")) == (None, [])


def test_the_owner_of_a_personal_site_is_a_person(read: Read) -> None:
    head = '<meta property="og:site_name" content="Julia Miller">'
    (owner,) = read(head, url="https://juliamiller.example/bridge")["authors"].value
    assert owner.kind == "person"


def test_a_name_in_the_copyright_line_of_other_sites_is_not_an_author(read: Read) -> None:
    assert authors(read(below="<footer>© 2024 Julia Miller. All rights reserved.</footer>")) == (None, [])


def test_a_very_long_copyright_line_is_ignored(read: Read) -> None:
    assert authors(read(below=f"<footer>{'© 2024 ' * 30_000}</footer>")) == (None, [])
