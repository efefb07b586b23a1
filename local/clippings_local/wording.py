"""The model's features in words."""

from __future__ import annotations

#: What the beginning of a feature's name stands for.
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
    "branch": "its branch of the page:",
}
#: Features whose names say too little.
PHRASES = {
    "size": "length (logarithm of letters)",
    "links": "share that is linked",
    "words": "words",
    "word_length": "letters a word",
    "stops": "full stops",
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
    "mean": "letters a block",
    "alike": "boxes of the same make",
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


def say_value(value: float) -> str:
    """Return a feature's value without more digits than it deserves."""
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"
