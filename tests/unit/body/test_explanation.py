"""The explanation names the decision about each passage of a page, and the features for and against it."""

from __future__ import annotations

from clippings.body.explanation import Explanation, explain_body
from clippings.body.extraction import read_body
from clippings.page.page import make_page

LONG = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one"
PAGE = (
    "<nav><ul><li><a href=/>Home</a><li><a href=/h>Harbour</a></ul></nav><main><article><h1>Third quay opens</h1>"
    + "".join(f"<p>{LONG}, and {word} people came to see it.</p>" for word in ("many", "few", "some", "most", "all"))
    + "</article></main><footer><p>Copyright The Bay Courier. All rights reserved.</p></footer>"
)


def explained(markup: str = PAGE) -> Explanation:
    return explain_body(make_page(markup), "Third quay opens")


def test_the_explanation_has_every_passage_in_order() -> None:
    assert [judged.text for judged in explained().passages][:4] == [
        "Home",
        "Harbour",
        "Third quay opens",
        f"{LONG}, and many people came to see it.",
    ]


def test_passages_explained_as_kept_are_in_the_body() -> None:
    kept = [judged.text for judged in explained().passages if judged.decision == "kept"]
    assert kept == [block.text for block in read_body(make_page(PAGE), "Third quay opens").blocks]


def test_short_links_and_headline_have_their_own_decisions() -> None:
    decisions = {judged.text: judged.decision for judged in explained().passages}
    assert decisions["Home"] == "furniture"
    assert decisions["Third quay opens"] == "headline"
    assert decisions["Copyright The Bay Courier. All rights reserved."] == "dropped"


def test_explained_passages_have_the_path_of_boxes() -> None:
    assert [judged.path for judged in explained().passages][3] == ("html", "body", "main", "article", "p")


def test_reasons_are_limited_and_sorted_by_weight() -> None:
    told = [judged.reasons for judged in explained().passages if judged.reasons]
    assert told
    for reasons in told:
        weights = [abs(reason.weight) for reason in reasons]
        assert weights == sorted(weights, reverse=True)
        assert len(weights) <= 6
        assert all(reason.value != reason.usual for reason in reasons)


def test_a_long_copy_is_explained_as_copy() -> None:
    first = f"<p>{LONG}, and many people came to see it.</p>"
    decisions = [judged.decision for judged in explained(PAGE.replace(first, first + first)).passages]
    assert decisions.count("copy") == 1


def test_a_page_without_text_has_an_empty_explanation() -> None:
    assert explained("<img src=a.jpg>").passages == ()
