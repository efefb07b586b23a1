"""The engine on SQLite: what the tests of all engines do not see (tests/integration/search)."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.search.conftest import document, request

from clippings.errors import InvalidRequest
from clippings.search.matching import MatchedDocument
from clippings.search.query import parse_query
from clippings.search.sqlite import SqliteEngine, to_match

WORDS = ["bridge", "bridges", "old", "ferry", "東京", "東京都", "橋", "Köln", "नदी", "EU"]


def ids(engine: SqliteEngine, text: str) -> list[str]:
    return [hit.short["id"] for hit in engine.search(request(text)).hits]


def test_an_index_file_is_reopened(tmp_path: Path) -> None:
    first = SqliteEngine(tmp_path / "search.sqlite")
    assert first.is_empty
    first.put([document("a", title="The old bridge")])
    first.close()
    again = SqliteEngine(tmp_path / "search.sqlite")
    assert not again.is_empty
    assert ids(again, "bridge") == ["a"]
    again.close()


def test_an_index_of_another_format_is_created_again(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    first = SqliteEngine(path)
    assert not first.is_filled
    first.put([document("a", title="The old bridge")])
    first.mark_filled()
    again = SqliteEngine(path)  # another process has it open, too
    assert again.is_filled
    assert ids(again, "bridge") == ["a"]
    again.close()
    first._connection.execute("PRAGMA user_version = 99")
    first.close()
    newer = SqliteEngine(path)
    assert (newer.is_filled, newer.is_empty) == (False, True)
    newer.close()


def test_an_older_version_of_an_article_is_ignored() -> None:
    engine = SqliteEngine()
    engine.put([document("a", title="The new bridge", version=3)])
    engine.put([document("a", title="The old bridge", version=2)])
    assert (ids(engine, "new bridge"), ids(engine, "old bridge")) == (["a"], [])
    engine.remove([("a", 2)])
    assert ids(engine, "bridge") == ["a"]
    engine.remove([("a", 4)])
    engine.put([document("a", title="The new bridge", version=3)])
    assert (ids(engine, "bridge"), engine.ids(None, 10)) == ([], ([], None))


def test_a_query_is_translated_for_fts5() -> None:
    query = parse_query('harbour OR port "old bridge" ferr* -tolls')
    assert to_match(query) == '(("harbour" OR "port") AND ("old bridge") AND ("ferr"*)) NOT ("tolls")'


@settings(max_examples=150)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), min_size=1, max_size=5),
    st.lists(
        st.one_of(
            st.sampled_from(WORDS),
            st.sampled_from(["OR", "-ferry", "-old", "bri*", '"old bridge"', "-橋", '"東京 橋"', "東*"]),
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_the_engine_agrees_with_the_reference_match(titles: list[list[str]], parts: list[str]) -> None:
    engine = SqliteEngine()
    documents = [document(f"a{n}", " ".join(reversed(title)), title=" ".join(title)) for n, title in enumerate(titles)]
    engine.put(documents)
    try:
        asked = request(" ".join(parts))
    except InvalidRequest:
        return
    found = {hit.short["id"] for hit in engine.search(asked).hits}
    assert found == {each.id for each in documents if MatchedDocument(each).fits(asked)}
    engine.close()
