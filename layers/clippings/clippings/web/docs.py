"""The contract as an HTML page: every call by subject, and every kind of problem."""

from __future__ import annotations

import re
from typing import Any

from clippings.web.escaping import to_xml_text
from clippings.web.openapi import DESCRIPTION, to_openapi
from clippings.web.problems import PROBLEM_TYPES, TYPE_PREFIX
from clippings.web.routing import Route

#: The sections of the page, in order.
TAGS = {
    "articles": "Articles",
    "feeds": "Feeds",
    "watches": "Saved searches",
    "ingestions": "Uploads and their ingestion status",
    "changes": "Changes",
    "parsing": "Parsing",
    "open": "Open to everybody",
    "administration": "Administration",
}
_CODE = re.compile("`([^`]+)`")
_TYPE = re.compile(f"`{TYPE_PREFIX}([a-z-]+)`")


def to_page(calls: tuple[Route, ...], base: str) -> str:
    """Return the page of *calls*; *base* is the part before their paths."""
    contract = to_openapi(calls, base)
    parts = []
    for tag, title in TAGS.items():
        operations = [
            _operation(method, path, operation, contract["components"]["schemas"])
            for path, methods in contract["paths"].items()
            for method, operation in methods.items()
            if tag in operation["tags"] and method != "head"
        ]
        parts.append(f'<section id="{tag}"><h2>{title}</h2>{"".join(operations)}</section>')
    contents = "".join(f'<a href="#{tag}">{title}</a>' for tag, title in TAGS.items())
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>The API of Clippings</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f'<style>{STYLE}</style></head><body><header><a href="./">Clippings</a><nav>{contents}'
        '<a href="#problems">Problems</a></nav></header><main><h1>The API</h1>'
        f"<p>{_prose(DESCRIPTION)} Send your key in the header <code>x-api-key</code>. The same for machines: "
        f'<a href="openapi.json">openapi.json</a>.</p>{"".join(parts)}{_problems()}</main></body></html>\n'
    )


