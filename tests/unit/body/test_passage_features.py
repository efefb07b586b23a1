"""The numbers of one passage, counted by hand on small pages."""

from __future__ import annotations

from math import log1p

import pytest

from clippings.body.furniture_words import NAMES
from clippings.body.layout import lay_out_page
from clippings.body.passage_features import FAR, OWN_FEATURES, PassageFeatures
from clippings.page.flow import read_flow
from clippings.page.page import make_page

TEXT = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."


def features(markup: str, title: str | None = None) -> PassageFeatures:
    page = make_page(markup)
    return PassageFeatures(lay_out_page(page, read_flow(page), title))


def named(markup: str, index: int = 0, title: str | None = None) -> dict[str, float]:
    return dict(zip(OWN_FEATURES, features(markup, title).vector(index), strict=True))


def test_feature_names_match_the_vector() -> None:
    assert len(set(OWN_FEATURES)) == len(OWN_FEATURES)


def test_wording_is_counted() -> None:
    found = named("<p>Ten ships, two boats, 40 men.")
    assert found["size"] == log1p(29)
    assert found["words"] == 6
    assert found["commas"] == 2 / 29
    assert found["stops"] == 1 / 29
    assert found["digits"] == 2 / 29
    assert found["capitals"] == 1 / 6


@pytest.mark.parametrize(
    "text",
    [
        "It is. It was!",
        "他走了。她也走了。",
        "वह गया। वह आई।",
        "وہ گیا۔ وہ آئی۔",
        "Նա գնաց։ Նա եկավ։",
        "ሄደ። መጣች።",
        "သွားသည်။ လာသည်။",
    ],
)
def test_the_stops_of_every_script_are_counted(text: str) -> None:
    assert named(f"<p>{text}")["stops"] == 2 / len(text)


@pytest.mark.parametrize(
    ("text", "ends"), [("It is.", 3), ("他走了。", 3), ("“It is.”", 2), ("It is:", 1), ("It is", 0)]
)
def test_endings_of_passages_are_coded(text: str, ends: float) -> None:
    assert named(f"<p>{text}")["ends"] == ends


@pytest.mark.parametrize(
    ("text", "begins"), [("It", 2), ("it", 1), ("他走了", 0), ("3 men", 3), ("“It”", 4), ("Éden", 2)]
)
def test_beginnings_of_passages_are_coded(text: str, begins: float) -> None:
    assert named(f"<p>{text}")["begins"] == begins


@pytest.mark.parametrize(
    ("markup", "mark"),
    [("<p>plain", 0), ("<p><b>x</b>", 1), ("<p><em>x</em>", 2), ("<p><a href=/>x</a>", 3), ("<p><u>x</u>", 8)],
)
def test_first_marks_of_passages_are_coded(markup: str, mark: float) -> None:
    assert named(markup)["first_mark"] == mark


def test_the_linked_share_is_computed() -> None:
    assert named("<p>12345<a href=/x>678</a>90")["links"] == 3 / 10


def test_the_share_of_title_words_is_computed() -> None:
    found = named("<p>The third quay was cheap", title="Third quay opens")
    assert found["title_share"] == 2 / 5
    assert found["title_cover"] == 2 / 3


@pytest.mark.parametrize(("described", "said"), [(TEXT, 1), (f"{TEXT[:60]} …", 1), ("Something else " * 5, 0)])
def test_passages_in_the_description_are_marked(described: str, said: float) -> None:
    assert named(f"<meta name=description content='{described}'><p>{TEXT}")["description"] == said


def test_copies_before_and_after_are_counted() -> None:
    page = features("<p>a<p>b<p>a<p>a")
    at = OWN_FEATURES.index("copies_before"), OWN_FEATURES.index("copies_after")
    assert [tuple(page.vector(index)[place] for place in at) for index in range(4)] == [(0, 2), (0, 0), (1, 1), (2, 0)]


def test_distances_to_running_text_are_limited() -> None:
    page = f"<p>{TEXT}<p>x<p>y<p>{TEXT} Again."
    assert (named(page, 1)["before_good"], named(page, 1)["after_good"]) == (1, 2)
    assert (named(page, 0)["before_good"], named(page, 3)["after_good"]) == (FAR, FAR)
    assert named("<p>x" * 100, 50)["before_good"] == FAR


def test_missing_neighbors_have_default_values() -> None:
    found = named("<p>x<p>y")
    assert [found[f"before1_{name}"] for name in ("size", "links", "same")] == [-1, -1, -1]
    assert (found["after1_size"], found["after1_links"], found["after1_same"]) == (log1p(1), 0, 3)
    assert found["after2_size"] == -1


def test_neighbors_are_compared_by_tag_and_box() -> None:
    found = named("<div><p>x</div><div><p>y<h2>z</h2></div>", 1)
    assert (found["before1_same"], found["after1_same"]) == (1, 2)


def test_the_heading_above_a_passage_is_found() -> None:
    page = "<p>x<h3>Heading</h3><p>y<p>z"
    assert (named(page, 0)["under_level"], named(page, 0)["under_distance"]) == (0, FAR)
    assert (named(page, 3)["under_level"], named(page, 3)["under_distance"]) == (3, 2)


def test_word_bits_include_those_of_the_heading() -> None:
    page = features("<h3>Subscribe to our newsletter</h3><p>x")
    own = page.word_bits(0)
    assert own
    assert page.word_bits(1) == own << len(NAMES)


def test_the_end_of_the_text_before_a_list_is_coded() -> None:
    page = "<p>They want this:<ul><li>paint<li>rope</ul><h2>What next?</h2><ul><li>work</ul>"
    assert [named(page, index)["list_lead"] for index in (0, 1, 2, 4)] == [-1, 1, 1, 13]


def test_cohesion_is_the_share_of_words_in_other_passages() -> None:
    page = f"<article><p>{TEXT}<p>{TEXT} Harbour masters everywhere agreed with the mayor.<p>harbour lanterns</article>"
    assert named(page, 2)["cohesion"] == 1 / 2
    assert named("<p>a b c")["cohesion"] == -1


def test_braces_in_text_are_counted() -> None:
    assert (named("<p>x { color: red }")["braces"], named("<p>x (y)")["braces"]) == (1, 0)


@pytest.mark.parametrize("markup", ["<p>x", "<pre>x</pre>", "<h1>1</h1>", "<table><tr><td>😀</table>", "<li>,"])
def test_a_page_with_one_passage_has_all_features(markup: str) -> None:
    assert len(features(markup).vector(0)) == len(OWN_FEATURES)
