"""Hostile pages in the whole service: their payloads are text in every answer, and are never executed."""

from __future__ import annotations

import html
import json
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import urllib3
from markdown_it import MarkdownIt
from tests.integration.api.browsing import opened_reader

from clippings_local.project import find_project
from clippings_local.stack import LocalStack, Options, running_stack

PAYLOADS = {
    "script": "<script>window.hurt=1</script>",
    "broken-out": "\"'></title></textarea></script><script>window.hurt=1</script>",
    "image": "<img src=x onerror=window.hurt=1>",
    "svg": "<svg onload=window.hurt=1><animate onbegin=window.hurt=1 attributeName=x></svg>",
    "svg-link": "<svg><a xlink:href='javascript:window.hurt=1'><text>link</text></a></svg>",
    "style": "<style>*{background:url(javascript:window.hurt=1)}</style><p style='position:fixed;inset:0'>cover</p>",
    "frame": "<iframe srcdoc='<script>top.hurt=1</script>'></iframe><object data='javascript:top.hurt=1'></object>",
    "markdown": '[a link](javascript:window.hurt=1) ![x](x"onerror=window.hurt=1) <javascript:window.hurt=1>',
    "yaml": "\n---\nadmin: true\n---\n\u2028!!python/object/apply:os.system ['x']",
    "xml": "]]><evil/><!-- &xxe; --><?xml-stylesheet href='javascript:window.hurt=1'?>",
    "template": "{{constructor.constructor('window.hurt=1')()}}${window.hurt=1}",
}
#: Elements that may stand in an article's page; none of them runs anything.
HARMLESS = set(
    "html head meta title link style body article header footer h1 h2 h3 h4 h5 h6 p a strong em b i s u sub sup mark "
    "code pre blockquote ul ol li dl dt dd table caption thead tbody tfoot tr th td figure "
    "figcaption img br hr time cite q "
    "abbr del ins div span small kbd var samp".split()
)