def _operation(method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    rows = [_row(each["name"], each["in"], each["schema"], each) for each in operation.get("parameters", ())]
    rows += _body_rows(operation.get("requestBody", {}).get("content", {}), schemas)
    head = "<tr><th>Name</th><th>Where</th><th>What it is</th></tr>"
    table = f'<div class="wide"><table>{head}{"".join(rows)}</table></div>' if rows else ""
    return (
        f"<details><summary><code><b>{method.upper()}</b> {to_xml_text(path)}</code>"
        f"<span>{_prose(operation['summary'])}</span></summary>{table}{_answers(operation['responses'])}</details>"
    )


def _row(name: str, where: str, schema: dict[str, Any], told: dict[str, Any]) -> str:
    words = [told.get("description") or schema.get("description", ""), _bounds(schema)]
    need = " <em>required</em>" if told.get("required") else ""
    prose = " ".join(_prose(each) for each in words if each)
    return f"<tr><td><code>{to_xml_text(name)}</code>{need}</td><td>{where}</td><td>{prose}</td></tr>"


def _body_rows(content: dict[str, Any], schemas: dict[str, Any]) -> list[str]:
    if "application/json" not in content:
        return [f"<tr><td>the page</td><td>body</td><td>{to_xml_text(', '.join(content))}</td></tr>"] if content else []
    model = schemas[content["application/json"]["schema"]["$ref"].rpartition("/")[2]]
    return [
        _row(name, "body", schema, {"required": name in model.get("required", ())})
        for name, schema in model["properties"].items()
    ]


def _bounds(schema: dict[str, Any]) -> str:
    """Return the limits of a value as a sentence, or an empty string."""
    chosen = next((each for each in schema.get("anyOf", ()) if each.get("type") != "null"), schema)
    told = []
    if "enum" in chosen:
        told.append("One of " + ", ".join(f"`{value}`" for value in chosen["enum"]))
    if "minimum" in chosen and "maximum" in chosen:
        told.append(f"{chosen['minimum']:g} to {chosen['maximum']:g}")
    if "maxLength" in chosen:
        told.append(f"at most {chosen['maxLength']} characters")
    if chosen.get("format") == "date":
        told.append("`YYYY-MM-DD`")
    if schema.get("default") not in (None, False):
        told.append(f"by default `{schema['default']}`")
    words = "; ".join(told)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _answers(responses: dict[str, Any]) -> str:
    """Return the successful answers, then the problems by name with a link to their page."""
    good = [
        f"<li><b>{status}</b> {_prose(answer['description'])}</li>"
        for status, answer in responses.items()
        if status < "400"
    ]
    codes = [
        f'<a href="#problem-{code}">{code}</a>'
        for status, answer in responses.items()
        if status >= "400"
        for code in _TYPE.findall(answer["description"])
    ]
    return f'<ul>{"".join(good)}</ul><p class="fails">Problems: {", ".join(codes)}</p>'


def _problems() -> str:
    kinds = "".join(
        f'<dt id="problem-{kind.code}"><code>{kind.code}</code> {kind.status}{", retryable" if kind.retryable else ""}'
        f"</dt><dd>{to_xml_text(kind.title)}. {to_xml_text(kind.advice)}</dd>"
        for kind in PROBLEM_TYPES.values()
    )
    return (
        '<section id="problems"><h2>Problems</h2><p>Their <code>type</code> is '
        f"<code>{TYPE_PREFIX}</code> and the name. Those that are retryable may work later as they are.</p>"
        f"<dl>{kinds}</dl></section>"
    )


def _prose(text: str) -> str:
    """Return *text* escaped, with text in backticks as code."""
    return _CODE.sub(r"<code>\1</code>", to_xml_text(text))


STYLE = (
    ":root{color-scheme:light dark;--page:#fbfaf7;--card:#fff;--ink:#1e1c1a;--soft:#625d57;--line:#e2ddd4;"
    "--accent:#9a2d1d}@media(prefers-color-scheme:dark){:root{--page:#171614;--card:#201e1b;--ink:#ece8e1;"
    "--soft:#a8a197;--line:#38342e;--accent:#f0927f}}*{box-sizing:border-box}body{margin:0;background:var(--page);"
    "color:var(--ink);font:1rem/1.55 system-ui,sans-serif}a{color:var(--accent)}"
    ":focus-visible{outline:3px solid var(--accent)}header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;"
    "align-items:baseline;padding:1rem max(1rem,calc((100% - 56rem)/2));background:var(--card);"
    "border-bottom:1px solid var(--line)}header>a{font:600 1.3rem Georgia,serif;color:inherit;text-decoration:none}"
    "nav{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.9rem}nav a{color:var(--soft)}main{max-width:56rem;"
    "margin:0 auto 4rem;padding:0 1rem}h1,h2{font-family:Georgia,serif}h2{margin:2.5rem 0 .8rem}"
    "code{font-size:.9em;overflow-wrap:anywhere}details{background:var(--card);border:1px solid var(--line);"
    "border-radius:.4rem;margin:.5rem 0;padding:0 1rem}summary{cursor:pointer;padding:.7rem 0;display:grid;"
    "grid-template-columns:minmax(0,5fr) minmax(0,4fr);gap:.2rem 1rem}summary b{color:var(--accent)}"
    "summary span,.fails,em{color:var(--soft);font-size:.92rem}.wide{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:start;"
    "border-bottom:1px solid var(--line);padding:.35rem .8rem .35rem 0;vertical-align:top}th{font-weight:400;"
    "color:var(--soft)}dt{margin-top:.9rem}dd{margin:0;color:var(--soft)}dt:target{outline:2px solid var(--accent);"
    "outline-offset:.3rem}"
    # On a phone, a row of a table is shown as a paragraph: name and place on one line, the description below.
    "@media(max-width:40rem){summary{display:block}summary span{display:block;margin-top:.2rem}"
    "tr:has(th){display:none}tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}"
    "td{display:inline;border:0;padding:0 .5rem 0 0}td:last-child{display:block}}"
)
