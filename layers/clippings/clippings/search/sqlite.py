"""The engine on one machine: SQLite's full-text index FTS5, in a file or in memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import RLock
from typing import Any

from clippings.search.document import FIELDS, WEIGHTS, SearchDocument
from clippings.search.engine import MAX_FACET_VALUES, FacetCount, Hit, Order, SearchRequest, SearchResult
from clippings.search.folding import facet_value
from clippings.search.highlighting import highlight
from clippings.search.query import Operand, TextQuery

NAME = "sqlite"
#: The path of an index in memory, which is lost when the process ends.
IN_MEMORY = ":memory:"
#: Version of the index. It is raised when the tables or the analysis of text change. An older index is built again.
FORMAT = 1
#: Rank of an article whose title equals the query, so that it comes first.
TITLE_RANK = -1e6

#: Seconds that a connection waits for another one that writes.
BUSY_SECONDS = 10

# The words are analyzed before they are stored. The tokenizer only splits them at spaces.
_SCHEMA = f"""
CREATE TABLE articles (
    doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, found INTEGER NOT NULL,
    at TEXT, day TEXT, dated INTEGER, added_at TEXT, title_key TEXT, short TEXT, standfirst TEXT, text TEXT
);
CREATE INDEX articles_at ON articles (at);
CREATE INDEX articles_added ON articles (added_at, at);
CREATE INDEX articles_title ON articles (title_key);
CREATE TABLE facets (doc INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, label TEXT NOT NULL);
CREATE INDEX facets_value ON facets (kind, value, doc);
CREATE INDEX facets_doc ON facets (doc, kind);
CREATE VIRTUAL TABLE words USING fts5 ({", ".join(FIELDS)}, tokenize = "ascii");
PRAGMA application_id = 0;
PRAGMA user_version = {FORMAT};
"""

#: The expression and direction of each order. Ties are decided by ``at``, which is unique.
_SORTS: dict[Order, tuple[str, str]] = {
    "relevance": ("rank", "ASC"),
    "newest": ("at", "DESC"),
    "oldest": ("at", "ASC"),
    "added": ("added_at", "DESC"),
}


class SqliteEngine:
    """Searches and updates one index. Threads may share it."""

    name = NAME
    engines = frozenset({NAME})

    def __init__(self, path: str | Path = IN_MEMORY) -> None:
        """Open the index at *path*, a file or :data:`IN_MEMORY`. An index of an earlier format is emptied."""
        self._lock = RLock()
        self._connection = sqlite3.connect(
            str(path), timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        with self._connection:
            # Checked while no other process writes: several processes may open a new file together.
            self._connection.execute("BEGIN IMMEDIATE")
            if self._connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                self._make()

    def _make(self) -> None:
        for table in ("articles", "facets", "words"):
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _SCHEMA.split(";"):
            self._connection.execute(statement)

    @property
    def is_filled(self) -> bool:
        """Whether :meth:`mark_filled` was called since the index was created."""
        with self._lock:
            return bool(self._connection.execute("PRAGMA application_id").fetchone()[0])

    def mark_filled(self) -> None:
        """Record that all articles were put into the index."""
        with self._lock:
            self._connection.execute("PRAGMA application_id = 1")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @property
    def is_empty(self) -> bool:
        """Whether no article was ever put into the index."""
        with self._lock:
            return self._connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None

    def put(self, documents: Sequence[SearchDocument]) -> None:
        """Index *documents*. A document that is older than the indexed version is ignored."""
        with self._lock, self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for document in documents:
                doc = self._replace(document.id, document.version)
                if doc is not None:
                    self._insert(doc, document)

    def remove(self, articles: Iterable[tuple[str, int]]) -> None:
        """Remove articles, by id and version, from the index. Their versions are kept."""
        with self._lock, self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for article_id, version in articles:
                self._replace(article_id, version)

    def ids(self, after: str | None, limit: int) -> tuple[list[str], str | None]:
        """Return the ids of at most *limit* indexed articles, and the next value of *after*, None at the end."""
        sql = "SELECT id FROM articles WHERE found AND id > ? ORDER BY id LIMIT ?"
        with self._lock:
            found = [row[0] for row in self._connection.execute(sql, (after or "", limit))]
        return found, found[-1] if len(found) == limit else None

    def _replace(self, article_id: str, version: int) -> int | None:
        """Empty the article's row and return its number, or None if the index has a newer version."""
        held = self._connection.execute("SELECT doc, version FROM articles WHERE id = ?", (article_id,)).fetchone()
        if held is None:
            made = self._connection.execute(
                "INSERT INTO articles (id, version, found) VALUES (?, ?, 0)", (article_id, version)
            )
            return made.lastrowid
        doc: int = held[0]
        if held[1] > version:
            return None
        self._connection.execute("DELETE FROM words WHERE rowid = ?", (doc,))
        self._connection.execute("DELETE FROM facets WHERE doc = ?", (doc,))
        self._connection.execute(
            "UPDATE articles SET version = ?, found = 0, title_key = NULL, short = NULL, standfirst = NULL, text = NULL"
            " WHERE doc = ?",
            (version, doc),
        )
        return doc

    def _insert(self, doc: int, document: SearchDocument) -> None:
        self._connection.execute(
            "UPDATE articles SET found = 1, at = ?, day = ?, dated = ?, added_at = ?, title_key = ?, short = ?,"
            " standfirst = ?, text = ? WHERE doc = ?",
            (
                document.at,
                document.day,
                document.dated,
                document.added_at,
                document.title_key,
                json.dumps(document.short, ensure_ascii=False),
                document.standfirst,
                document.text,
                doc,
            ),
        )
        marks = ", ".join("?" * (len(FIELDS) + 1))
        self._connection.execute(
            f"INSERT INTO words (rowid, {', '.join(FIELDS)}) VALUES ({marks})",
            (doc, *(" ".join(document.words[name]) for name in FIELDS)),
        )
        self._connection.executemany(
            "INSERT INTO facets (doc, kind, value, label) VALUES (?, ?, ?, ?)",
            [(doc, kind, value, label) for kind, value, label in document.facets],
        )

    def search(self, request: SearchRequest) -> SearchResult:
        """Return a page of the articles that match *request*."""
        order: Order = "newest" if request.order == "relevance" and request.query is None else request.order
        matched, values = _matched(request.query)
        tests, bound = _filters(request)
        where = " AND ".join(["found", *tests])
        articles = f"WITH matched AS ({matched}) SELECT {{}} FROM matched JOIN articles USING (doc) WHERE {where}"
        with self._lock:
            total = self._connection.execute(articles.format("count(*)"), [*values, *bound]).fetchone()[0]
            counts = {name: self._count(name, articles, [*values, *bound]) for name in request.facets}
            rows = self._page(request, order, articles, [*values, *bound])
        shown = rows[: request.limit]
        following = {"after": [shown[-1][0], shown[-1][1]], "order": order} if len(rows) > request.limit else None
        return SearchResult(
            engine=NAME,
            hits=tuple(_to_hit(row, request) for row in shown),
            position=following,
            order=order,
            total=total,
            facets=counts if request.facets else None,
        )

    def count_values(self, kind: str, values: Sequence[str]) -> dict[str, int]:
        """Return the number of articles with each of *values* of the facet *kind*."""
        marks = ", ".join("?" * len(values))
        sql = f"SELECT value, count(*) FROM facets WHERE kind = ? AND value IN ({marks}) GROUP BY value"
        folded = {value: facet_value(kind, value) for value in values}
        with self._lock:
            counts = dict(self._connection.execute(sql, [kind, *folded.values()]).fetchall())
        return {value: counts.get(key, 0) for value, key in folded.items()}

    def _page(self, request: SearchRequest, order: Order, articles: str, bound: list[Any]) -> list[Any]:
        key, direction = _SORTS[order]
        sql = articles.format(f"{key} AS sorted, at, short, standfirst, text")
        if request.position:
            sorted_by, at = request.position["after"]
            sign = ">" if direction == "ASC" else "<"
            sql += f" AND ({key} {sign} ? OR ({key} = ? AND at {sign} ?))"
            bound = [*bound, sorted_by, sorted_by, at]
        sql += f" ORDER BY {key} {direction}, at {direction} LIMIT ?"
        return self._connection.execute(sql, [*bound, request.limit + 1]).fetchall()

    def _count(self, name: str, articles: str, bound: list[Any]) -> tuple[FacetCount, ...]:
        """Return the most frequent values of a facet among the articles, each in its most frequent spelling."""
        found = articles.format("doc")
        sql = (
            "SELECT label, sum(spelled) AS total, max(spelled) FROM"
            " (SELECT value, label, count(*) AS spelled FROM facets WHERE kind = ? AND label != ''"
            f" AND doc IN ({found}) GROUP BY value, label)"
            " GROUP BY value ORDER BY total DESC, value LIMIT ?"
        )
        rows = self._connection.execute(sql, [name, *bound, MAX_FACET_VALUES]).fetchall()
        return tuple(FacetCount(label, total) for label, total, _ in rows)  # the label is of the maximum