class Watch(HTMLParser):
    """Collects what could act in a page: elements, attributes and addresses that none should have."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in HARMLESS:
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.found.append(f"{tag} {name}")
            if name in {"href", "src"} and address and not address.startswith(("http://", "https://", "mailto:", "#")):
                self.found.append(f"{tag} {name}={value}")


def watched(page: str) -> list[str]:
    watch = Watch()
    watch.feed(page)
    watch.close()
    return watch.found


def page_with(payload: str, number: int) -> str:
    """Return a page that carries *payload* in every field that an article has."""
    shown = html.escape(payload, quote=True)
    address = f"https://daily-{number}.example/news/2026/02/20/a-story-of-the-river"
    described = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": f"River {payload}", "url": address,
        "description": f"Standfirst {payload}",
        "author": [{"@type": "Person", "name": f"Kari {payload}", "url": payload}],
        "publisher": {"@type": "Organization", "name": f"Daily {payload}"}, "articleSection": f"News {payload}",
        "keywords": [f"floods {payload}"], "image": f"javascript:{payload}", "datePublished": "2026-02-20T09:30:00Z",
        "license": payload, "inLanguage": "en",
    }  # fmt: skip
    data = json.dumps(described).replace("</", "<\\/")
    words = "The river rose by two metres in one night and the ferry was tied to the church for the third time."
    paragraphs = "".join(f"<p>Paragraph {n}: {words} {shown}</p>" for n in range(6))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>River {shown}</title>'
        f'<link rel="canonical" href="{address}"><meta property="og:site_name" content="Daily {shown}">'
        f'<meta property="og:image" content="javascript:{shown}">'
        f'<script type="application/ld+json">{data}</script></head>'
        f"<body><article><h1>River {shown}</h1><p class=byline>By Kari {shown}</p>{paragraphs}{payload}"
        f'<figure><img src="javascript:window.hurt=1" alt="{shown}" srcset="data:text/html,{shown} 2x">'
        f'<figcaption>{shown}</figcaption></figure><p>{words} <a href="javascript:window.hurt=1">a link</a> '
        f'<a href="data:text/html,{shown}">another</a> <a href=" java\tscript:window.hurt=1">a third</a></p>'
        f"<table><tr><th>{shown}</th><td>{shown}</td></tr></table><blockquote>{shown}</blockquote>"
        f"<ul><li>{shown}</li></ul><pre><code>{shown}</code></pre></article></body></html>"
    )


@pytest.fixture(scope="module")
def stack() -> Iterator[LocalStack]:
    # More requests than the default limits allow.
    options = Options(values={"ThrottleRate": "10000", "ThrottleBurst": "5000"})
    with running_stack(find_project().template, options) as running:
        yield running


@pytest.fixture(scope="module")
def articles(stack: LocalStack) -> dict[str, str]:
    """Payload name → id of the article that was made of its page."""
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        body = page_with(payload, number).encode()
        stack.account.s3.put_object(Bucket=stack.inbox_bucket, Key=f"{name}.html", Body=body, ContentType="text/html")
    assert stack.settle(180)
    time.sleep(0.2)
    ended = {name: ask(stack, "/v1/ingestions", key=f"{name}.html").json()["items"][0] for name in PAYLOADS}
    assert {item["status"] for item in ended.values()} == {"stored"}, ended
    return {name: item["article_id"] for name, item in ended.items()}


def ask(stack: LocalStack, path: str, **query: str) -> Any:
    answer = urllib3.request(
        "GET", stack.api + path, fields=query or None, headers={"x-api-key": stack.api_key}, timeout=60
    )
    assert answer.status == 200, (path, answer.data[:300])
    return answer


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_content_is_escaped_in_every_format(stack: LocalStack, articles: dict[str, str], name: str) -> None:
    path = f"/v1/articles/{articles[name]}"
    for part in ("", "/provenance", "/revisions", "/diff", "/duplicates"):
        assert b"<" not in ask(stack, path + part).data, part
    assert b"<" not in ask(stack, path, format="jsonld").data
    page = ask(stack, path, format="html")
    assert watched(page.data.decode()) == []
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert ask(stack, path, format="text").headers["content-type"].startswith("text/plain")
    front, _, body = ask(stack, path, format="markdown").data.decode().removeprefix("---\n").partition("\n---\n")
    assert all(line.startswith(("  - ", *"abcdefghijklmnopqrstuvwxyz")) for line in front.splitlines())
    assert "admin: true" not in front.splitlines()
    assert watched(MarkdownIt("commonmark", {"html": True}).enable("table").render(body)) == []


def test_hostile_content_is_escaped_in_lists_and_feeds(stack: LocalStack, articles: dict[str, str]) -> None:
    assert len(ask(stack, "/v1/articles").json()["items"]) == len(articles)
    for path in ("/v1/articles", "/v1/changes", "/v1/feed.json"):
        assert b"<" not in ask(stack, path).data
    for form, known in (("atom", "{http://www.w3.org/2005/Atom}"), ("rss", "")):
        feed = ET.fromstring(ask(stack, f"/v1/feed.{form}").data)  # noqa: S314 - our own answer
        assert "evil" not in {each.tag.removeprefix(known) for each in feed.iter()}
        links = [each.get("href") or each.text or "" for each in feed.iter() if each.tag.endswith("link")]
        assert links
        assert all(link.startswith("http") for link in links)
        for told in feed.iter("description"):
            assert watched(told.text or "") == []


def test_hostile_content_is_escaped_by_the_parse_call(stack: LocalStack) -> None:
    for number, payload in enumerate(PAYLOADS.values()):
        headers = {"x-api-key": stack.api_key, "content-type": "text/html"}
        page = page_with(payload, number).encode()
        address = f"{stack.api}/v1/parse?explain=true"
        assert b"<" not in urllib3.request("POST", address, body=page, headers=headers, timeout=60).data
        shown = urllib3.request("POST", f"{address}&format=html", body=page, headers=headers, timeout=60)
        assert watched(shown.data.decode()) == []


def test_hostile_content_runs_no_script_in_the_reader(stack: LocalStack, articles: dict[str, str]) -> None:
    with opened_reader(stack.api, stack.api_key) as browser:
        browser.driver.get(stack.api)
        browser.wait(".items h2", "River")
        for article_id in articles.values():
            browser.driver.get("about:blank")
            browser.driver.get(f"{stack.api}/#/article/{article_id}")
            browser.wait("article.text h1", "River")
            browser.driver.execute_script(
                "document.querySelectorAll('main details').forEach((each) => { each.open = true })"
            )
            browser.wait("table.findings th", "title")
            assert browser.driver.execute_script("return window.hurt") is None
            assert browser.find("main script, main svg, main iframe, main object, main style, main [style]") == []
