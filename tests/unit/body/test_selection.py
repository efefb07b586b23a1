"""The selection, given the probabilities: the most probable set, each text once."""

from __future__ import annotations

from clippings.body.selection import select_passages

LONG = "A paragraph of the article that says at some length what happened in the town on that day, number "


def chosen(*rows: tuple[str, float]) -> list[int]:
    texts = [text for text, _ in rows]
    return select_passages(texts, [chance for _, chance in rows], [float(len(text)) for text in texts])


def test_probable_passages_are_selected() -> None:
    assert chosen((LONG + "1", 0.9), ("Read our newsletter", 0.1), (LONG + "2", 0.8)) == [0, 2]


def test_less_certain_passages_are_selected_on_doubtful_pages() -> None:
    assert chosen((LONG + "1", 0.4), (LONG + "2", 0.35)) == [0, 1]
    assert chosen((LONG + "1", 0.99), (LONG + "2", 0.35)) == [0]


def test_the_more_probable_copy_is_selected() -> None:
    assert chosen((LONG + "1", 0.7), (LONG + "2", 0.9), (LONG + "1", 0.9)) == [1, 2]


def test_short_texts_may_repeat() -> None:
    assert chosen(("No comment.", 0.9), (LONG + "1", 0.9), ("No comment.", 0.9)) == [0, 1, 2]


def test_a_passage_with_the_whole_text_is_a_copy() -> None:
    parts = [LONG + str(number) * 60 + "." for number in range(12)]
    whole = " ## ".join(parts)
    assert chosen(*[(part, 0.9) for part in parts], (whole, 0.95)) == list(range(12))


def test_a_long_passage_that_quotes_another_is_not_a_copy() -> None:
    quoted = LONG + "1."
    assert chosen((quoted, 0.9), (quoted + " " + "Much more is said here. " * 80, 0.9)) == [0, 1]


def test_subheadings_between_copies_are_copies() -> None:
    story = [("Fares", 0.9), (LONG + "1", 0.9), ("Boats", 0.9), (LONG + "2", 0.9)]
    wide = [(text, chance - 0.1) for text, chance in story]
    form = ("Share this story with those who would like to read about the boats, and with others", 0.05)
    assert chosen(*story, form, *wide) == [0, 1, 2, 3]
    assert chosen(*wide, form, *story) == [5, 6, 7, 8]


def test_a_subheading_that_repeats_above_another_text_is_kept() -> None:
    first = [("Pros", 0.9), (LONG + "1", 0.9), ("Cons", 0.9), (LONG + "2", 0.9)]
    second = [("Pros", 0.9), (LONG + "3", 0.9), ("Cons", 0.9), (LONG + "4", 0.9)]
    teasers = [(LONG + "1", 0.2), (LONG + "2", 0.2)]
    assert chosen(*first, *second, *teasers) == list(range(8))
