"""Hostile pages whose body is built of one kind of structure, as many times as asked for."""

from __future__ import annotations

from collections.abc import Callable

from tests.speed.bounds.pieces import BODY, each

_TAIL = "and so the work on the third quay of the harbour went on until late in the year."
_ANYTHING = (
    "<p>The mayor opened quay {0} on <time>1 May 2026</time><a href=#a{0}>1</a>, <a rel=author href=/b>Ann Reed</a>."
    "<pre>a = {0}</pre><div hidden>Of {0}.</div><figure><img src=/{0}.jpg><figcaption>Quay</figcaption></figure>"
    "<ul><li>Item {0}</ul><table><tr><td>a<td>{0}<tr><td>b<td>c</table><p id=a{0}>1. A note of some words."
)


def _nested(opening: str, text: str = "x") -> Callable[[int], str]:
    return lambda n: BODY + (opening + text) * n + BODY


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda n: BODY + each(n, piece)


#: What the page is made of, and the function that makes it with a number of pieces.
STRUCTURES: dict[str, Callable[[int], str | bytes]] = {
    # Notes and references
    "references to one note": lambda n: BODY + "<p>" + "word<a href=#n1>1</a> " * n + "<p id=n1>A note of some words.",
    "notes with backlinks": lambda n: (
        BODY
        + each(n, "<p>word<sup id=r{0}><a href=#n{0}>{0}</a></sup>")
        + "<ol>"
        + each(n, "<li id=n{0}>Note {0} <a href=#r{0}>↩</a>")
        + "</ol>"
    ),
    "links to one place": lambda n: BODY + "<p id=a>" + "<a href=#a>b</a> " * n,
    "one id many times": _repeated("<p id=a>Text {0} <a href=#a>there</a>"),
    "typed notes": lambda n: BODY + "<p>" + each(n, "word[{0}] ") + each(n, "<p>[{0}] A note of some words."),
    "typed notes in items": lambda n: (
        BODY + "<p>" + "word<sup>1</sup> " * n + "<h2>Notes</h2><ol>" + each(n, "<li>A note of some words.") + "</ol>"
    ),
    "typed notes in lines": lambda n: (
        BODY + "<p>" + "word[1] of <i>it</i><br>" * n + "<p>" + each(n, "[{0}] A note of <i>some</i> words.<br>")
    ),
    "typed notes with signs": lambda n: BODY + each(n, "<p>word* of {0}<p>* A note of some words.<p>More of it."),
    # Formulas
    "formulas": _repeated("<p>Take <math><mi>x</mi><mo>=</mo><mn>{0}</mn></math> as given"),
    "nested MathML": _nested("<math><mrow><msup>"),
    "nested rows of MathML": lambda n: BODY + "<p><math>" + "<mrow><mi>x</mi>" * n,
    "formulas as scripts": _repeated("<p>Take <script type='math/tex'>x^{0}</script> as given"),
    "formulas as pictures": _repeated("<p>Take <img class=tex alt='x^2' src=/{0}.png> as given"),
    "set formulas": _repeated("<span class=katex><span class=katex-mathml>x</span><span>x{0}</span></span> "),
    "nested set formulas": _nested("<span class=MathJax>"),
    "typed formulas": lambda n: BODY + "<p>" + "$x$ and $$y$$ or \\(z\\) " * n,
    # Notes inside a sentence, roles
    "notes inside a sentence": lambda n: BODY + "<p>" + each(n, "In 19{0}<span class=sidenote>Note {0} of it.</span> "),
    "toggles of notes": lambda n: BODY + "<p>" + each(n, "<input> <span class=sidenote>{0}</span>"),
    "nested notes": _nested("<span class=sidenote>a <sup class=ltx_note_mark>1</sup>"),
    "rows by role": lambda n: (
        BODY + "<div role=table>" + each(n, "<div role=row><p role=cell>{0}</p><p role=cell>a</p></div>")
    ),
    "nested roles": _nested("<div role=table><div role=row><div role=cell>"),
    "details": _repeated("<details><summary><h3>Quay {0}</h3></summary><p>" + _TAIL + "</details>"),
    "accordions": _repeated(
        "<h3><button aria-expanded=false aria-controls=s{0}>Quay</button></h3><div id=s{0}><p>" + _TAIL + "</div>"
    ),
    "one section with many controls": _repeated(
        "<button aria-expanded=false aria-controls=s>{0}</button><div id=s>a</div>"
    ),
    "nested sections with titles": _nested("<details><summary>Quay</summary><p>" + _TAIL),
    # Lists of links, headings, buttons
    "lists of links": _repeated("<p>" + _TAIL + "<ul><li><a href=/{0}>Quay {0}</a><li><a href=/b>Ann Reed</a></ul>"),
    "headings": _repeated("<h3>Quay {0}</h3><p>" + _TAIL),
    "buttons beside code": lambda n: (
        BODY + each(n, "<pre>a = {0}</pre>") + "<button>Copy</button>" * n + "<pre>b</pre>"
    ),
    # Cells
    "nested formulas in a cell": lambda n: BODY + "<table><tr><td>a<td>" + "<span class=katex>x" * n,
    "hidden text in cells": _repeated("<table><tr><td>a<span hidden>b</span><td>{0}<tr><td>b<td>c</table>"),
    "numbered formulas": _repeated("<table><tr><td><math display=block><mi>x</mi></math><td>({0})</table>"),
    "white space in a cell": lambda n: BODY + "<table><tr><td><math display=block></math><td>" + " " * n + "a</table>",
    # Lines
    "indented lines": lambda n: BODY + "<div>" + each(n, _TAIL + "<br>&nbsp;&nbsp;Text {0}"),
    "spaces behind breaks": lambda n: BODY + "<div>" + "<br>" + "\u00a0 " * n + "<br>a" * n,
    "numbers of pages": lambda n: BODY + "<p>" + each(n, "word<span class=pagenum>[{0}]</span> "),
    # Capitals, hidden text, permalinks
    "drop caps": _repeated("<p><span class=dropcap>T</span>he third quay, {0}, " + _TAIL),
    "drop caps in paragraphs of their own": _repeated("<p>T<p>he third quay, {0}, " + _TAIL),
    "hidden boxes": _repeated("<div style='display:none'><p>Text {0} of it</div>"),
    "hidden boxes between paragraphs": lambda n: (
        "<div>"
        + BODY
        + each(n, f"<p>The mayor opened quay {{0}}, {_TAIL}<div hidden>Nobody had seen quay {{0}} before.</div>")
    ),
    "controls and what they show": _repeated(
        "<p>The mayor opened quay {0}, " + _TAIL + "<a href='#a{0}'>More</a><div hidden id=a{0}>Of quay {0}.</div>"
    ),
    "nested hidden boxes": _nested("<div style='display:none'>"),
    "nested hidden marks": _nested("<span hidden>"),
    "hidden marks in one paragraph": lambda n: BODY + "<p>" + "word <span hidden>seen by nobody</span> " * n,
    "nested texts for screen readers": _nested("<span class=sr-only>"),
    "nested controls": _nested("<span role=button>"),
    "controls in headings": lambda n: BODY + "<h2>" + "<span><button>c</button>" * n,
    "style of one element": lambda n: BODY + f"<p style='{'color:red;' * n}display:none'>x",
    "permalinks": _repeated("<h2 id=h{0}>Heading {0}<a class=permalink href=#h{0}>¶</a></h2>"),
    "permalinks in one heading": lambda n: BODY + "<h2>Heading" + "<a class=permalink href=#h>¶</a>" * n,
    # Live blogs
    "nested live entries": _nested("<div class=live-entry><time datetime='2026-01-01T10:00Z'>10:00</time><p>"),
    "times": lambda n: BODY + "<p>" + "<time>10:00</time> " * n,
    "dates in one row": lambda n: BODY + "<table><tr><td>" + "<p>Opened 1 January 2026</p>" * n + "<th>x</table>",
    "nested times": _nested("<time datetime='2026-01-01'>"),
    # Lists and definitions
    "nested definitions": _nested("<dl><dt>a<dd>"),
    "typed list": lambda n: BODY + "<p>" + each(n, "{0}. a point<br>"),
    "list in a list item": lambda n: BODY + "<ul><li>" + "<p>x</p><ul><li>y</ul>" * n,
    "checkboxes": lambda n: BODY + "<ul>" + "<li><input type=checkbox>Do it" * n + "</ul>",
    # Shadow roots and streamed pages
    "shadow roots": _nested("<div><template shadowrootmode=open><p>"),
    "templates": _repeated("<template id='B:{0:x}'><p>Text {0}</template>"),
    "streamed parts": lambda n: (
        BODY
        + each(n, "<!--$?--><template id='B:{0:x}'></template><p>Loading<!--/$-->")
        + each(n, "<div hidden id='S:{0:x}'><p>Text {0} of it.</div><script>$RC('B:{0:x}','S:{0:x}')</script>")
    ),
    "streamed parts without an end": lambda n: (
        BODY
        + each(min(n, 2000), "<template id='B:{0:x}'></template>")
        + "<br>" * n
        + each(min(n, 2000), "<div hidden id='S:{0:x}'>T</div><script>$RC('B:{0:x}','S:{0:x}')</script>")
    ),
    "streamed parts in each other": lambda n: (
        BODY
        + "<template id='P:0'></template>"
        + each(min(n, 2000), "<div hidden id='S:{0:x}'>Text<template id='B:{0:x}'></template><!--/$--></div>")
        + "<div hidden id='S:ffff'>"
        + "<i>a</i>" * n
        + "</div><script>$RS('S:ffff','P:0')"
        + "".join(f"$RC('B:{number:x}','S:{number + 1:x}');" for number in range(min(n, 2000)))
        + "</script>"
    ),
    # Tables, code
    "tables": _repeated("<table><tr><th>Port<th>Ships<tr><td>a<td>{0}</table>"),
    "rows": lambda n: BODY + "<table><tr><th>Port<th>Ships" + each(n, "<tr><td>a<td>{0}") + "</table>",
    "rows of links": lambda n: (
        BODY + "<table>" + each(n, "<tr><td><a href=/a>a</a><td><a href=/b>{0}</a>") + "</table>"
    ),
    "nested tables of two cells": lambda n: BODY + "<table><tr><td>a<td>" * n + BODY,
    "colored code": lambda n: BODY + "<pre><code>" + "<span class=k>if</span> <span>x</span>\n" * n,
    "code with line numbers": lambda n: (
        BODY + "<table class=highlight>" + each(n, "<tr><td>{0}<td><pre>if x:</pre>") + "</table>"
    ),
    "cells of code in one row": lambda n: BODY + "<table><tr>" + "<td><pre>x</pre>" * n + "</table>",
    "cells of paragraphs": lambda n: (
        BODY + "<table>" + each(n, "<tr><td><p>The mayor opened quay {0}.<td><p>It is of stone.") + "</table>"
    ),
    "cards": _repeated("<div class=card><h2><a href=/{0}>Other story {0}</a></h2><img src=/{0}.jpg><p>Text</div>"),
    "reader comments": _repeated("<div class=comment><b>Bob{0}</b><p>The mayor opened quay {0}, " + _TAIL + "</div>"),
    "nested colors": lambda n: BODY + "<div style='color:#fff'>" * 200 + each(n, "<p style='color:white'>Quay {0}"),
    "nested code": _nested("<pre><code>"),
    "code in nested quotations": lambda n: BODY + "<blockquote>" * 200 + "<pre>" + "a = b\n" * n + "</pre>",
    "code in nested lists": lambda n: BODY + "<ul><li>x" * 100 + "<pre>" + "a = b\n" * n + "</pre>",
    "signs in a long address": lambda n: BODY + f"<p>A <a href='https://example.org/?{'&' * n}'>link</a> to it",
    "signs in the name of a language": lambda n: BODY + f"<pre><code class='language-{'&' * n}'>a = b</code></pre>",
    "code in lines": lambda n: BODY + "<p>" + "Use <code>x</code> or <kbd>y</kbd> " * n,
    # Pictures and frames
    "nested figures": _nested("<figure><figcaption>"),
    "pictures in one figure": lambda n: (
        BODY + "<figure>" + each(n, "<img src=/a{0}.jpg alt='Quay {0}'>") + "<figcaption>Quays"
    ),
    "captions in one figure": lambda n: (
        BODY + "<figure><img src=/a.jpg>" + "<figcaption>Photo: Ann Reed</figcaption>" * n
    ),
    "credits": _repeated("<img src=/a{0}.jpg><p class=credit>Photo: Ann Reed/AP</p>"),
    "sources of a picture": lambda n: (
        BODY + "<picture>" + each(n, "<source srcset='/a{0}.webp {0}w'>") + "<img src=/a.jpg>"
    ),
    "pictures in one box": lambda n: BODY + "<div>" + each(n, "<img src=/a{0}.jpg> word ") + "</div>" + BODY,
    "linked pictures in one box": lambda n: (
        BODY + "<div>" + each(n, "<a href=/{0}><img src=/a{0}.jpg></a> ") + "</div>" + BODY
    ),
    "pictures beside a linked heading": lambda n: (
        BODY + "<section>" + each(n, "<div><img src=/a{0}.jpg></div>") + "<h2><a href=/x>x</a></h2></section>" + BODY
    ),
    "pictures in custom elements": lambda n: BODY + each(n, "<amp-img src=/a{0}.jpg></amp-img> ") + BODY,
    "nested frames": _nested("<object><embed src=x>"),
    "quoted posts": _repeated(
        "<blockquote class=twitter-tweet><p>Text {0}<a href='https://twitter.com/a/status/{0}'>x</a></blockquote>"
    ),
    # Elements of which parsers and browsers keep lists
    "body tags": lambda n: BODY + each(n, "<body a{0}=1>"),
    "html tags": lambda n: BODY + each(n, "<html a{0}=1>"),
    "marks left open": lambda n: BODY + each(n, "<b id={0}>") + "<p>x" * n,
    "closings of nothing": lambda n: BODY + "<p>" + "<span>" * n + "</em>" * n,
    "tables of loose text": lambda n: BODY + "<table>" + "a<b>" * n,
    "nested details": _nested("<details><summary>s</summary>"),
    "nested noscript": _nested("<noscript>"),
    "custom elements": _nested("<x-y>"),
    "nested slots": _nested("<button><slot><label>"),
    "nested headings": _nested("<h2><span>"),
    "nested first headings": lambda n: "<h1><div>Third quay opens " * n + BODY,
    "nested pictures of words": lambda n: BODY + "<p>" + "a<img alt=b src=/b.png>" * n,
    "nested itemprops": _nested("<div itemprop='author name'>"),
    "nested bylines": _nested("<div class=byline>By Ann Reed "),
    "nested datelines": _nested("<div class=date>1 January 2026 "),
    "nested standfirsts": _nested("<div class=standfirst>"),
    "class names": _repeated("<p class='a{0} b{0} c{0}'>Text {0}"),
    "long attributes around many elements": lambda n: (
        f"<div class='{'a ' * n * 40}' id='{'b' * n * 40}' style='{'color:red;' * n * 8}' role='{'c' * n * 40}'>"
        + BODY
        + each(n, _ANYTHING)
    ),
    "attributes of many elements": lambda n: BODY + ("<p " + "".join(f"a{i}=1 " for i in range(50)) + ">x") * (n // 10),
}