def _matched(query: TextQuery | None) -> tuple[str, list[Any]]:
    """Return the SQL that selects (doc, rank) of the articles that a query finds, and its parameters."""
    if query is None:
        return "SELECT doc, 0.0 AS rank FROM articles", []
    weights = ", ".join(str(weight) for weight in WEIGHTS.values())
    sql = (
        f"SELECT doc, min(rank) AS rank FROM (SELECT rowid AS doc, bm25(words, {weights}) AS rank FROM words"
        " WHERE words MATCH ? UNION ALL SELECT doc, ? FROM articles WHERE title_key = ?) GROUP BY doc"
    )
    return sql, [to_match(query), TITLE_RANK, query.title]


def to_match(query: TextQuery) -> str:
    """Return *query* in the syntax of FTS5."""
    found = " AND ".join(f"({' OR '.join(map(_phrase, clause))})" for clause in query.clauses)
    return f"({found}) NOT ({' OR '.join(map(_phrase, query.without))})" if query.without else found


def _phrase(operand: Operand) -> str:
    return f'"{" ".join(operand.words)}"' + ("*" if operand.is_prefix else "")


def _filters(request: SearchRequest) -> tuple[list[str], list[Any]]:
    tests: list[str] = []
    bound: list[Any] = []
    for kind, values in request.filters:
        marks = ", ".join("?" * len(values))
        tests.append(f"doc IN (SELECT doc FROM facets WHERE kind = ? AND value IN ({marks}))")
        bound += [kind, *(facet_value(kind, value) for value in values)]
    only_dated = request.dated or request.first_day or request.last_day
    if request.dated is False or only_dated:
        tests.append("dated = ?")
        bound.append(0 if request.dated is False else 1)
    for value, test in (
        (request.first_day, "day >= ?"),
        (request.last_day, "day <= ?"),
        (request.first_second, "added_at >= ?"),
    ):
        if value:
            tests.append(test)
            bound.append(value)
    return tests, bound


def _to_hit(row: Any, request: SearchRequest) -> Hit:
    _, _, short, standfirst, text = row
    shown: dict[str, Any] = json.loads(short)
    if not request.highlights or request.query is None:
        return Hit(shown)
    return Hit(shown, highlight(request.query, {"title": shown.get("title"), "standfirst": standfirst, "text": text}))
