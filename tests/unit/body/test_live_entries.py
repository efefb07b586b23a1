"""The entries of a live blog are found by what the page declares or by how it names them, with their times."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from clippings.body.layout import lay_out_page
from clippings.body.live_entries import mark_entries, with_heads
from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.records import Role

AT = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)


def entries(markup: str) -> tuple[list[Role | None], dict[int, datetime | None]]:
    page = make_page(markup)
    passages = read_flow(page)
    roles: list[Role | None] = ["heading" if p.box.tag == "h3" else "paragraph" for p in passages]
    return roles, mark_entries(page, passages, roles)


def declared(*updates: dict[str, str]) -> str:
    blog = {"@type": "LiveBlogPosting", "liveBlogUpdate": [{"@type": "BlogPosting", **update} for update in updates]}
    return f'<script type="application/ld+json">{json.dumps(blog)}</script>'


def test_the_first_passage_of_each_entry_box_is_a_live_entry() -> None:
    entry = "<div class=live-entry><p>{0} opens</p><p>More of {0}.</p></div>"
    roles, times = entries(entry.format("Gate") + entry.format("Quay"))
    assert roles == ["live_entry", "paragraph", "live_entry", "paragraph"]
    assert times == {0: None, 2: None}


def test_a_named_box_shows_its_time() -> None:
    box = "<div class='liveblog-entry first'><h3>Gates open</h3><time datetime={}>14:05</time></div>"
    assert entries(box.format("2026-03-01T14:05:00Z"))[1] == {0: AT}
    assert entries(box.format("just-now"))[1] == {0: None}
    assert entries(box.format("2026-03-01T14:05"))[1] == {0: datetime(2026, 3, 1, 14, 5)}  # noqa: DTZ001 - no zone


def test_parts_of_an_entry_are_not_entries() -> None:
    head = "<div class=live-events__entry><h3 class=live-events__entry-head>A</h3>"
    markup = f"{head}<div class=live-events__entry-text><p>b<p>c"
    assert entries(markup)[0] == ["live_entry", "paragraph", "paragraph"]


def test_declared_updates_are_entries() -> None:
    data = declared(
        {"headline": "Gates of the quay open", "datePublished": "2026-03-01T14:05:00Z"},
        {"articleBody": "Nobody is &quot;hurt&quot;, says the mayor.", "datePublished": "2026-03-01T14:05:00Z"},
    )
    roles, times = entries(
        f"{data}<h3>Gates of the Quay open</h3><p>People enter.</p><p>Nobody is “hurt”, says the mayor.</p>"
    )
    assert roles == ["live_entry", "paragraph", "live_entry"]
    assert times == {0: AT, 2: AT}


def test_a_declared_update_is_one_entry() -> None:
    data = declared({"headline": "Gates of the quay open", "datePublished": "2026-03-01T14:05:00Z"})
    assert entries(f"{data}<h3>Gates of the quay open</h3><h3>Gates of the quay open</h3>")[1] == {0: AT}


def test_unreadable_updates_are_ignored() -> None:
    broken = [{"headline": "Gates of the quay open"}, {"headline": "Gates", "datePublished": "2026-03-01"}]
    roles, times = entries(declared(*broken) + "<h3>Gates of the quay open</h3>")
    assert (roles, times) == (["heading"], {})


def test_only_live_blogs_have_entries() -> None:
    assert entries("<div class=live><p>a</div><div class=delivery-item><p>b</div>")[1] == {}


@pytest.mark.parametrize("time", ["18:05", "6:05 pm", "18.05 Uhr", "18h05", "18:05:30"])
def test_a_time_of_day_alone_is_not_a_part_of_an_entry(time: str) -> None:
    entry = f"<li class=live-update><span class=time>{time}</span><h4>Gates open</h4><p>People enter.</p></li>"
    page = make_page(f"<body><ul>{entry}</ul></body>")
    passages = read_flow(page)
    kept = with_heads(page, lay_out_page(page, passages, None), range(len(passages)), is_live=False)
    assert [passages[index].text for index in kept] == ["Gates open", "People enter."]


@pytest.mark.parametrize("text", ["18:05 the gates", "1:3 for Port", "12.75", "Port 18:05"])
def test_other_short_lines_of_an_entry_are_kept(text: str) -> None:
    page = make_page(f"<body><div class=live-entry><p>{text}</p><p>People enter.</p></div></body>")
    passages = read_flow(page)
    assert with_heads(page, lay_out_page(page, passages, None), [0, 1], is_live=False) == [0, 1]


def test_the_byline_in_the_header_of_an_entry_is_left_out() -> None:
    entry = "<div class=live-post><header><h3>Gates open</h3><span class={}>Ada Quill</span></header><p>More.</p></div>"
    for name, kept in (("byline", [0, 2]), ("place", [0, 1, 2])):
        page = make_page(entry.format(name))
        layout = lay_out_page(page, read_flow(page), None)
        assert with_heads(page, layout, [1, 2], is_live=False) == kept
