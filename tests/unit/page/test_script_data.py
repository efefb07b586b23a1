"""Articles that a page holds as data: read only where the page itself shows no text."""

from __future__ import annotations

import json

from clippings.page.decoding import read_page
from clippings.page.flow import read_flow
from clippings.page.script_data import find_script_article

SENTENCES = [
    f"Sentence number {number} of the report says what the council decided about the bridge, and for what reason."
    for number in range(12)
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def texts(markup: str) -> list[str]:
    return [passage.text for passage in read_flow(read_page(markup))]


def test_markup_in_the_state_of_a_framework_is_read() -> None:
    state = {"props": {"menu": ["Home", "Sport"], "page": {"id": 7, "html": PARAGRAPHS}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    assert texts(f"<body><div id=root></div>{script}</body>") == SENTENCES


def test_a_list_of_paragraphs_in_an_assigned_state_is_read() -> None:
    state = json.dumps({"user": None, "story": {"blocks": [{"type": "p", "text": text} for text in SENTENCES]}})
    assert texts(f"<body><div id=root></div><script>window.__STATE__ = {state};</script></body>") == SENTENCES


def test_the_body_in_json_ld_is_read_if_the_page_shows_none() -> None:
    told = json.dumps({"@type": "NewsArticle", "articleBody": "\n".join(SENTENCES)})
    assert texts(f'<script type="application/ld+json">{told}</script><body><div id=root></div></body>') == SENTENCES


def test_visible_text_has_priority_over_script_data() -> None:
    told = json.dumps({"@type": "NewsArticle", "articleBody": "Another text. " * 100})
    markup = f'<script type="application/ld+json">{told}</script><body>{PARAGRAPHS}</body>'
    assert texts(markup) == SENTENCES


def test_code_addresses_and_labels_are_not_articles() -> None:
    labels = {f"label{number}": "Please sign in to read on" for number in range(100)}
    code = "function f() { return {a: 1}; } var b = { c: 2 }; " * 40
    links = [f"https://example.org/a/long/address/that/says/nothing/{number}.html?from=list" for number in range(30)]
    script = f"<script>window.app = {json.dumps({'labels': labels, 'code': code, 'links': links})}</script>"
    assert find_script_article(read_page(f"<body>{script}</body>")) is None


def test_a_broken_state_is_ignored() -> None:
    broken = "<script>window.state = {" + '"text": "' + " ".join(SENTENCES) + "</script>"
    assert find_script_article(read_page(f"<body>{broken}</body>")) is None


def test_text_from_a_state_is_escaped() -> None:
    state = json.dumps({"text": [f"{text} Is a < b & c > d?" for text in SENTENCES]})
    found = texts(f"<body><script>window.s = {state}</script></body>")
    assert found[0] == f"{SENTENCES[0]} Is a < b & c > d?"


def test_the_noframes_content_of_a_frameset_is_read() -> None:
    frames = (
        '<frameset cols="20%,80%"><frame src="menu.html"><frame src="story.html"><noframes><body>{}</body></noframes>'
    )
    assert texts(f"<html><head><title>Bridge</title></head>{frames.format(PARAGRAPHS)}</frameset></html>") == SENTENCES
    assert texts(f"<html>{frames.format('<p>Your browser shows no frames.</p>')}</frameset></html>") == []
