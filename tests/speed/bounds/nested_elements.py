"""Elements nested nearly as deep as the tree may be, around many small ones."""

from __future__ import annotations

from tests.speed.bounds.pieces import BODY, each

#: Levels of a usual page and of a hostile one, which is nearly as deep as the tree may be.
SHALLOW = 3
DEEP = 240

#: What is nested: each kind of element that is read in a way of its own, with the parts that it needs to hold others.
AROUND = (
    *("<a href=/a>", "<address>", "<amp-img>", "<article>", "<aside>", "<audio>", "<b>", "<blockquote>", "<body>"),
    *("<button>", "<code>", "<details><summary>a</summary>", "<dialog open>", "<div>", "<dl><dt>a<dd>", "<fieldset>"),
    *(
        "<figcaption>",
        "<figure>",
        "<footer>",
        "<form>",
        "<h1>",
        "<h2>",
        "<header>",
        "<label>",
        "<main>",
        "<math><mrow>",
    ),
    *("<menu><li>", "<mjx-container>", "<nav>", "<noscript>", "<object>", "<ol><li>", "<p>", "<picture>", "<pre>"),
    *("<ruby>", "<section>", "<slot>", "<span>", "<sup>", "<svg>", "<time>", "<ul><li>", "<video>", "<x-y>"),
    *("<table><tr><td>", "<table><tr><th>a<th>b<tr><td>a<td>", "<table class=highlight><tr><td>1<td>"),
    *("<div hidden>", "<div style='display:none'>", "<div style='color:#fff'>", "<span style='display:block'>"),
    *("<div role=list>", "<div role=table>", "<div role=button>", "<div role=heading>", "<div itemprop=articleBody>"),
    *("<div itemprop=author itemscope>", "<div itemprop=publisher itemscope>", "<ul itemprop=recipeIngredient>"),
    "<div itemprop='headline datePublished dateModified articleSection keywords isAccessibleForFree'>",
    *("<div class=byline>", "<div class=caption>", "<div class=card>", "<div class=comment>", "<div class=date>"),
    *("<div class=footnotes id=fn>", "<div class=live-entry>", "<div class=standfirst>", "<div class=tags>"),
    *("<span class=dropcap>", "<span class=katex>", "<span class=sidenote>", "<span class=sr-only>"),
    *("<div><template shadowrootmode=open>", "<blockquote class=twitter-tweet>", "<div class=highlight>"),
    *("<div class=cm-editor><div class=cm-content>", "<div class=code>", "<div class=note>", "<div class=faq>"),
)
#: What is in it, many times.
INSIDE = (
    "<source><track><param>",
    "<p>The third quay opens on Monday, {0}.",
    "word <b>bold</b> <i>italic</i> ",
    "<a href=/story/{0}>Story {0}</a> ",
    "<img src=/{0}.jpg alt='Quay {0}'><span class=caption>Photo: Ann Reed</span>",
    "<figure><img src=/{0}.jpg><figcaption>Quay {0}</figcaption></figure>",
    "<h3><a href=/{0}>Story {0}</a></h3>By <a rel=author href=/ann>Ann Reed</a>",
    "<span itemprop='name author'>Ann {0}</span> ",
    "<time datetime='2026-01-01T10:00Z'>1 January 2026</time> ",
    "<td>{0}<td>b<tr>",
    "<li>Item {0}",
    "<code>a = {0}</code><br>",
    "<div>line {0}</div>\n",
    "<button aria-controls=s{0} aria-expanded=false>More</button><div id=s{0}>Text {0}</div>",
    "<p id=n{0}>{0}. A note <a href=#r{0}>back</a><p>word<sup id=r{0}><a href=#n{0}>{0}</a></sup>",
    "<mi>x</mi><mo>=</mo><annotation encoding='application/x-tex'>x</annotation>",
    "<input><label>Name</label><select><option>a</select>",
    "<iframe src='https://www.youtube.com/embed/abcdefgh{0}'></iframe>",
    "<ruby>x<rp>(<rt>y</ruby>",
    "<p style='color:#111'>Text {0}<span hidden>unseen</span>",
)
PAIRS = [(around, inside) for around in AROUND for inside in INSIDE]
#: Pairs that took too long once.
FOUND_PAIRS = [("<audio>", "<source><track><param>"), ("<div itemprop=publisher itemscope>", "<td>{0}<td>b<tr>")]
#: Fewer pairs: each of the first once, and each of the others several times.
SOME_PAIRS = [*FOUND_PAIRS, *((around, INSIDE[place * 7 % len(INSIDE)]) for place, around in enumerate(AROUND))]


def nest(around: str, inside: str, levels: int, characters: int) -> str:
    """Return a page with *inside* repeated for about so many *characters*, in *levels* of *around*."""
    return BODY + around * levels + each(characters // len(inside), inside) + BODY
