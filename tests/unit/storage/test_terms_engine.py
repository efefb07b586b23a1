"""How the listings are searched; tests/integration/search/test_engines.py compares it with the other engines."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.storage.conftest import to_enriched

from clippings.errors import InvalidRequest
from clippings.search.engine import SearchRequest
from clippings.search.query import NotSearchable, function_words, parse_query
from clippings.settings import ListingCaps
from clippings.short_form import MAX_TITLE, pack, to_short
from clippings.storage import facet_keys
from clippings.storage.lists import Lists, Rows
from clippings.storage.terms_engine import TermsEngine, _test, ignored_parts, order_places, term_places


class Recorder:
    """Lists that answer one page and remember how they were asked."""

    is_listed = Lists.is_listed

    def __init__(self, rows: Rows | None = None) -> None:
        self.rows = rows or Rows((), None, 0)
        self.asked: list[Any] = []
        self.options: dict[str, Any] = {}

    def page(self, *place: Any, **options: Any) -> Rows:
        self.asked.append((place, tuple(options.pop("filters"))))
        self.options = options
        return self.rows

    def month_page(self, **options: Any) -> Rows:
        return self.page(**options)


def ask(recorder: Recorder, text: str | None = None, **rest: Any) -> Any:
    return TermsEngine(recorder).search(SearchRequest(parse_query(text) if text else None, **rest))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "filters", "place", "others"),
    [
        ("old bridges", (), ("term", ("bridges",)), [("term", ("old",))]),
        ("bridge", (("publisher", ("Gazette",)),), ("term", ("bridge",)), [("publisher", ("Gazette",))]),
        ("bridge", (("tag", ("port",)),), ("tag", ("port",)), [("term", ("bridge",))]),
        ("ferry OR canal", (), ("term", ("ferry", "canal")), []),
        ("harbour ferry OR canal", (), ("term", ("harbour",)), [("term", ("ferry", "canal"))]),
        ("vitamin C", (), ("term", ("vitamin",)), [("term", ("c",))]),
        (None, (("language", ("en",)), ("host", ("a.example",))), ("language", ("en",)), [("host", ("a.example",))]),
    ],
)
def test_the_smallest_partition_is_read_and_the_other_values_are_filters(
    text: str | None, filters: Any, place: Any, others: list[Any]
) -> None:
    recorder = Recorder()
    ask(recorder, text, filters=filters)
    assert recorder.asked == [(place, tuple(others))]


def test_without_a_selection_the_months_are_read() -> None:
    recorder = Recorder()
    ask(recorder, filters=(("kind", ("opinion",)),))
    assert recorder.asked == [((), (("kind", ("opinion",)),))]
    assert order_places([("kind", ("opinion",))], Lists(None, 1).is_listed)[0] is None  # type: ignore[arg-type]


def test_there_is_no_order_by_relevance() -> None:
    recorder = Recorder()
    assert ask(recorder, "bridge", order="relevance").order == "newest"
    assert recorder.options["newest_first"] is True
    assert ask(recorder, "bridge", order="oldest").order == "oldest"
    assert recorder.options["newest_first"] is False


def test_articles_that_fit_on_one_page_are_counted() -> None:
    item = {"id": "a", "title": "Bridge"}
    assert ask(Recorder(Rows((item,), None, 1)), "bridge").total == 1
    assert ask(Recorder(Rows((item,), {"sk": "x"}, 1)), "bridge").total is None
    assert ask(Recorder(Rows((item,), None, 1)), "bridge", position={"sk": "x"}).total is None


def test_ignored_prefixes_and_excluded_phrases_are_named() -> None:
    assert ignored_parts(parse_query('harbour bri* -"old ferry" -toll')) == ("bri", "old ferry")


@pytest.mark.parametrize("text", ["bri*", "bri* OR fer*", "bri* x"])
def test_a_query_of_prefixes_alone_is_rejected(text: str) -> None:
    with pytest.raises(NotSearchable):
        term_places(parse_query(text))


def test_a_clause_with_a_prefix_is_ignored_completely() -> None:
    assert term_places(parse_query("harbour ferry OR can*")) == [("term", ("harbour",))]


def test_a_long_run_of_characters_is_looked_up_by_a_limited_number_of_pairs() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(60))
    assert len(term_places(parse_query(text))) == 32


WORDS = st.sampled_from(
    ["ab", "c", "12", "-", "-de", "OR", "AND", '"ab', 'c"', "«d»", "l’eau", "東京の橋", "橋", "ÅßŁ", "f*", "नदी"]
)
FILLER = [f"w{n}" for n in range(40)]


@given(st.lists(WORDS, min_size=1, max_size=12), st.integers(0, 40))
def test_a_headline_with_operators_finds_its_article(words: list[str], fill: int) -> None:
    title = " ".join([*words[:3], *FILLER[:fill], *words[3:]])
    try:
        query = parse_query(title)
        places = term_places(query)
    except InvalidRequest:  # nothing to look up, or a quotation mark without a partner
        return
    article = to_enriched(title=title)
    tokens = facet_keys.tokens(article, ListingCaps())
    held = frozenset(map(facet_keys.row_token, tokens))
    read, _ = order_places(places, Lists(None, 1).is_listed)  # type: ignore[arg-type]
    assert read
    if not (query.without and function_words().issuperset(read[1])):  # "-port the": nothing else leads to its list
        assert any(facet_keys.token(*each) in tokens for each in ((read[0], value) for value in read[1]))
    for kind, values in places:
        assert any(facet_keys.row_token(facet_keys.token(kind, value)) in held for value in values)
    row = {"f": held, "s": pack(to_short(article, "2026-03-02"))}
    if len(title) <= MAX_TITLE:
        assert _test(query)(row)
