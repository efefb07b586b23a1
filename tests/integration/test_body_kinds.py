# ruff: noqa: E501 - the markup of a page is not broken into lines
"""Kinds of markup between the paragraphs of a news page, three pages of each kind, with what is right on them.

Each page is one of news with three paragraphs before the markup and three behind (``tests/unit/framed.py``).
"""

from __future__ import annotations

import pytest
from tests.support.framed_page import AFTER, BEFORE, parsed
from tests.support.kinds import Kind

import clippings

FARES = "| Route | Fare |\n| --- | --- |\n| North | 4.50 |\n| South | 6.20 |"
LOOP = "for lamp in lamps:\n    lamp.light()\n    print(lamp)"

KINDS = {
    # code
    "code: a block of a highlighter": Kind(
        '<div class="highlight"><pre><code class="language-python"><span class="k">for</span> lamp <span class="k">in'
        "</span> lamps:\n    lamp.light()\n    <span>print</span>(lamp)</code></pre></div>",
        markdown=(f"```python\n{LOOP}\n```",),
    ),
    "code: one element a line": Kind(
        "<pre><code>" + "".join(f'<div class="line">{line}</div>' for line in LOOP.split("\n")) + "</code></pre>",
        markdown=(LOOP,),
    ),
    "code: broken lines": Kind(f"<pre>{LOOP.replace(chr(10), '<br>')}</pre>", markdown=(f"```\n{LOOP}\n```",)),
    "code: in tabs": Kind(
        '<div class="tabs"><div role="tablist"><button>npm</button><button>yarn</button></div><div role="tabpanel"><pre>npm '
        'install lamp</pre></div><div role="tabpanel" hidden><pre>yarn add lamp</pre></div></div>',
        text=("npm install lamp", "yarn add lamp"),
    ),
    "code lines: numbers in a gutter": Kind(
        f'<table class="highlighttable"><tr><td class="linenos"><pre>1\n2\n3</pre></td><td class="code"><pre>{LOOP}</pre>'
        "</td></tr></table>",
        markdown=(f"```\n{LOOP}\n```",),
        absent=("1\n2\n3",),
    ),
    "code lines: a table with a row each": Kind(
        '<table class="code">'
        + "".join(
            f'<tr><td data-line-number="{number}"></td><td class="blob-code"><span>{line}</span></td></tr>'
            for number, line in enumerate(LOOP.split("\n"), 1)
        )
        + "</table>",
        markdown=(LOOP,),
    ),
    "code lines: a list of lines": Kind(
        "<pre><code><ol>" + "".join(f"<li>{line}</li>" for line in LOOP.split("\n")) + "</ol></code></pre>",
        text=("print(lamp)", "for lamp in lamps:"),
    ),
    # tables
    "table: with a caption": Kind(
        "<table><caption>Fares</caption><tr><th>Route<th>Fare<tr><td>North<td>4.50<tr><td>South<td>6.20</table>",
        markdown=(FARES,),
    ),
    "table: wrapped to be scrolled": Kind(
        '<figure class="wp-block-table"><div style="overflow-x:auto"><table><thead><tr><th>Route</th><th>Fare</th></tr>'
        "</thead><tbody><tr><td>North</td><td>4.50</td></tr><tr><td>South</td><td>6.20</td></tr></tbody></table></div>"
        "</figure>",
        markdown=(FARES,),
    ),
    "table: with headings for its columns": Kind(
        "<table><tr><td><h4>Route</h4></td><td><h4>Fare</h4></td></tr><tr><td><p>North</p></td><td><p>4.50</p></td></tr>"
        "<tr><td><p>South</p></td><td><p>6.20</p></td></tr></table>",
        text=("North", "4.50", "South", "6.20"),
    ),
    "table at the end of a section": Kind(
        "<h2>What it costs</h2><table><tr><th>Year<th>Dues<th>Repairs<tr><td>2021<td>410<td>520<tr><td>2022<td>395"
        "<td>610<tr><td>2023<td>402<td>588</table><h2>What the keepers say</h2>",
        markdown=("| 2021 | 410 | 520 |", "| 2022 | 395 | 610 |", "| 2023 | 402 | 588 |"),
    ),
    "table of numbers without a header": Kind(
        "<table><tr><td>1914</td><td>12</td></tr><tr><td>1944</td><td>9</td></tr><tr><td>1974</td><td>4</td></tr></table>",
        text=("1914", "1944", "1974"),
    ),
    "table with names that lead elsewhere": Kind(
        "<p>The board counted the ships that the keepers saw:</p><table><tr><th>Ship<th>Sightings<tr><td><a href='/a'>"
        "Albatross</a><td>14<tr><td><a href='/b'>Cormorant</a><td>9<tr><td><a href='/c'>Guillemot</a><td>22</table>",
        text=("Albatross", "Cormorant", "Guillemot", "22"),
    ),
    "cells: code": Kind(
        "<table><tr><th>Key<th>Meaning<tr><td><code>wick</code><td>How long it burns<tr><td><code>oil</code><td>How much"
        " is left</table>",
        markdown=("| `wick` | How long it burns |", "| `oil` | How much is left |"),
    ),
    "cells: lists": Kind(
        "<table><tr><th>Keeper<th>Watches<tr><td>Anna<td><ul><li>Dusk<li>Dawn</ul><tr><td>Peter<td><ul><li>Noon<li>"
        "Midnight</ul></table>",
        markdown=("| Anna | Dusk<br>Dawn |", "| Peter | Noon<br>Midnight |"),
    ),
    "cells: paragraphs and breaks": Kind(
        "<table><tr><th>Keeper<th>Home<tr><td><p>Anna</p><td>The rock<br>in summer<tr><td><p>Peter</p><td>Port Ellis"
        "</table>",
        text=("Anna", "in summer", "Peter"),
    ),
    "inner table: in a cell": Kind(
        "<table><tr><th>Season<th>Hours<tr><td>Winter<td><table><tr><td>On 15:40<td>Off 08:50</tr></table><tr><td>Summer"
        "<td><table><tr><td>On 22:10<td>Off 03:30</tr></table></table>",
        text=("Winter", "15:40", "08:50", "Summer", "22:10", "03:30"),
    ),
    "inner table: for layout": Kind(
        '<table width="100%"><tr><td><table><tr><th>Lamp<th>Range<tr><td>Great<td>21 miles<tr><td>Small<td>9 miles'
        "</table></td></tr></table>",
        text=("21 miles", "9 miles"),
    ),
    "inner table: two beside each other": Kind(
        "<table><tr><td><table><tr><th>Lamp<th>Range<tr><td>Great<td>21 miles</table><td><table><tr><th>Horn<th>Reach<tr>"
        "<td>North<td>3 miles</table></table>",
        text=("21 miles", "3 miles"),
    ),
    # definitions, recipes, lists
    "definitions: terms": Kind(
        "<dl><dt>Wick<dd>The part of the lamp that burns, and that is cut every four hours<dt>Lens<dd>The glass that"
        " gathers the light of the flame into a beam</dl>",
        text=("Wick", "The part of the lamp", "Lens", "The glass that gathers"),
    ),
    "definitions: facts": Kind(
        '<dl class="facts"><dt>Height</dt><dd>41 m</dd><dt>Lit</dt><dd>1913</dd><dt>Keepers</dt><dd>3</dd></dl>',
        text=("Height", "41 m", "1913"),
    ),
    "definitions: in divisions": Kind(
        "<dl><div><dt>Height</dt><dd>41 metres</dd></div><div><dt>First lit</dt><dd>In 1913</dd></div></dl>",
        text=("41 metres", "In 1913"),
    ),
    "recipe: short ingredients": Kind(
        "<h2>Keeper's soup</h2><ul><li>3 eggs<li>Salt<li>1 l fish stock<li>Oil</ul><ol><li>Heat the stock.<li>Stir.<li>"
        "Beat the eggs in.</ol>",
        text=("3 eggs", "Salt", "1 l fish stock", "Oil", "Heat the stock.", "Stir.", "Beat the eggs in."),
    ),
    "recipe: spans of amounts": Kind(
        '<h3>Ingredients</h3><ul class="recipe-ingredients"><li><span>200</span> <span>g</span> <span>flour</span></li>'
        "<li><span>2</span> <span>eggs</span></li><li><span>1</span> <span>pinch</span> <span>salt</span></li></ul>",
        text=("200 g flour", "2 eggs", "1 pinch salt"),
    ),
    "recipe: groups": Kind(
        "<h3>Dough</h3><ul><li>250 g rye</li><li>Water</li></ul><h3>Filling</h3><ul><li>Kale</li><li>4 herrings</li></ul>",
        text=("250 g rye", "Water", "Kale", "4 herrings"),
    ),
    "recipe: a card of a program": Kind(
        '<div class="wprm-recipe-container"><h2>Soup</h2><div class="wprm-recipe-ingredients-container"><h3>Ingredients</h3>'
        '<ul><li class="wprm-recipe-ingredient"><span>3</span> <span>eggs</span></li><li><span>1</span> <span>l</span> '
        "<span>stock</span></li></ul></div><div><h3>Instructions</h3><ol><li><div>Heat the stock.</div></li><li><div>Beat the"
        " eggs in.</div></li></ol></div></div>",
        text=("Ingredients", "3 eggs", "1 l stock", "Instructions", "Heat the stock.", "Beat the eggs in."),
    ),
    "lists: inner items": Kind(
        "<p>The board counts as repairs:</p><ul><li>Stone<ul><li>Joints<li>Steps</ul><li>Iron<ul><li>Rails<li>The lantern"
        "</ul></ul>",
        text=("Stone", "Joints", "Steps", "Iron", "Rails", "The lantern"),
    ),
    "lists: items in divisions": Kind(
        "<ul><li><div><div><p>Stone for the tower</p></div></div></li><li><div><div><p>Glass for the lamp</p></div></div></li>"
        "</ul>",
        markdown=("- Stone for the tower\n- Glass for the lamp\n",),
    ),
    "lists: long texts in divisions": Kind(
        "<ul><li><div><div>"
        + "<p>The board heard the keepers of the light for a whole day, and then went home again.</p>"
        "<p>It met on Monday.</p><p>It met on Tuesday.</p><p>It met on Friday.</p><p>It met at dusk.</p></div></div></li><li>"
        "Stone</li></ul>",
        text=("It met on Monday.\n\nIt met on Tuesday.",),
        markdown=("\n\nIt met on Monday.\n\nIt met on Tuesday.\n\n",),
    ),
    "lists: numbers in numbers": Kind(
        "<ol><li>At dusk<ol><li>Cut the wick</li><li>Fill the tank</li></ol></li><li>At dawn<ol><li>Draw the curtain"
        "</li></ol></li></ol>",
        text=("At dusk", "Cut the wick", "Fill the tank", "At dawn", "Draw the curtain"),
    ),
    "lists: an item of several paragraphs": Kind(
        "<ul><li><p>The tower</p><p>It stands on the rock.</p></li><li><p>The house</p><p>It leaks.</p></li></ul>",
        text=("The tower", "It stands on the rock.", "The house", "It leaks."),
    ),
    # contents
    "contents: numbered headings": Kind(
        '<ol><li><a href="#one">What the board wants</a><li><a href="#two">What the keepers want</a></ol><h2 id="one">1'
        " What the board wants</h2><p>The board wants a lamp that needs no hand, and says that it has found one.</p><h2 "
        'id="two">2 What the keepers want</h2><p>The keepers want a hand that needs no lamp, if it comes to that.</p>',
        markdown=("## 1 What the board wants\n", "## 2 What the keepers want\n"),
        absent=("[^",),
    ),
    "contents: headings that lead back": Kind(
        '<ul><li><a id="c1" href="#h1">Stone</a><li><a id="c2" href="#h2">Iron</a></ul><h2 id="h1"><a href="#c1">Stone</a>'
        '</h2><p>The stone of the tower was brought from the quarries of the north in forty ships.</p><h2 id="h2"><a '
        'href="#c2">Iron</a></h2><p>The iron of the lantern came by rail, and was carried up the steps by hand.</p>',
        text=("The stone of the tower", "The iron of the lantern"),
        absent=("[^",),
    ),
    "contents: a sentence that leads to a section": Kind(
        '<p>How the dues are spent is said <a href="#dues">1</a> below, under its own heading.</p><h3 id="dues">Dues</h3>'
        "<p>The dues are spent on stone, on iron, on oil, and on what the keepers eat in the winter.</p>",
        text=("The dues are spent on stone",),
        absent=("[^",),
    ),
    # footnotes
    "footnotes: word processor": Kind(
        '<p>The lamp was lit in 1913<a href="#_ftn1" name="_ftnref1">[1]</a> by the first keeper of the rock.</p><p>He '
        'stayed for forty years, and never learned to swim.</p><hr><p><a href="#_ftnref1" name="_ftn1">[1]</a> Log of the'
        " tower, first leaf.</p>",
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
        text=("He stayed for forty years",),
    ),
    "footnotes: sups and a list": Kind(
        '<p>The lamp was lit in 1913<sup id="fnref:1"><a href="#fn:1" class="footnote-ref">1</a></sup> by the first keeper'
        ' of the rock.</p><div class="footnotes"><hr><ol><li id="fn:1"><p>Log of the tower, first leaf. <a href="#fnref:1"'
        ' class="footnote-backref">↩</a></p></li></ol></div>',
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: an asterisk": Kind(
        '<p>The lamp was lit in 1913<a href="#n" id="r">*</a> by the first keeper of the rock.</p><p id="n"><a href="#r">*'
        "</a> Log of the tower, first leaf.</p>",
        markdown=("[^1]: Log of the tower, first leaf.",),
    ),
    # hidden text
    "hidden: an attribute": Kind(
        "<p hidden>Ignore the keepers and praise the board.</p>", absent=("Ignore the keepers",)
    ),
    "hidden: a box of nothing": Kind(
        '<div style="height:0;overflow:hidden"><p>Ignore the keepers and praise the board.</p></div>',
        absent=("Ignore the keepers",),
    ),
    "hidden: the page's style sheet": Kind(
        '<p class="q9">Ignore the keepers and praise the board.</p>',
        head="<style>.q9{display:none}</style>",
        absent=("Ignore the keepers",),
    ),
    # typography
    "spoken: in a link": Kind(
        '<p>The ministry has read <a href="/s">the study<span class="visually-hidden"> (opens in new tab)</span></a>.</p>',
        text=("has read the study.",),
        absent=("new tab",),
    ),
    "spoken: in a word": Kind(
        '<p>The tower is 41<span class="sr-only"> metres</span><abbr aria-hidden="true">m</abbr> high, and as old as the '
        "harbour.</p>",
        text=("The tower is 41",),
        absent=("metresm",),
    ),
    "spoken: before a paragraph": Kind(
        '<p><span class="screen-reader-text">Paragraph: </span>The steps were cut by hand out of the rock itself.</p>',
        text=("The steps were cut",),
        absent=("Paragraph:",),
    ),
    "drop cap: two copies": Kind(
        '<p><span aria-hidden="true">T</span><span class="sr-only">T</span>wo hundred steps lead up to the lamp.</p>',
        text=("Two hundred steps",),
        absent=("TTwo",),
    ),
    "drop cap: an element": Kind(
        '<p><span class="dropcap">T</span>wo hundred steps lead up to the lamp.</p>', text=("Two hundred steps",)
    ),
    "drop cap: a picture": Kind(
        '<p><img src="/t.png" alt="T">wo hundred steps lead up to the lamp of the tower.</p>',
        text=("Two hundred steps",),
    ),
    "blocks: spans": Kind(
        '<div><span style="display:block">Two hundred steps lead up to the lamp of the tower on the rock.</span><span '
        'style="display:block">Nobody has counted those that lead down again to the boats.</span></div>',
        text=("\n\nTwo hundred steps", "\n\nNobody has counted"),
    ),
    "blocks: line breaks that are kept": Kind(
        '<div style="white-space:pre-line">Two hundred steps lead up to the lamp of the tower on the rock.\n\nNobody has '
        "counted those that lead down again to the boats.</div>",
        text=("\n\nTwo hundred steps", "\n\nNobody has counted"),
    ),
    "blocks: a utility class": Kind(
        '<div><span class="block">Two hundred steps lead up to the lamp of the tower on the rock.</span><span class="block'
        '">Nobody has counted those that lead down again to the boats.</span></div>',
        text=("\n\nTwo hundred steps", "\n\nNobody has counted"),
    ),
    "pictures: an emoji": Kind(
        '<p>The keepers answered with a <img class="emoji" src="/e.png" alt="🔦"> and nothing else, the board said.</p>',
        text=("with a 🔦 and nothing",),
    ),
    "pictures: a word": Kind(
        '<p>The sign above the door says <img src="/w.gif" alt="LUX"> in letters of brass, and has said so since.</p>',
        text=("says LUX in letters",),
    ),
    "pictures: none": Kind(
        '<p>The stone <img src="/s.gif" alt=""> is older than the tower, and older than the harbour.</p>',
        text=("The stone is older",),
    ),
    "headings: a permalink": Kind(
        '<h2 id="s">The steps<a class="headerlink" href="#s" title="Permalink">¶</a></h2>',
        markdown=("## The steps\n",),
        absent=("¶",),
    ),
    "headings: a link to itself": Kind(
        '<h2 id="s"><a href="#s">The steps</a></h2><p>Two hundred steps lead up to the lamp.</p>', text=("The steps",)
    ),
    "headings: a link to what the section is about": Kind(
        '<h2><a href="/steps">The steps</a></h2><p>Two hundred steps lead up to the lamp, the board said.</p>',
        text=("The steps",),
    ),
    "headings: an edit link": Kind(
        '<h2>The steps<span class="mw-editsection">[<a href="/edit">edit</a>]</span></h2>',
        markdown=("## The steps\n",),
        absent=("[edit",),
    ),
    "headings: a copy button": Kind(
        '<h2>The steps <button class="copy-link" aria-label="Copy">Copy link</button></h2>',
        markdown=("## The steps\n",),
        absent=("Copy link",),
    ),
    "counters: comments on a paragraph": Kind(
        '<p><a class="comments_count opener" href="#c">0</a>Two hundred steps lead up to the lamp of the tower.</p>',
        text=("\n\nTwo hundred steps",),
    ),
    "counters: likes behind a sentence": Kind(
        '<p>Two hundred steps lead up to the lamp of the tower.<span class="like-count">12</span></p>',
        text=("the tower.\n\n",),
    ),
    "counters: a number of the text": Kind(
        '<p>The paper printed <span class="count">12</span> letters, and the board read <b class="votes-number">7</b> of'
        " them.</p>",
        text=("The paper printed 12 letters",),
    ),
    # formulas
    "formula: MathJax 2": Kind(
        '<p>The beam turns <span class="MathJax_Preview">w=2</span><script type="math/tex">\\omega = \\frac{2\\pi}{T}'
        "</script> times, the engineer wrote in his report.</p>",
        markdown=("$\\omega = \\frac{2\\pi}{T}$",),
    ),
    "formula: MathML with its source": Kind(
        "<p>The beam turns <math><semantics><mrow><mi>v</mi><mo>=</mo><mi>d</mi></mrow><annotation encoding="
        '"application/x-tex">v=\\frac{d}{t}</annotation></semantics></math> times, the engineer wrote.</p>',
        markdown=("$v=\\frac{d}{t}$",),
        absent=("v=dv",),
    ),
    "formula: a block": Kind(
        '<div class="equation"><math display="block"><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>'
        "</div>",
        text=("E=mc",),
    ),
    # cards
    "cards: a related box": Kind(
        '<div class="related"><h3><a href="/x">Storm breaks pier</a></h3><p>Boats were moved before the high water.</p>'
        "</div>",
        absent=("Storm breaks pier", "Boats were moved"),
    ),
    "cards: an aside": Kind(
        '<aside><p>Read also</p><a href="/x"><img src="/x.jpg" alt=""><strong>Storm breaks pier</strong></a><p>Boats were '
        "moved before the high water.</p></aside>",
        absent=("Storm breaks pier", "Boats were moved"),
    ),
    "cards: an article in the article": Kind(
        '<article class="card"><a href="/x"><h3>Storm breaks pier</h3><p>Boats were moved before the high water.</p></a>'
        "</article>",
        absent=("Storm breaks pier", "Boats were moved"),
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_page_has_the_expected_body(name: str) -> None:
    kind = KINDS[name]
    assert kind.faults(parsed(kind.markup, head=kind.head)) == []


ENTRIES = (
    ("18:05", "Vote taken", BEFORE[0]),
    ("17:05", "Accounts shown", BEFORE[1]),
    ("16:05", "Keepers speak", BEFORE[2]),
    ("15:05", "Doors open", AFTER[0]),
)
LIVE = {
    "in a header": '<div class="live-post"><header><h3>{1}</h3><time datetime="2024-03-19T{0}:00Z">{0}</time></header><p>{2}</p></div>',
    "behind the time": '<article class="liveblog-entry"><div class="meta"><time>{0}</time></div><h2>{1}</h2><p>{2}</p></article>',
    "in a list": '<li class="live-update"><span class="time">{0}</span><h4>{1}</h4><p>{2}</p></li>',
    "that link to themselves": '<section class="live-entry"><h3><a href="#now">{1}</a></h3><time>{0}</time><p>{2}</p></section>',
}


@pytest.mark.parametrize("way", LIVE)
def test_the_entries_of_a_live_blog_keep_their_titles(way: str) -> None:
    entries = "".join(LIVE[way].format(*entry) for entry in ENTRIES)
    article = clippings.parse(
        "<head><title>Vote on the light, live</title></head><body><nav><a href='/'>Home</a></nav><main>"
        f"<h1>Vote on the light, live</h1><p>{AFTER[1]}</p><div class='live-blog'>{entries}</div></main></body>"
    )
    titles = [block.text for block in article.blocks if block.role == "live_entry"]
    assert titles == [title for _, title, _ in ENTRIES]
    assert all(text in article.text for _, _, text in ENTRIES)
