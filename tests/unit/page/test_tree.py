"""What the package asks of its HTML parser."""

from __future__ import annotations

import pytest

from clippings.page.tree import attribute, guess_encoding, inner_text, read_tree, web_codec


def test_attributes_are_read_as_they_stand() -> None:
    element = read_tree("<p class='a  b' hidden data-x=''>").find("p")
    assert element is not None
    assert [attribute(element, name) for name in ("class", "hidden", "data-x", "id")] == ["a b", "", "", None]


def test_the_text_of_an_element_is_on_one_line() -> None:
    element = read_tree("<p> a <b>b\n</b> c").find("p")
    assert element is not None
    assert inner_text(element) == "a b c"


@pytest.mark.parametrize("markup", ["", "<", "</", "<p", "<!--", "<![CDATA[", "\0", "<p></p></p>", "</body><p>x"])
def test_every_string_is_a_document(markup: str) -> None:
    assert read_tree(markup).find("body") is not None


def test_misnested_marks_are_put_as_browsers_put_them() -> None:
    body = read_tree("<p><b>a<i>b</b>c</i>").find("body")
    assert body is not None
    assert body.inner_html == "<p><b>a<i>b</i></b><i>c</i></p>"


@pytest.mark.parametrize(
    ("label", "known"),
    [("UTF-8", True), (" latin1 ", True), ("shift_jis", True), ("rot13", False), ("", False), ("x\0y", False)],
)
def test_an_encoding_is_known_by_the_labels_of_the_web(label: str, known: bool) -> None:
    assert (web_codec(label) is not None) == known


def test_an_encoding_is_guessed_from_letters_and_not_from_what_is_declared() -> None:
    text = "Мэр открыл третий причал гавани в понедельник, через два года после шторма, и поблагодарил всех."
    assert guess_encoding(b"<meta charset=gbk>" + text.encode("windows-1251")) == "windows-1251"
