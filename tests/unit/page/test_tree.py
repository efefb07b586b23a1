"""The functions of the HTML parser that the package uses."""

from __future__ import annotations

import pytest

from clippings.page.tree import (
    MAX_ATTRIBUTE_CHARS,
    MAX_REOPENED_NODES,
    MAX_ROOT_TAGS,
    MAX_TREE_DEPTH,
    attribute,
    guess_encoding,
    inner_text,
    read_tree,
    web_codec,
)


def test_attributes_are_read() -> None:
    element = read_tree("<p class='a  b' hidden data-x=''>").find("p")
    assert element is not None
    assert [attribute(element, name) for name in ("class", "hidden", "data-x", "id")] == ["a b", "", "", None]


def test_the_text_of_an_element_is_one_line() -> None:
    element = read_tree("<p> a <b>b\n</b> c").find("p")
    assert element is not None
    assert inner_text(element) == "a b c"


@pytest.mark.parametrize("markup", ["", "<", "</", "<p", "<!--", "<![CDATA[", "\0", "<p></p></p>", "</body><p>x"])
def test_every_string_can_be_parsed(markup: str) -> None:
    assert read_tree(markup).find("body") is not None


def test_misnested_elements_are_nested_as_in_browsers() -> None:
    body = read_tree("<p><b>a<i>b</b>c</i>").find("body")
    assert body is not None
    assert body.inner_html == "<p><b>a<i>b</i></b><i>c</i></p>"


@pytest.mark.parametrize(
    ("label", "known"),
    [("UTF-8", True), (" latin1 ", True), ("shift_jis", True), ("rot13", False), ("", False), ("x\0y", False)],
)
def test_encodings_have_the_labels_of_the_web_standard(label: str, known: bool) -> None:
    assert (web_codec(label) is not None) == known


def test_an_encoding_is_guessed_from_letters_and_not_from_declarations() -> None:
    text = "Мэр открыл третий причал гавани в понедельник, через два года после шторма, и поблагодарил всех."
    assert guess_encoding(b"<meta charset=gbk>" + text.encode("windows-1251")) == "windows-1251"


def test_too_deep_nodes_are_moved_to_the_last_level() -> None:
    inside = "one<p>two<i>three</i>four</p><script>five</script>six"
    tree = read_tree("<div>" * 400 + inside + "</div>" * 300 + "seven")
    assert tree.select_one(" > ".join(["*"] * (MAX_TREE_DEPTH + 2))) is None
    body = tree.find("body")
    assert body is not None
    assert body.text == "onetwothreefourfivesixseven"
    assert [element.text for element in (*tree.find_all("i"), *tree.find_all("script"))] == ["three", "five"]


def test_a_page_within_the_depth_limit_is_unchanged() -> None:
    markup = "<div>" * (MAX_TREE_DEPTH - 4) + "<p>a<b>b</b>c"
    assert "<p>a<b>b</b>c</p>" in read_tree(markup).html


def test_repeated_root_tags_add_no_attributes() -> None:
    tags = "".join(f"<BODY a{number}=1><html\nb{number}=1>" for number in range(100))
    tree = read_tree(f"<html lang=en><body class=x>one{tags}<p>two")
    body, html = tree.find("body"), tree.find("html")
    assert body is not None
    assert html is not None
    assert (body.attr("class"), html.attr("lang"), body.text) == ("x", "en", "onetwo")
    assert len(body.attrs) + len(html.attrs) <= MAX_ROOT_TAGS


@pytest.mark.parametrize(
    "item",
    [
        "<li><b id=a{}>x",
        "<li><FONT\ncolor='{}'>x",
        "<dt><i id=a{}>x",
        "<li><b x=a'b{} c='>x</b>'>",
        "<li><b x='>{}'>x",
        "<li><s id=a{}><xmp></s></xmp>",
        '<li><b id="a{}">x</b\v>',
        '<li><b id="a{}">x</b\u00a0>',
        '<li><s id="a{}">x</\u017f>',
        '<li><strike id="a{}">x</stri\u212ae>',
        "<li><u id=a{}><!--</u>-->",
        "<li><em id=a{}><table><td></em></table>",
        "<li><code title='<b id=1>x</b>' id=a{}>",
    ],
)
def test_elements_that_are_left_open_are_reopened_in_few_places(item: str) -> None:
    tree = read_tree("".join(item.format(number) for number in range(12_000)))
    assert tree.root is not None
    assert sum(1 for _ in tree.root.descendants) < 2 * MAX_REOPENED_NODES


def test_elements_that_are_closed_stay_on_a_large_page() -> None:
    closed = "".join(f'<p><b id="a{number}">Quay</b> and <em class=k>one <i>more</i></em>' for number in range(20_000))
    tree = read_tree(closed)
    assert [len(tree.find_all(tag)) for tag in ("b", "em", "i")] == [20_000] * 3


def test_elements_that_are_left_open_stay_on_a_usual_page() -> None:
    tree = read_tree("".join(f"<li><font color=#{number:06}>Quay {number}" for number in range(100)))
    assert len(tree.find_all("font")) == 100 * 101 / 2


def test_too_long_names_and_styles_are_truncated() -> None:
    long = "ab " * MAX_ATTRIBUTE_CHARS
    element = read_tree(f"<p class='{long}' id='{long}' style='{long}' title='{long}'>").find("p")
    assert element is not None
    cut = long[:MAX_ATTRIBUTE_CHARS]
    assert [element.attr(name) for name in ("class", "id", "style", "title")] == [cut, cut, cut, long]
