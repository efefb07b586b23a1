"""Hostile pages: each is of one kind, and of any length."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from tests.speed.bounds.hostile_heads import HEADS
from tests.speed.bounds.hostile_shared import SHARED
from tests.speed.bounds.hostile_structures import STRUCTURES
from tests.speed.bounds.hostile_texts import TEXTS
from tests.speed.bounds.pieces import BODY, each

LINKED = '{{"@id":"{0}","@type":"Person","author":{{"@id":"0"}}}},'


def _table(cell: str, columns: int, rows: int) -> str:
    return BODY + "<table>" + ("<tr>" + cell * columns) * rows + "</table>"


#: What the page is made of, and the function that makes it with a number of pieces.
PAGES: dict[str, Callable[[int], str | bytes]] = {
    **STRUCTURES,
    **HEADS,
    **TEXTS,
    **SHARED,
    "spaces in keywords": lambda n: f"<meta name=keywords content='a{' ' * n}b'>{BODY}",
    "spaces in a date": lambda n: BODY.replace("</h1>", f"</h1><time>1{' ' * n}x</time>"),
    "spaces in a byline": lambda n: BODY.replace(
        "</h1>", f"</h1><p class=byline><b>By</b>{' ' * n}<b>Ann Reed</b></p>"
    ),
    "spaces in broken JSON-LD": lambda n: f'{BODY}<script type=application/ld+json>{{"a":{" " * n}b</script>',
    "comments in broken JSON-LD": lambda n: f'{BODY}<script type=application/ld+json>{{"a":{"/* " * n}b</script>',
    "JSON-LD graph": lambda n: BODY + '<script type=application/ld+json>{"@graph":[' + each(n, LINKED) + "1]}</script>",
    "anchors in a paragraph": lambda n: BODY + "<p>" + each(n, "<a href=#a{0} id=a{0}>{0}</a> word "),
    "footnotes": lambda n: (
        BODY + each(n, "<p>word<a href=#n{0}>{0}</a>") + each(n, "<p id=n{0}>Note {0} of some words.")
    ),
    "spans": lambda n: _table("<td colspan=1000 rowspan=1000>a", 4, n // 4),
    "tall spans": lambda n: _table("<td rowspan=1000>a<td>b", 2, n // 4),
    # A smaller table is left out of the article, so that its rendering would begin in a jump.
    "one wide row": lambda n: BODY + "<table><tr>" + "<td>a" * 2 * n + "<tr><td>a<td>b" * 2 * n + "</table>",
    "nested tables": lambda n: BODY + "<table><tr><td>" * n + BODY,
    "numbers and breaks": lambda n: BODY + "<p>" + "1. a<br>" * n,
    "initials": lambda n: BODY + "<p>" + "A. " * n,
    "copyright signs": lambda n: BODY + "<p>" + "© " * n,
    "entities": lambda n: BODY + "<p>" + "&lt;&amp; " * n,
    "code": lambda n: BODY + "<pre>" + "a < b && c\n" * n + "</pre>",
    "comments": lambda n: BODY + "a<!>" * n,
    "unclosed links": lambda n: BODY + "a<a>" * n,
    "breaks": lambda n: BODY + "<p>" + "a<br>" * n,
    "nested divs": lambda n: BODY + "<div>" * n + BODY,
    "nested lists": lambda n: BODY + "<ul><li>x" * n + BODY,
    "nested quotes": lambda n: BODY + "<blockquote><p>x" * n + BODY,
    "nested marks": lambda n: BODY + "<p>" + "<b><i><a href=/x>" * n + "text",
    "alternating marks": lambda n: BODY + "<p>" + "<b>a</b><i>b</i><a href=/x>c</a> " * n,
    "list items": lambda n: BODY + "<ul>" + each(n, "<li>Item {0} of the list") + "</ul>",
    "definitions": lambda n: BODY + "<dl>" + each(n, "<dt>Term {0}<dd>What term {0} means") + "</dl>",
    "headings": lambda n: BODY + each(n, "<h2>Heading {0}</h2>"),
    "attributes": lambda n: BODY + "<p " + each(n, "a{0}=1 ") + ">x</p>",
    "classes": lambda n: BODY + "<p class='" + each(n, "class-{0} ") + "'>x</p>",
    "srcset": lambda n: f"{BODY}<img src=/a.jpg srcset='{each(n, '/a{0}.jpg {0}w, ')}'>",
    "data URI": lambda n: f"{BODY}<img src='data:image/png;base64,{'A' * n}'>",
    "pictures": lambda n: BODY + each(n, "<figure><img src=/a{0}.jpg><figcaption>Caption {0}</figcaption></figure>"),
    "frames": lambda n: BODY + each(n, "<iframe src='https://www.youtube.com/embed/abcdef{0:05d}'></iframe>"),
    "metas": lambda n: each(n, "<meta name=author content='Ann Reed {0}'>") + BODY,
    "tags": lambda n: each(n, "<meta property=article:tag content='Tag {0}'>") + BODY,
    "authors": lambda n: BODY + each(n, "<a rel=author href=/a{0}>Ann Reed</a> "),
    "dates": lambda n: BODY + "<time datetime='2026-01-01'>1 January 2026</time><p>x</p>" * n,
    "rubies": lambda n: BODY + "<p><ruby>" + "a<rt>b</rt>" * n + "</ruby>",
    "quotations": lambda n: BODY + "<p>" + "“so it is”, said Ann Reed. " * n,
    "names": lambda n: BODY + "<p>" + each(n, "Ann Reed{0} met Bob Lee. "),
    "opening quotation marks": lambda n: BODY + "<p>" + "“a „b «c " * n,
    "brackets": lambda n: BODY + "<p>" + "[(*_`" * n,
    "one word": lambda n: BODY + "<p>" + "a" * n,
    "Chinese": lambda n: BODY + "<p>" + "中文字符，" * n,
    "live entries": lambda n: (
        BODY + each(n, "<div class=live-entry><time datetime='2026-01-01T10:00Z'>10:00</time><p>Text {0} of it.</div>")
    ),
    "plain lines": lambda n: "a few words\n" * n,
    "gzip of gzip": lambda n: gzip.compress(gzip.compress((BODY + "<p>word</p>" * n).encode())),
}
