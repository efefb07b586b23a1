"""Hostile pages on which many things share a large one: its text, its elements, an object, a list of names."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, product
from string import ascii_lowercase

from tests.speed.bounds.pieces import BODY, PARAGRAPH, each

_TAIL = "two years after the storm of that spring had broken the old one and its stones lay in the water"
_LIVE = '<script type=application/ld+json>{"@type":"LiveBlogPosting","headline":"Third quay opens"}</script>'


def _linked(objects: str) -> str:
    return f'<script type=application/ld+json>{{"@graph":[{objects}{{}}]}}</script>'


def _below_the_headline(markup: str) -> str:
    return BODY.replace("</h1>", f"</h1>{markup}")


def _names(count: int) -> list[str]:
    """Return *count* different words of letters, at most 456,976."""
    return ["".join(letters) for letters in islice(product(ascii_lowercase, repeat=4), count)]


def _garbled(count: int) -> str:
    """Return *count* different sequences of three letters that look like mojibake, at most 200,000."""
    signs = [chr(code) for code in range(0x80, 0xC0)]
    return "".join("".join(three) for three in islice(product(map(chr, range(0xC3, 0xF3)), signs, signs), count))


def _archive(parts: bytes) -> bytes:
    """Return a web archive with *parts* before its page."""
    head = b"From: <Saved by a browser>\nContent-Type: multipart/related; boundary=b\n\n"
    return head + parts + b"--b\nContent-Type: text/html\n\n" + BODY.encode()


#: What the page is made of, and the function that makes it with a number of pieces.
SHARED: dict[str, Callable[[int], str | bytes]] = {
    "elements left open in items": lambda n: BODY + each(n, "<li><b id=a{0}>Quay {0} "),
    "elements left open in terms": lambda n: BODY + each(n, "<dt><font color=#{0}>Quay {0} <dd>"),
    "elements left open around comments": lambda n: BODY + each(n, "<li><i id=a{0}><!--</i>-->Quay {0} "),
    "comments with dates": lambda n: BODY + each(n, "<div><i>ann 2012-01-24 19:23</i><p>Quay {0} again</p></div>"),
    "dates inside one another": lambda n: (
        BODY + "<div>2012-01-24 19:23<p>Quay<p>2012-01-24 19:24<p>Quay<p>2012-01-24 19:25" * n
    ),
    "boxes of comments": lambda n: BODY + each(n, "<div class=comment{0}><p>Quay {0} again, " + _TAIL + "</div>"),
    "empty lines before code": lambda n: f"{BODY}<pre>{chr(10) * n}a = 1</pre>",
    "breaks before code": lambda n: f"{BODY}<pre>{'<br>' * n}a = 1</pre>",
    "empty headings in a cell": lambda n: f"{BODY}<table><tr><td>{'<h2></h2>' * n}<tr><td>a<td>b</table>",
    "values in broken JSON-LD": lambda n: BODY + f"<script type=application/ld+json>{'1 ' * 100}&</script>" * n,
    "lists in a script": lambda n: f"<h1>Quay</h1><script>a = [{('[' * 40 + ']' * 40 + ',') * n}1]</script>",
    "different mojibake": lambda n: f"{BODY}<p>{_garbled(n)}",
    "pictures behind a long text": lambda n: f"{BODY}<p>{'a ' * n}end.{'<img alt=b src=/b.png>' * n}",
    "quotations beside paragraphs": lambda n: (
        BODY + each(n, f"<p>The mayor opened quay {{0}}, {_TAIL}<blockquote><p>It was mayor {{0}} who did</blockquote>")
    ),
    "ingredients in one list": lambda n: (
        _linked(
            each(
                min(n, 50_000) // 50,
                '{{"@type":"Recipe","recipeIngredient":['
                + ",".join(f'"{number} g of {{0}}"' for number in range(50))
                + "]}},",
            )
        )
        + f"{BODY}<ul>{each(n, '<li>{0}')}{each(n // 50, ''.join(f'<li>{number} g of {{0}}' for number in range(50)))}"
    ),
    "bullets and marks": lambda n: f"{BODY}<p>{each(n, '<br>• <b>stone</b> of quay {0}')}",
    "entries without a time": lambda n: _LIVE + 2 * f"<section class=a>{each(n, PARAGRAPH)}{'<i></i>' * n}</section>",
    "nested entries around times": lambda n: (
        _LIVE + BODY + "<div class=live-entry><p>The mayor opened it." * min(n, 190) + "<time></time>" * n
    ),
    "nodes of a linked name": lambda n: _below_the_headline(
        f"<p class=byline>By <a href=https://a.example/author/ann>Ann Reed{'<b> </b>' * n}</a></p>"
    ),
    "stamps of one date line": lambda n: _below_the_headline(
        f"<p>1 May 2026 {each(n, '<time datetime={0}> </time>')}</p>"
    ),
    "sources beside pictures": lambda n: (
        f"{BODY}<picture>{'<source srcset=/a.jpg>' * n}{each(n, '<img src=/{0}.jpg>')}</picture>{BODY}"
    ),
    "properties around a long text": lambda n: (
        BODY + "<div itemprop='datePublished articleSection isAccessibleForFree'>" * min(n, 230) + "ab " * n
    ),
    "pictures in one link": lambda n: f"{BODY}<a href=/x>{'ab ' * n}{each(n, '<img src=/{0}.jpg>')}</a>{BODY}",
    "pictures among empty elements": lambda n: (
        f"{BODY}<div>{each(min(n, 1_000), '<img src=/{0}.jpg>')}{'<i></i>' * n}</div>{BODY}"
    ),
    "headings in nested lists": lambda n: (
        BODY + ("<section>" + "<ul><li>" * 95 + "<h3>Quay</h3>" + "<p>x" * 180 + "</section>") * (n // 300 + 1)
    ),
    "links to one address": lambda n: f"{BODY}<p>{each(n, '<a href=https://a.example/x?utm_id={0}>a</a> ')}",
    "numbers beside a large cell": lambda n: (
        f"{BODY}<table><tr><td>{'<pre>1</pre>' * n}<td>{'<i></i>' * n}<tr><td>a<td>b</table>"
    ),
    "escapes in a picture": lambda n: f"<meta property=og:image content=/a.jpg>{BODY}<img alt='{'%41' * n}'>",
    "nested first headings without text": lambda n: (
        "<h1><div>" * min(n, 120) + "<img>" * n + "</div></h1>" * 120 + BODY
    ),
    "plain line in Chinese": lambda n: "".join(chr(0x4E00 + number % 20_000) for number in range(n)),
    "ands before a comma": lambda n: f"<meta property=article:section content='{'a & ' * n},'>{BODY}",
    "ands before a comma in JSON-LD": lambda n: (
        BODY
        + _linked(
            f'{{"@type":"NewsArticle","headline":"Third quay opens","articleSection":"{"a & " * min(n, 450_000)},"}},'
        )
    ),
    "many long lists of authors": lambda n: (
        BODY
        + _linked(
            '{"@type":"NewsArticle","headline":"Third quay opens","author":['
            + f'"{"Ann Reed, " * 180}",' * min(n // 100 + 1, 1_000)
            + '"Bob"]},'
        )
    ),
    "parameters of a formula": lambda n: f"{BODY}<p>x <img src='https://latex.codecogs.com/x?{'a=b&' * n}'>",
    "icons in the text": lambda n: f"{BODY}{'<img src=/logo.svg>' * n}{BODY}",
    "counters around a long text": lambda n: BODY + "<p>" + "a<span class=comment-count>" * min(n, 230) + "ab " * n,
    "permalinks around a long text": lambda n: (
        BODY + "<p>" + "<a class=permalink href=#><marquee>" * min(n, 115) + "ab " * n
    ),
    "links to tags around a long text": lambda n: (
        BODY + "<p>" + "<a rel=tag href=/x><marquee>" * min(n, 115) + "ab " * n
    ),
    "publishers around many elements": lambda n: BODY + "<div itemprop=publisher>" * min(n, 230) + "<img>" * n,
    "marks in cells with spans": lambda n: (
        f"{BODY}<table>{('<tr>' + ('<td colspan=2>' + '<b>a</b><i>b</i>' * 50) * 4) * (n // 400 + 1)}</table>{BODY}"
    ),
    "tables with spans": lambda n: (
        BODY + f"<table>{'<tr><td colspan=63>Ships<td>2' * 300}</table><p>{_TAIL}" * (n // 300 + 1) + BODY
    ),
    "small tables with spans": lambda n: (
        BODY + "<ul><li>a<table><tr><td colspan=2>b<tr><td>c<td>d</table></ul>" * n + BODY
    ),
    "roots without an end": lambda n: (
        BODY + "<p>x " + each(n // 600 + 1, "<script type=math/tex>{0}" + "\\sqrt[" * 650 + "</script>")
    ),
    "links about people": lambda n: (
        BODY + "".join(f"<p><a href=/a>About Ann R{name}</a>" for name in _names(min(n, 29_000)))
    ),
    "commas in keywords": lambda n: f"<meta name=keywords content='{',' * n}'>{BODY}",
    "commas in a section": lambda n: f"<meta property=article:section content='{',' * n}'>{BODY}",
    "properties of one element": lambda n: f"{BODY}<p property='{each(n, 'a{0} ')}'>x",
    "references to a long name": lambda n: (
        BODY
        + _linked(
            f'{{"@id":"x","name":"{"Ann R " * min(n, 250_000)}"}},'
            + '{"@type":"NewsArticle","headline":{"@id":"x"},"author":{"@id":"x"}},' * min(n, 3_990)
        )
    ),
    "stamps of deep runs": lambda n: (
        f"<time></time>{BODY}" + ("<p>" + "<span>" * 235 + "2026" + "a<!>" * 100) * (n // 335 + 1)
    ),
    "lines of notes behind many elements": lambda n: (
        f"{BODY}<p>a[1] <div>{'<i></i>' * min(n, 450_000)}</div><p>"
        + each(500, "[{0}] A note of words<br>* A note of words<br>")
    ),
    "lines that name advertisements": lambda n: BODY + each(n, "<p>Advertisement for quay {0}"),
    "dates of many passages": lambda n: BODY + "<ul>" + each(n, "<li><a href=/{0}>Quay {0} is the story of 2026</a>"),
    "nested code of many lines": lambda n: BODY + "<div class=code style='white-space:pre'>" * min(n, 240) + "a\n" * n,
    "runs of one line of code": lambda n: f"{BODY}<div><code>{'ab ' * n}{'<i>a</i>' * min(n, 1_990)}</code></div>",
    "lines of code in nested lists": lambda n: (
        BODY + "<ol start=999999000><li>a" * 20 + "<pre>" + "a\n" * min(n, 1_900_000)
    ),
    "headers of the parts of a web archive": lambda n: _archive(
        (b"--b\n" + b"X: y\n" * 12_000 + b"\n") * min(n // 12_000 + 1, 199)
    ),
    "references to a list of names": lambda n: (
        BODY
        + _linked(
            f'{{"@id":"x","@list":[{each(min(n, 3_990), chr(34) + "Ann {0}" + chr(34) + ",")}1]}},'
            + '{"@type":"Organization","name":{"@id":"x"}},' * min(n, 3_990)
        )
    ),
}
