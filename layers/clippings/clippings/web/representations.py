"""Writes an article as Markdown, HTML, plain text or schema.org JSON-LD.

The input is the article's JSON of the API. Its content is not trusted, so text is escaped for the format, and only http
and https addresses are written.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from clippings.article import ParsedArticle
from clippings.web.escaping import only_web_addresses, to_json, to_markdown_text, to_xml_text, to_yaml_text, web_address

STYLE = (
    ":root{color-scheme:light dark}body{max-width:42rem;margin:2rem auto;padding:0 1rem;"
    "font:1.1rem/1.6 Georgia,serif;overflow-wrap:break-word}img{max-width:100%;height:auto}"
    "table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid;padding:.25rem .5rem}"
    "pre{overflow-x:auto}header p,footer{font-family:system-ui,sans-serif;font-size:.9rem}"
    "blockquote{border-left:.25rem solid;margin-left:0;padding-left:1rem}"
)

#: The policy of an article's page: no scripts, only the style sheet with this hash, and pictures from any host.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src https: http:; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def to_text(plain: dict[str, Any]) -> str:
    """Return title, standfirst and body as plain text, with a blank line between blocks."""
    article = ParsedArticle.from_dict(plain)
    parts = (article.title, _standfirst_apart(article), article.text)
    return "\n\n".join(part for part in parts if part) + "\n"


def to_markdown(plain: dict[str, Any]) -> str:
    """Return the article as Markdown, after YAML front matter with its metadata."""
    article = ParsedArticle.from_dict(plain)
    lines = ["---", *(line for name, value in _front_matter(plain) for line in _yaml_lines(name, value)), "---", ""]
    if article.title:
        lines += [f"# {to_markdown_text(article.title)}", ""]
    if standfirst := _standfirst_apart(article):
        lines += [f"**{to_markdown_text(standfirst)}**", ""]
    return "\n".join([*lines, article.markdown.rstrip(), ""])


def to_html(plain: dict[str, Any]) -> str:
    """Return the article as a complete HTML page that refers to no other files except pictures."""
    article = ParsedArticle.from_dict(plain)
    title = to_xml_text(article.title or "Untitled")
    language = f' lang="{to_xml_text(article.language)}"' if article.language else ""
    return (
        f'<!doctype html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{_canonical_link(plain)}<style>{STYLE}</style>\n</head>\n"
        f'<body dir="auto">\n<article>\n<header>\n<h1>{title}</h1>\n{_html_header(plain, article)}</header>\n'
        f"{article.html}\n</article>\n<footer>{_html_footer(plain)}</footer>\n</body>\n</html>\n"
    )


def to_json_ld(plain: dict[str, Any]) -> str:
    """Return the article as https://schema.org/NewsArticle, without unknown properties."""
    article = ParsedArticle.from_dict(plain)
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.standfirst or plain.get("summary"),
        "url": _address(plain),
        "datePublished": _moment(plain.get("published")),
        "dateModified": _moment(plain.get("modified")),
        "author": [_json_ld_author(author) for author in plain.get("authors", ())],
        "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
        "image": [image["url"] for image in plain.get("images", ()) if web_address(image["url"])],
        "articleSection": article.section,
        "keywords": list(article.tags) or list(plain.get("keywords", ())),
        "inLanguage": article.language,
        "isAccessibleForFree": {"free": True, "metered": False, "paywalled": False}.get(article.access or ""),
        "license": web_address(article.rights.licence),
        "wordCount": plain.get("word_count"),
        "articleBody": article.text,
    }
    return to_json({name: value for name, value in described.items() if value not in (None, [], "")})


def _front_matter(plain: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    yield "title", plain.get("title")
    yield "standfirst", plain.get("standfirst")
    yield "authors", [author["name"] for author in plain.get("authors", ())]
    yield "published", _moment(plain.get("published"))
    yield "modified", _moment(plain.get("modified"))
    yield "publisher", plain.get("publisher")
    yield "section", plain.get("section")
    yield "url", _address(plain)
    yield "language", plain.get("language")
    yield "tags", list(plain.get("tags", ()))
    yield "keywords", list(plain.get("keywords", ()))
    yield "id", plain.get("id")
    yield "revision", plain.get("revision")


def _yaml_lines(name: str, value: Any) -> list[str]:
    if value in (None, [], ""):
        return []
    if isinstance(value, list):
        return [f"{name}:", *(f"  - {to_yaml_text(str(item))}" for item in value)]
    return [f"{name}: {value if isinstance(value, int) else to_yaml_text(str(value))}"]


def _standfirst_apart(article: ParsedArticle) -> str | None:
    """Return the standfirst, unless the body begins with it."""
    opening = article.blocks[:3]
    shown = any(block.role == "standfirst" or block.text == article.standfirst for block in opening)
    return None if shown else article.standfirst


def _html_header(plain: dict[str, Any], article: ParsedArticle) -> str:
    lines = []
    if standfirst := _standfirst_apart(article):
        lines.append(f"<p><strong>{to_xml_text(standfirst)}</strong></p>")
    byline = ", ".join(author["name"] for author in plain.get("authors", ()))
    facts = (byline, plain.get("publisher"), _moment(plain.get("published")))
    shown = " · ".join(to_xml_text(fact) for fact in facts if fact)
    if shown:
        lines.append(f"<p>{shown}</p>")
    lines += [_figure(image) for image in plain.get("images", ()) if image.get("lead") and web_address(image["url"])][
        :1
    ]
    return "".join(f"{line}\n" for line in lines)


def _figure(image: dict[str, Any]) -> str:
    words = " · ".join(to_xml_text(part) for part in (image.get("caption"), image.get("credit")) if part)
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    source, alternative = to_xml_text(image["url"]), to_xml_text(image.get("alt") or "")
    return f'<figure><img src="{source}" alt="{alternative}" referrerpolicy="no-referrer">{caption}</figure>'


def _canonical_link(plain: dict[str, Any]) -> str:
    address = _address(plain)
    return f'<link rel="canonical" href="{to_xml_text(address)}">\n' if address else ""


def _html_footer(plain: dict[str, Any]) -> str:
    address = _address(plain)
    if not address:
        return ""
    shown = to_xml_text(address)
    return f'<p>From <a href="{shown}" rel="noopener noreferrer nofollow">{shown}</a></p>'


def _json_ld_author(author: dict[str, Any]) -> dict[str, Any]:
    kind = "Organization" if author.get("kind") == "organisation" else "Person"
    described = {"@type": kind, "name": author["name"], "url": web_address(author.get("url"))}
    return {name: value for name, value in described.items() if value}


def _address(plain: dict[str, Any]) -> str | None:
    return web_address(plain.get("canonical_url")) or web_address(plain.get("url"))


def _moment(timestamp: dict[str, Any] | None) -> str | None:
    """Return the time in RFC 3339 if it is known, else the day."""
    if not timestamp:
        return None
    return str(timestamp.get("instant") or timestamp["day"])


def _of_the_web(write: Callable[[dict[str, Any]], str]) -> Callable[[dict[str, Any]], str]:
    """Return *write* with a filter before it that removes addresses whose scheme is not http or https."""
    return lambda plain: write(only_web_addresses(plain))


#: Writers by the name of the format.
WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    name: _of_the_web(write)
    for name, write in (("markdown", to_markdown), ("html", to_html), ("text", to_text), ("jsonld", to_json_ld))
}
