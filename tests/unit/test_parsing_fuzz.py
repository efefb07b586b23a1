"""Any input gives an article or a rejection with a reason, in every format and in time."""

from __future__ import annotations

import gzip
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.clock import is_within

import clippings

CORPUS = Path(os.environ.get("CLIPPINGS_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
SAMPLES = sorted((Path(__file__).parents[2] / "local" / "clippings_local" / "samples").glob("*.html"))
#: Seconds of processor time; a page of this size takes a twentieth of one.
MOST_SECONDS = 5.0
SENTENCE = (
    "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one. "
)
TAGS = (
    "p div span b i a em h1 h2 h3 ul ol li dl dt dd table tr td th tbody thead caption blockquote pre code figure "
    "figcaption article section aside nav header footer main form button label select option textarea template "
    "noscript script style iframe svg math video picture img br hr time sup sub details summary x-custom body html head"
).split()
ATTRIBUTES = (
    'class="article-body"',
    'class="live-entry"',
    'class="comment"',
    'class="language-"',
    "class=pullquote",
    "class",
    'href="https://a.example/b"',
    'href="//["',
    "href=javascript:x",
    "colspan=99999999999",
    "rowspan=-1",
    "start=x",
    "value=9999999999999",
    "reversed",
    "datetime=2026-13-45",
    "datetime=2026-01-01T00:00:00Z",
    "style=display:none",
    "hidden",
    'itemprop="author datePublished"',
    "rel=author",
    "shadowrootmode=open",
    "src=x",
    "srcset='a 1x, b 2x,,'",
    "\x00",
)
INSERTS = (
    *(f"<{tag}>" for tag in TAGS),
    *(f"</{tag}>" for tag in TAGS),
    *(f"<p {attribute}>" for attribute in ATTRIBUTES),
    *("<!--", "-->", "<![CDATA[", "]]>", "<!doctype html>", "<?xml?>", "&#0;", "&#xd800;", "&#x110000;", "&amp", "\0"),
    *("\u202e", "\u200d", "\ufeff", "\ud800", "𝒜", "中文", "\r", "\u2028", '"', "'", "<", ">", "=", "`", "<a href='"),
    '<script type="application/ld+json">{"@type":"NewsArticle","author":[[[{"name":null}]],7],"datePublished":{}}',
    r'<script type="application/ld+json">{"@type":"NewsArticle","headline":"\ud800","keywords":["\udc00a"]}</script>',
    '<meta property="article:published_time" content="9999-99-99T99:99:99+99:99">',
)


def check(page: bytes | str, url: str | None = "https://courier.example/a") -> None:
    """Read *page* and everything that can be asked of its article."""
    started = time.process_time()
    with suppress(clippings.RejectedPage):
        article = clippings.parse(page, url)
        plain = json.dumps(article.to_dict(), ensure_ascii=False).encode("utf-8")  # each string can be encoded
        assert clippings.ParsedArticle.from_dict(json.loads(plain)) == article
        assert article.text.encode("utf-8")
        assert article.markdown.encode("utf-8")
        assert "<script" not in article.html.lower()
    assert is_within(time.process_time() - started, MOST_SECONDS)


def mutated(page: bytes, chooser: random.Random) -> bytes:
    """Return *page* after a few accidents of the kinds that crawlers, editors and archives have."""
    for _ in range(chooser.randint(1, 6)):
        page = chooser.choice(ACCIDENTS)(page, chooser)
    return page


def _place(page: bytes, chooser: random.Random) -> int:
    return chooser.randrange(len(page) + 1)


def _cut_off(page: bytes, chooser: random.Random) -> bytes:
    return page[: _place(page, chooser)]


def _lose_a_piece(page: bytes, chooser: random.Random) -> bytes:
    start = _place(page, chooser)
    return page[:start] + page[start + chooser.randint(1, 2_000) :]


def _repeat_a_piece(page: bytes, chooser: random.Random) -> bytes:
    start = _place(page, chooser)
    piece = page[start : start + chooser.randint(1, 500)]
    return page[:start] + piece * chooser.randint(2, 40) + page[start:]


def _move_a_piece(page: bytes, chooser: random.Random) -> bytes:
    start, size = _place(page, chooser), chooser.randint(1, 3_000)
    rest = page[:start] + page[start + size :]
    place = _place(rest, chooser)
    return rest[:place] + page[start : start + size] + rest[place:]


def _insert(page: bytes, chooser: random.Random) -> bytes:
    for _ in range(chooser.randint(1, 20)):
        place = _place(page, chooser)
        page = page[:place] + chooser.choice(INSERTS).encode("utf-8", "surrogatepass") + page[place:]
    return page


def _flip_bytes(page: bytes, chooser: random.Random) -> bytes:
    changed = bytearray(page)
    for _ in range(min(len(changed), chooser.randint(1, 50))):
        changed[chooser.randrange(len(changed))] = chooser.randrange(256)
    return bytes(changed)


def _lose_closings(page: bytes, chooser: random.Random) -> bytes:
    return page.replace(f"</{chooser.choice(TAGS)}>".encode(), b"")


def _rename(page: bytes, chooser: random.Random) -> bytes:
    return page.replace(f"<{chooser.choice(TAGS)}".encode(), f"<{chooser.choice(TAGS)}".encode())


def _recode(page: bytes, chooser: random.Random) -> bytes:
    text = page.decode("utf-8", "replace")
    return text.encode(chooser.choice(["utf-16", "utf-16-le", "cp1251", "shift_jis", "gb18030", "latin-1"]), "replace")


ACCIDENTS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut_off,
    _lose_a_piece,
    _repeat_a_piece,
    _move_a_piece,
    _insert,
    _insert,
    _flip_bytes,
    _lose_closings,
    _rename,
    _recode,
)


def test_lone_surrogates_in_the_data_of_a_page_do_not_reach_the_article() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "\ud800 The third quay",
        "author": {"name": "Mae \udc00 Oduya"},
        "publisher": {"name": "\ud800 Courier"},
        "image": "https://courier.example/\ud800.jpg",
        "keywords": ["\udc00quay"],
        "articleBody": SENTENCE * 3 + "\udfff",
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    attributes = json.dumps({"src": "https://courier.example/\ud83d.jpg"})
    for text in (f"<p>{SENTENCE * 9}</p><img data-attrs='{attributes}' width=900 height=600>", ""):
        check(f"<title>The third quay</title>{script}<article><h1>The third quay</h1>{text}</article>")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_damaged_page_is_parsed_or_rejected(sample: Path) -> None:
    page = sample.read_bytes()
    for seed in range(25):
        check(mutated(page, random.Random(f"{sample.name} {seed}")))


def corpus_pages() -> Iterator[bytes]:
    """Yield pages of every set in turn."""
    chooser = random.Random(0)
    paths = [sorted(folder.glob("*.html.gz")) for folder in sorted(CORPUS.iterdir()) if folder.is_dir()]
    while True:
        for group in filter(None, paths):
            yield gzip.decompress(chooser.choice(group).read_bytes())


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no labelled corpus at {CORPUS}")
def test_damaged_real_pages_are_parsed_or_rejected() -> None:
    count = int(os.environ.get("CLIPPINGS_FUZZ_PAGES", "60"))
    for seed, page in enumerate(islice(corpus_pages(), count)):
        check(mutated(page, random.Random(seed)))


SOUP = st.lists(
    st.sampled_from([*INSERTS, SENTENCE, SENTENCE.lower(), "By Ann Reed", "12 March 2026", "Read also:", "\n"])
    | st.builds("<{} {}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
    | st.text(max_size=8),
    max_size=60,
).map("".join)


@pytest.mark.slow
@settings(max_examples=300)
@given(SOUP)
def test_any_markup_is_parsed_or_rejected(soup: str) -> None:
    check(soup)
    check(f"<h1>Third quay opens</h1><article>{SENTENCE}<p>{SENTENCE * 2}{soup}<p>{SENTENCE}{SENTENCE}</article>")


@settings(max_examples=200)
@given(
    st.binary(max_size=400), st.sampled_from([None, "", "not an address", "http://[broken", "https://a.example/\x00"])
)
def test_any_bytes_are_parsed_or_rejected(data: bytes, url: str | None) -> None:
    check(data, url)
    check(b"<p>" + SENTENCE.encode() * 3 + data + b"<p>" + SENTENCE.encode() * 2, url)
