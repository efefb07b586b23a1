"""The title: one page for each rule that chooses among the page's names, and its near miss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.fields import find_title
from clippings.page.page import make_page
from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
TITLE = "Bridge vote passes before midnight"


def title_of(markup: str, url: str | None = "https://news.example/2024/bridge-vote-passes") -> str | None:
    found = find_title(make_page(markup, url))
    return found.value if found else None


def test_the_brand_after_a_bar_is_removed(read: Read) -> None:
    head = (
        "<title>Bridge vote passes before midnight | The Daily Example</title>"
        '<meta property="og:site_name" content="The Daily Example">'
    )
    assert read(head)["title"].value == "Bridge vote passes before midnight"


def test_a_confirmed_headline_has_priority_over_a_logo_in_a_heading(read: Read) -> None:
    head = (
        '<meta property="og:title" content="Bridge vote passes before midnight">'
        "<title>Bridge vote passes before midnight</title>"
    )
    above = "<h1>Daily Example</h1><h1>Bridge vote passes before midnight</h1>"
    assert read(head, above)["title"].value == "Bridge vote passes before midnight"


def test_a_dash_inside_a_title_is_kept(read: Read) -> None:
    title = "Bridge vote passes - and the ferry runs for free"
    head = f'<title>{title}</title><meta property="og:title" content="{title}">'
    assert read(head, f"<h1>{title}</h1>")["title"].value == title


def test_losing_titles_are_rejected_candidates_with_a_reason(read: Read) -> None:
    head = (
        "<title>Bridge vote passes before midnight</title>"
        '<meta property="og:title" content="You will not believe this bridge">'
    )
    assert [refused.raw for refused in read(head)["title"].rejected] == ["You will not believe this bridge"]


def test_a_page_without_title_candidates_has_no_title() -> None:
    assert find_title(make_page("<p>Nothing here.</p>")) is None


def test_a_kicker_in_a_separate_element_is_removed() -> None:
    h1 = f'<h1><span class="kicker">Town council</span> <span>{TITLE}</span></h1>'
    assert title_of(f"<title>{TITLE} - Daily</title>{h1}") == TITLE


def test_an_emphasized_word_is_not_a_kicker() -> None:
    assert title_of("<h1><em>Bridge</em> vote passes before midnight</h1>") == TITLE


def test_a_drop_cap_is_not_a_kicker() -> None:
    assert title_of("<h1><span>B</span>ridge vote passes before midnight</h1>") == TITLE


def test_two_lines_of_a_heading_are_separated_by_a_space() -> None:
    assert title_of("<h1>Bridge vote passes<br>before midnight</h1>") == TITLE


def test_two_elements_of_a_heading_are_separated_by_a_space() -> None:
    h1 = "<h1><span>Bridge vote passes</span><span>Ferry runs for free</span></h1>"
    assert title_of(h1) == "Bridge vote passes Ferry runs for free"


def test_a_heading_with_a_link_to_the_front_page_is_the_logo() -> None:
    h1 = '<h1><a href="/">The River and Land Gazette</a></h1>'
    assert title_of(f"<title>{TITLE} » The River and Land Gazette</title>{h1}") == TITLE


def test_a_heading_with_a_link_to_the_article_is_the_headline() -> None:
    h1 = f'<h1><a href="/2024/bridge-vote-passes">{TITLE}</a></h1>'
    assert title_of(f"<title>The River and Land Gazette</title>{h1}") == TITLE


@pytest.mark.parametrize(
    "tab",
    [
        f"{TITLE} | news.example",
        f"{TITLE} - News.example",
        f"news.example » {TITLE}",
        f"{TITLE} │ news.example",
    ],
)
def test_the_host_is_a_brand(tab: str) -> None:
    assert title_of(f"<title>{tab}</title>") == TITLE


def test_a_short_name_that_contains_the_host_label_is_a_brand() -> None:
    tab = f"<title>{TITLE} | Riverland Insights</title>"
    assert title_of(tab, "https://www.riverland.example/bridge-vote-passes") == TITLE


def test_a_sentence_that_begins_with_the_host_label_is_not_a_brand() -> None:
    title = "Bridge opens - Riverland expects a summer with many more visitors"
    assert title_of(f"<h1>{title}</h1><title>{title}</title>", "https://www.riverland.example/x") == title


def test_a_chinese_brand_is_removed_without_spaces() -> None:
    assert (
        title_of("<title>武汉的声音：有英勇的你，才有英雄的城！_河岸网</title>", None)
        == "武汉的声音：有英勇的你，才有英雄的城！"
    )


def test_a_brand_after_a_full_width_colon_is_removed() -> None:
    logo = '<a href="/"><img alt="港北日報" src="x.png"></a>'
    assert title_of(f"<title>橋梁表決通過，渡輪免費：港北日報</title>{logo}") == "橋梁表決通過，渡輪免費"


def test_a_full_width_colon_inside_a_headline_is_kept() -> None:
    logo = '<a href="/"><img alt="港北日報" src="x.png"></a>'
    assert title_of(f"<title>市長：橋梁表決通過</title>{logo}<h1>市長：橋梁表決通過</h1>") == "市長：橋梁表決通過"


def test_an_unclosed_heading_has_the_headline_only() -> None:
    paragraph = "<p>The council met on a cold evening in the old hall by the river, and the gallery was full.</p>"
    assert title_of(f"<h1>{TITLE}{paragraph * 6}") == TITLE


def test_a_headline_that_links_to_its_own_page_is_not_a_logo() -> None:
    assert title_of(f'<title>{TITLE} | Gazette</title><h1><a href="#">{TITLE}</a></h1>') == TITLE


def test_invisible_characters_are_removed_from_titles() -> None:
    assert title_of("<h1>Bridge\u00ad vote passes\u200b before \u202emidnight</h1>") == TITLE


def test_a_deeply_nested_heading_is_read() -> None:
    assert title_of("<h1>" + "<span>" * 3_000 + TITLE + "</span>" * 3_000 + "</h1>") == TITLE


@pytest.mark.parametrize(
    ("tab", "headline"),
    [
        (f"{TITLE} - The Ferryman's Daily", TITLE),
        ("大桥方案午夜前获得通过_新闻频道_某某网(example.cn)", "大桥方案午夜前获得通过"),
        ("大桥方案午夜前获得通过--时政--某某网", "大桥方案午夜前获得通过"),
        ("橋の建設案、真夜中前に可決｜某新聞", "橋の建設案、真夜中前に可決"),
        ("橋の建設案、真夜中前に可決：某新聞", "橋の建設案、真夜中前に可決"),
        ("다리 건설안, 자정 직전 통과 :: 어느신문 ::", "다리 건설안, 자정 직전 통과"),
        ("नदी पर पुल को मंजूरी | आज की खबरें", "नदी पर पुल को मंजूरी"),
        ("إقرار بناء الجسر قبل منتصف الليل - صحيفة المدينة", "إقرار بناء الجسر قبل منتصف الليل"),
    ],
)
def test_a_suffix_missing_in_the_visible_headline_is_a_brand(tab: str, headline: str) -> None:
    page = f'<title>{tab}</title><meta property="og:title" content="{tab}"><div>{headline}</div><p>Text</p>'
    assert title_of(page, "https://courier.example/1") == headline


def test_a_part_of_the_title_shown_elsewhere_is_not_the_title() -> None:
    title = "Bridge vote passes - and the ferry runs for free"
    page = f"<title>{title}</title><h1>{title}</h1><a href=/tag>Bridge vote passes</a>"
    assert title_of(page, "https://courier.example/1") == title


@pytest.mark.parametrize(
    "declared", ["Notes on the bridge vote", "Notes on the bridge vote (2024)", "2024: Notes on the bridge vote"]
)
def test_a_site_name_as_heading_is_not_the_title_where_a_second_heading_is_declared(declared: str) -> None:
    headings = "<h1>The Harbour Notebook</h1><h2>2024.09.12: Notes on the bridge vote</h2>"
    assert title_of(f"<title>{declared}</title><body>{headings}<p>The vote passed.</p>") == declared


def test_a_list_with_another_number_is_not_the_title() -> None:
    headings = "<h1>Bridges of the county compared</h1><h2>Key bridges of the county</h2>"
    head = (
        "<title>Bridges of the county compared</title><meta property='og:title' content='7 Key bridges of the county'>"
    )
    assert title_of(f"{head}<body>{headings}<p>There are many.</p>") == "Bridges of the county compared"
