"""Hostile pages whose metadata is long, deep or repeated."""

from __future__ import annotations

from collections.abc import Callable

from tests.speed.bounds.pieces import BODY, each


def _linked(inside: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: f"<script type=application/ld+json>{inside(n)}</script>{BODY}"


def _with_long(piece: str) -> Callable[[int], str]:
    return lambda n: piece.replace("…", "a" * n) + BODY


#: What the page is made of, and the function that makes it with a number of pieces.
HEADS: dict[str, Callable[[int], str | bytes]] = {
    "base addresses": lambda n: each(n, "<base href='/a{0}/'>") + BODY,
    "relative links on a long base": lambda n: (
        f"<base href='https://example.org/{'a/' * n}'>{BODY}" + each(n // 10, "<p>A <a href=b{0}>link</a> here")
    ),
    "relative pictures on a long base": lambda n: (
        f"<base href='https://example.org/{'a/' * n}'>{BODY}" + each(n // 10, "<img src=b{0}.jpg>")
    ),
    "links up a long base": lambda n: (
        f"<base href='https://example.org/{'a/' * n}'>{BODY}<p><a href='{'../' * n}'>link</a>"
    ),
    "article in the linked data": lambda n: (
        f'<script type=application/ld+json>{{"@type":"NewsArticle","articleBody":"{"a" * min(n * 50, 190_000)}"}}'
        f"</script>{BODY}" + each(n, "<p>" + "a" * 60 + "b{0}")
    ),
    "formulas as attributes": lambda n: f"{BODY}<p>x <span class=MathJax data-mathml='{'&lt;mi&gt;' * n}'></span>",
    "refreshes": lambda n: each(n, "<meta http-equiv=refresh content='0;url=/{0}'>") + BODY,
    "canonical links": lambda n: each(n, "<link rel=canonical href='https://example.org/{0}'>") + BODY,
    "alternates": lambda n: each(n, "<link rel=alternate hreflang=de href='https://example.org/{0}'>") + BODY,
    "names of one meta": lambda n: f"<meta property='{each(n, 'a{0} ')}' content=x>" + BODY,
    "different metas": lambda n: each(n, "<meta name=a{0} content=b>") + BODY,
    "pictures of the page": lambda n: each(n, "<meta property=og:image content='https://example.org/{0}.jpg'>") + BODY,
    "deep JSON-LD": _linked(lambda n: '{"author":' * n + "1" + "}" * n),
    "deep lists in JSON-LD": _linked(lambda n: '{"@type":"NewsArticle","author":' + "[" * n + "]" * n + "}"),
    "objects of JSON-LD": _linked(lambda n: "[" + each(n, '{{"@type":"NewsArticle","headline":"Quay {0}"}},') + "1]"),
    "blocks of deep JSON-LD": lambda n: (
        ("<script type=application/ld+json>" + '{"@type":"Article","author":' * 30 + "1" + "}" * 30 + "</script>") * n
        + BODY
    ),
    "broken blocks of JSON-LD": lambda n: "<script type=application/ld+json>{'a': [{}</script>" * n + BODY,
    "openings in broken JSON-LD": _linked(lambda n: "[{" * n),
    "strings in broken JSON-LD": _linked(lambda n: '{"headline": "a" ' * n),
    "authors of JSON-LD": _linked(
        lambda n: '{"@type":"NewsArticle","author":[' + each(n, '{{"@type":"Person","name":"Ann Reed{0}"}},') + "1]}"
    ),
    "references in a ring": _linked(
        lambda n: (
            '{"@graph":['
            + each(n, '{{"@id":"{0}","@type":"NewsArticle","author":[{{"@id":"0"}},{{"@id":"1"}}]}},')
            + "1]}"
        )
    ),
    "lists of references": _linked(
        lambda n: (
            '{"@graph":['
            + each(n, '{{"@id":"{0}","@type":"NewsArticle","author":[')
            + '{"@id":"0"},' * n
            + "1"
            + "]}" * n
            + "]}"
        )
    ),
    "lists that hold themselves": _linked(
        lambda n: (
            '{"@graph":['
            + each(n, '{{"@type":"NewsArticle","author":{{"@id":"s"}}}},')
            + '{"@id":"s","@list":[{"@id":"s"},{"@id":"s"}]}]}'
        )
    ),
    "one list for all": _linked(
        lambda n: (
            '{"@graph":[{"@id":"s","@list":['
            + each(n, '{{"name":"Ann Reed{0}"}},')
            + "1]},"
            + each(
                n, '{{"@type":"NewsArticle","author":{{"@id":"s"}},"image":{{"@id":"s"}},"keywords":{{"@id":"s"}}}},'
            )
            + "1]}"
        )
    ),
    "updates of a live blog": _linked(
        lambda n: (
            '{"@type":"LiveBlogPosting","liveBlogUpdate":['
            + each(n, '{{"@type":"BlogPosting","headline":"Entry {0}","datePublished":"2026-01-01T10:00Z"}},')
            + "1]}"
        )
    ),
    "long title": lambda n: f"<title>{'Third quay opens | ' * n}</title>{BODY}",
    "long headings": lambda n: f"<title>{'Third quay opens ' * n}</title>{BODY}<h1>{'Third quay opens ' * n}</h1>",
    "headings of the first rank": lambda n: (
        f"<title>Quay {n // 2} opens</title>{BODY}" + each(n, "<h1>Quay {0} opens</h1>")
    ),
    "long date": lambda n: BODY.replace("</h1>", f"</h1><time>{'1 January 2026 ' * n}</time>"),
    "long author": lambda n: f"<meta name=author content='{'Ann Reed, ' * n}'>{BODY}",
    "long byline": lambda n: BODY.replace("</h1>", f"</h1><p class=byline>By {'Ann Reed and ' * n}</p>"),
    "long unmarked byline": lambda n: BODY.replace("</h1>", f"</h1><p>By {'Ann Reed, ' * n}</p>"),
    "long canonical address": _with_long("<link rel=canonical href='https://example.org/…'>"),
    "long address": lambda n: f"{BODY}<p>A <a href='https://example.org/{'a' * n}'>link</a> here",
    "long query": lambda n: f"{BODY}<p>A <a href='https://example.org/?{'a=b&' * n}'>link</a> here",
    "long picture": _with_long("<meta property=og:image content='https://example.org/….jpg'>"),
    "long keywords": lambda n: f"<meta name=keywords content='{each(n, 'tag {0}, ')}'>{BODY}",
    "long language": _with_long("<html lang='en-…'>"),
    "long comment": lambda n: f"<!-- {'-' * n} -->{BODY}",
    "unclosed comment": lambda n: f"{BODY}<!-- {'<!--' * n}",
    "unclosed script": lambda n: f"{BODY}<script>{'<!--<script>' * n}",
    "style sheet": lambda n: f"<style>{each(n, '.a{0} {{display:none}} ')}</style>{BODY}",
    "data of scripts": lambda n: (
        "<h1>Quay</h1><script>window.__STATE__ = {"
        + each(n, '"a{0}":{{"b":"A sentence of the page. Another one of the same page, and so on."}},')
        + '"z":1}</script>'
    ),
    "openings in scripts": lambda n: "<h1>Quay</h1><script>" + "a = [{" * n + "</script>",
    "deep data of scripts": lambda n: (
        "<h1>Quay</h1><script>a = " + '{"a":' * n + "1" + "}" * n + ";" * 1000 + "</script>"
    ),
    "markup in the data of scripts": lambda n: (
        '<h1>Quay</h1><script type=application/json>{"b":"'
        + "<p>A sentence of the page. Another one." * n
        + '"}</script>'
    ),
    "itemprops": lambda n: BODY + each(n, "<span itemprop=author>Ann Reed{0}</span> "),
    "links to authors": lambda n: BODY + each(n, "<a rel=author href=/a{0}>Ann Reed{0}</a> "),
    "author boxes": lambda n: (
        BODY + each(n, "<div class=author-bio><a href=/author/a{0}>Ann Reed{0}</a> writes.</div>")
    ),
    "rights": lambda n: BODY + each(n, "<footer>© 2026 The Paper {0}</footer>"),
    "licences": lambda n: BODY + each(n, "<a rel=license href='https://creativecommons.org/licenses/by/4.0/{0}'>x</a>"),
    "sections": lambda n: BODY + "<nav class=breadcrumb>" + each(n, "<a href=/s{0}>Section {0}</a>") + "</nav>",
}
