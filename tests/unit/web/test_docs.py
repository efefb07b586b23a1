"""The contract as a page: it has every call and every problem, and every link has a target."""

from __future__ import annotations

import re
from html import unescape
from typing import Annotated, Any

import pytest
from aws_lambda_powertools.event_handler.openapi.params import Query
from tests.support.html_elements import Elements

from clippings.web.docs import STYLE, TAGS, to_page
from clippings.web.lookup import CALLS, ELSEWHERE
from clippings.web.problems import PROBLEM_TYPES
from clippings.web.routing import Route
from clippings.web.upload_calls import UploadRequest

EVERY = (*CALLS, *ELSEWHERE)
PAGE = to_page(EVERY, "/live")
ELEMENTS = Elements(PAGE)
WORDS = unescape(re.sub(r"<[^>]+>", "", PAGE))


@pytest.mark.parametrize("call", EVERY, ids=[f"{call.method} {call.path}" for call in EVERY])
def test_every_call_is_described_once(call: Route) -> None:
    path = re.sub(r"<(\w+)>", r"{\1}", call.path)
    assert PAGE.count(f"<code><b>{call.method}</b> {path}</code>") == 1
    assert call.summary.replace("`", "") in WORDS


@pytest.mark.parametrize("code", PROBLEM_TYPES)
def test_every_problem_is_described_with_status_and_remedy(code: str) -> None:
    kind = PROBLEM_TYPES[code]
    assert PAGE.count(f'id="problem-{code}"') == 1
    assert kind.advice in WORDS
    assert f"{code} {kind.status}" in WORDS


def test_internal_links_have_a_target() -> None:
    places = {attributes["id"] for _, attributes in ELEMENTS.found if "id" in attributes}
    wanted = {str(each["href"])[1:] for each in ELEMENTS.all("a") if str(each["href"]).startswith("#")}
    assert len(wanted) > len(TAGS)
    assert wanted <= places


def test_every_section_has_calls_and_is_in_the_contents() -> None:
    for tag, title in TAGS.items():
        section = PAGE.partition(f'<section id="{tag}">')[2].partition("</section>")[0]
        assert "<details>" in section, tag
        assert f'<a href="#{tag}">{title}</a>' in PAGE


def test_external_links_work_under_every_base() -> None:
    others = {str(each["href"]) for each in ELEMENTS.all("a") if not str(each["href"]).startswith("#")}
    assert others == {"./", "openapi.json"}


def test_the_page_has_no_scripts_and_loads_nothing() -> None:
    assert ELEMENTS.all("script") == ELEMENTS.all("img") == ELEMENTS.all("iframe") == []
    assert [each["rel"] for each in ELEMENTS.all("link")] == ["icon"]
    assert PAGE.count("<style>") == 1
    assert STYLE in PAGE
    assert not any(name.startswith("on") or name == "style" for _, attributes in ELEMENTS.found for name in attributes)


def listing(
    tag: Annotated[str, Query(max_length=9, description="One `tag` & <b>.")],
    order: Annotated[str, Query(pattern="^x$")] = "x",
    limit: Annotated[int, Query(ge=1, le=100, description="At most.")] = 50,
) -> Any:
    """Answer."""
    return tag, order, limit


def of(*calls: Route) -> str:
    return to_page(calls, "")


def test_limits_of_values_are_described_in_words() -> None:
    page = of(Route("GET", "/v1/x", listing, "…", {200: {"description": "…"}}))
    assert "At most. 1 to 100; by default <code>50</code>." in page
    assert "<code>tag</code> <em>required</em>" in page
    assert "At most 9 characters." in page


def test_answers_and_problems_are_listed_separately() -> None:
    section = of(Route("GET", "/v1/x", listing, "…", {200: {"description": "Found."}}, ("no-such-article",)))
    section = section.partition("/v1/x</code>")[2].partition("</details>")[0]
    assert re.findall(r"<li><b>(\d+)</b>", section) == ["200", "304"]
    assert '<a href="#problem-no-such-article">' in section.partition("Problems:")[2]


def test_the_format_of_a_day_is_described() -> None:
    section = PAGE.partition("/v1/ingestions</code>")[2].partition("</details>")[0]
    assert "The day in UTC; requires <code>status</code>. <code>YYYY-MM-DD</code>." in section


def test_the_choices_of_a_parameter_are_listed() -> None:
    section = PAGE.partition("/v1/articles/{article_id}</code>")[2].partition("</details>")[0]
    forms = ("json", "markdown", "html", "text", "jsonld")
    assert f"One of {', '.join(f'<code>{form}</code>' for form in forms)}." in section


def test_text_is_escaped_and_backticks_mark_code() -> None:
    page = of(Route("GET", "/v1/x", listing, "List `a<b` & c", {200: {"description": "…"}}))
    assert "One <code>tag</code> &amp; &lt;b&gt;." in page
    assert "List <code>a&lt;b</code> &amp; c" in page


def test_the_members_of_a_body_are_on_the_page() -> None:
    section = PAGE.partition("/v1/uploads</code>")[2].partition("</details>")[0]
    for name in UploadRequest.model_fields:
        assert f"<td><code>{name}</code>" in section


def test_required_members_of_a_body_are_marked() -> None:
    section = PAGE.partition("/withdrawal</code>")[2].partition("</details>")[0]
    assert "<code>reason</code> <em>required</em></td><td>body</td>" in section
    assert "<code>copies</code></td><td>body</td>" in section


def test_a_body_that_is_a_page_lists_its_media_types() -> None:
    section = PAGE.partition("/v1/parse</code>")[2].partition("</details>")[0]
    assert "text/html, application/xhtml+xml" in section


def test_head_is_not_shown_beside_get() -> None:
    assert "<b>HEAD</b>" not in PAGE
