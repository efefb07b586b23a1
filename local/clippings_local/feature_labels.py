"""Readable labels of the model's features."""

from __future__ import annotations

#: Labels of the beginnings of features' names.
PLACES = {
    "own": "named",
    "around": "inside what is named",
    "is": "the element is",
    "in": "inside",
    "says": "speaks of",
    "heading_says": "the heading above speaks of",
    "like": "blocks of the same make:",
    "before1": "the block before:",
    "before2": "two before:",
    "after1": "the block after:",
    "after2": "two after:",
    "c1": "the box around it:",
    "c2": "two boxes around it:",
    "c3": "three boxes around it:",
    "page": "the page:",
    "structure": "the table, list, code or quotation that it is part of:",
    "branch": "its branch of the page:",
}
#: Labels of features whose names are not clear.
PHRASES = {
    "heading": "level of the heading",
    "kind": "kind of block",
    "commas": "commas a character",
    "capitals": "share of words with a capital",
    "digits": "share of digits",
    "nodes": "pieces of text and line breaks",
    "braces": "has a brace",
    "passages": "blocks",
    "same": "what it shares with this one",
    "share": "share of the page's running text",
    "good": "running text (logarithm)",
    "good_share": "share of the page's running text",
    "good_part": "part that is running text",
    "page_passages": "blocks of the page (logarithm)",
    "page_good_share": "the page: part that is running text",
    "page_told": "the page's JSON-LD holds its text",
    "page_told_share": "length of the text in JSON-LD, beside the running text",
    "page_told_cover": "part of the text in JSON-LD that the page shows",
    "page_headline": "place of the headline on the page",
    "page_articles": "<article> elements of the page",
    "under_furniture": "words of page furniture in the heading above",
    "article_claim": "share of the running text that is in <article>",
    "article_inside": "stands in the <article> with most text",
    "main_claim": "share of the running text that is in <main>",
    "main_inside": "stands in <main>",
    "articlebody_claim": "share of the running text that is marked as the article's body",
    "articlebody_inside": "stands in what holds most of the article's marked body",
    "named_claim": "share of the running text in what is named for it",
    "named_inside": "stands in what is named for the text and holds most of it",
    "in_articlebody": "inside what is marked as the article's body",
    "in_hidden": "inside what is hidden",
    "in_dialog": "inside a dialog",
    "in_custom": "inside a custom element",
    "in_named": "inside what is named for the article's text",
    "is_articlebody": "marked as the article's body",
    "is_hidden": "hidden",
    "is_dialog": "a dialog",
    "is_custom": "a custom element",
    "is_named": "named for the article's text",
    "size": "length (logarithm of letters)",
    "links": "share that is linked",
    "words": "words",
    "word_length": "letters a word",
    "stops": "full stops a character",
    "ends": "how it ends",
    "begins": "how it begins",
    "depth": "depth in the page",
    "out": "boxes away from the main text",
    "down": "boxes below the way to the main text",
    "near_good": "running text nearby",
    "wide_good": "running text around",
    "near_links": "links nearby",
    "before_good": "blocks since the last running text",
    "after_good": "blocks to the next running text",
    "from_headline": "blocks since the headline",
    "position": "place on the page",
    "position_size": "share of the page's text before it",
    "position_good": "share of the running text before it",
    "focus_position": "place in the main text",
    "title_share": "words that are the title's",
    "title_cover": "share of the title's words",
    "told": "confirmed by the page's JSON-LD",
    "description": "the page's description",
    "copies_before": "copies before it",
    "copies_after": "copies after it",
    "own_passages": "blocks in its own box",
    "furniture": "words of page furniture",
    "first_mark": "markup that it begins with",
    "under_distance": "blocks since the heading",
    "under_level": "level of the heading above",
    "sibling_position": "place among its siblings",
    "parent_good_before": "running text before it in the box around it",
    "parent_good_after": "running text after it in the box around it",
    "grand_good_before": "running text before it two boxes around it",
    "grand_good_after": "running text after it two boxes around it",
    "article_good": "share of the running text in the <article> around it",
    "article_number": "which <article> of the page it stands in",
    "head_out": "boxes above the headline that also hold it",
    "head_down": "boxes below the way to the headline",
    "head_good": "share of the running text in the box that holds it and the headline",
    "list_lead": "how the text before the list ends",
    "cohesion": "long words that the rest of the text has too",
    "lexicon_sum": "what its words tell in all",
    "lexicon_mean": "what its words tell on average",
    "lexicon_before": "what the words of the block before tell",
    "lexicon_after": "what the words of the block after tell",
    "structure_kind": "what it is part of",
    "longest": "longest block (logarithm)",
    "lead_size": "length of the block before (logarithm)",
    "lead_links": "share of the block before that is linked",
    "lead_ends": "how the block before ends",
    "lead_heading": "level of the heading before",
    "lead_sibling": "stands in one box with the block before",
    "lead_distance": "blocks since running text",
    "next_size": "length of the block after (logarithm)",
    "next_links": "share of the block after that is linked",
    "next_sibling": "stands in one box with the block after",
    "next_distance": "blocks to running text",
    "next_heading": "level of the heading after",
    "parent_good": "share of the page's running text beside it in its box",
    "parent_links": "links beside it in its box",
    "parent_direct": "running text beside it in its box",
    "mean": "letters a block",
    "alike": "boxes of the same make",
}
#: Features with the values yes and no.
ANSWERS = ("own_", "around_", "in_", "is_", "says_", "heading_says_")
ANSWERED = frozenset(
    "braces description page_told article_inside main_inside articlebody_inside named_inside structure_lead_sibling "
    "structure_next_sibling".split()
)
_ENDS = {0.0: "without a mark", 1.0: "colon or comma", 2.0: "quotation mark or bracket", 3.0: "full stop"}
#: The kinds of structures in the order of their numbers.
STRUCTURES = ("table", "code", "list", "definitions", "quotation")
#: Labels of the values of features that are not numbers.
CODES: dict[str, dict[float, str]] = {
    "structure_kind": dict(zip((-1.0, 1.0, 2.0, 3.0, 4.0, 5.0), ("nothing", *STRUCTURES), strict=True)),
    "kind": {0.0: "text", 1.0: "row of a table", 2.0: "code", 3.0: "embed"},
    "ends": _ENDS,
    "list_lead": {-1.0: "no text before", **_ENDS, **{10 + code: f"heading, {end}" for code, end in _ENDS.items()}},
    "begins": {0.0: "letter without case", 1.0: "lower-case letter", 2.0: "capital", 3.0: "digit", 4.0: "sign"},
    "first_mark": dict(enumerate("none strong emphasis link span time small font other".split())),
    "same": {-1.0: "there is none", 0.0: "nothing", 1.0: "the element", 2.0: "the box", 3.0: "element and box"},
}


def say_feature(name: str) -> str:
    """Return what the feature *name* measures, in words."""
    if name in PHRASES:
        return PHRASES[name]
    for place in sorted(PLACES, key=len, reverse=True):
        if name.startswith(f"{place}_"):
            rest = name.removeprefix(f"{place}_")
            return f"{PLACES[place]} {PHRASES.get(rest, rest.replace('_', ' '))}"
    return name.replace("_", " ")


def say_value(feature: str, value: float) -> str:
    """Return the *value* of *feature*: codes in words, numbers rounded."""
    if (feature.startswith(ANSWERS) and feature != "own_passages") or feature in ANSWERED:
        return {0.0: "no", 1.0: "yes"}.get(value, "there is none")
    codes = CODES.get("same" if feature.endswith("_same") else feature)
    if codes is not None and value in codes:
        return codes[value]
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"
