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


def test_every_passage_of_the_page_is_told_in_order() -> None:
    assert [judged.text for judged in explained().passages][:4] == [
        "Home",
        "Harbour",
        "Third quay opens",
        f"{LONG}, and many people came to see it.",
    ]


def test_what_is_said_to_be_kept_is_what_the_body_holds() -> None:
    kept = [judged.text for judged in explained().passages if judged.decision == "kept"]
    assert kept == [block.text for block in read_body(make_page(PAGE), "Third quay opens").blocks]


def test_a_short_link_and_the_headline_say_why_they_are_left_out() -> None:
    decisions = {judged.text: judged.decision for judged in explained().passages}
    assert decisions["Home"] == "furniture"
    assert decisions["Third quay opens"] == "headline"
    assert decisions["Copyright The Bay Courier. All rights reserved."] == "dropped"


def test_a_paragraph_knows_the_boxes_around_it() -> None:
    assert [judged.path for judged in explained().passages][3] == ("html", "body", "main", "article", "p")


def test_reasons_are_few_and_the_weightiest_comes_first() -> None:
    told = [judged.reasons for judged in explained().passages if judged.reasons]
    assert told
    for reasons in told:
        weights = [abs(reason.weight) for reason in reasons]
        assert weights == sorted(weights, reverse=True)
        assert len(weights) <= 6
        assert all(reason.value != reason.usual for reason in reasons)


def test_a_long_copy_says_that_it_is_one() -> None:
    first = f"<p>{LONG}, and many people came to see it.</p>"
    decisions = [judged.decision for judged in explained(PAGE.replace(first, first + first)).passages]
    assert decisions.count("copy") == 1


def test_a_page_without_text_has_nothing_to_explain() -> None:
    assert explained("<img src=a.jpg>").passages == ()
