"""Bad input, case by case: no invalid value, no field that fails, and every other field unchanged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.support.field_pages import BODY, reading_of

from clippings import fields
from clippings.fields import FIELDS, Field, find_title, read_fields
from clippings.page.page import make_page
from clippings.records import Finding

Found = dict[str, Finding[Any]]
Read = Callable[..., Found]
Linked = Callable[..., str]

H1 = "<h1>Bridge vote passes before midnight</h1>"
#: Of each field one good place on the page; bad data must not take any of them away.
GOOD = (
    '<meta property="og:site_name" content="Daily Example"><meta property="article:section" content="Town">'
    '<meta property="article:tag" content="Bridges"><meta name="author" content="Jane Doe">'
    '<meta property="article:published_time" content="2024-01-07T10:00:00Z">'
    '<meta property="article:modified_time" content="2024-01-08T10:00:00Z">'
    '<link rel="canonical" href="https://news.example/2024/bridge"><meta name="robots" content="noai">'
)
PICTURE = '<figure><img src="/bridge.jpg"><figcaption>The old bridge at night</figcaption></figure>'
#: Two megabytes, the longest script that is read, less the markup around the text.
LONG = "x" * 1_999_000


def article(**properties: Any) -> str:
    return json.dumps({"@type": "NewsArticle", **properties})


def assert_standing(found: Found) -> None:
    assert not [(name, finding.rejected) for name, finding in found.items() if finding.rule == "broken"]
    assert found["title"].value == "Bridge vote passes before midnight"
    assert [author.name for author in found["authors"].value] == ["Jane Doe"]
    assert (found["published"].value.day, found["modified"].value.day) == (date(2024, 1, 7), date(2024, 1, 8))
    assert (found["publisher"].value, found["section"].value) == ("Daily Example", "Town")
    assert (found["tags"].value, found["language"].value) == (("Bridges",), "en")
    assert found["canonical_url"].value == "https://news.example/2024/bridge"
    assert [(image.url, image.caption) for image in found["images"].value] == [
        ("https://news.example/bridge.jpg", "The old bridge at night")
    ]
    assert found["rights"].value.reservations == ("noai",)


CYCLES = [
    {"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#b"}, "image": {"@id": "#a"}, "hasPart": {"@id": "#a"}},
    {"@id": "#b", "name": {"@id": "#b"}, "author": {"@id": "#a"}},
    {"@id": "#c", "@type": "BreadcrumbList", "itemListElement": [{"@id": "#c"}, {"item": {"@id": "#c"}}]},
]


@pytest.mark.parametrize(
    "script",
    [
        "window.dataLayer = [];",
        "{'@type': 'NewsArticle', 'author': 'Ann Other'}",
        "[[[[]]], [[{}]]]",
        article(headline=7, author=8, publisher=9, datePublished=True, dateModified=[], articleSection=1, keywords=2),
        article(author=[{"name": 1}, {"name": None}, [], {}], image=[3, {"url": 4}], inLanguage=5, license=6),
        article(mainEntityOfPage=[1], url=2, isAccessibleForFree=[], hasPart=[3, {"isAccessibleForFree": {}}]),
        article(author={"@list": {"@list": [{"@list": None}]}}, publisher={"name": {"name": {"name": "x"}}}),
        json.dumps(CYCLES),
        article(articleBody=LONG + "more than is read"),
        "&lt;script&gt;{&quot;@type&quot;",
        "<!-- nothing but a comment -->",
        "\x00\ufffe{",
    ],
    ids=[
        *("no json", "quotes", "arrays", "numbers", "names", "places", "lists", "cycles", "2 MB", "entities"),
        *("comment", "controls"),
    ],
)
def test_empty_data_does_not_hide_other_sources(read: Read, script: str) -> None:
    assert_standing(read(f'{GOOD}<script type="application/ld+json">{script}</script>', above=H1 + PICTURE))


@pytest.mark.parametrize(
    "script",
    [
        f"[[[{article(author={'name': 'Jane Doe'})}]]]",
        f"<!-- data of the article -->{article(author='Jane Doe')}<!-- end -->",
        article(author=[7, {"name": 8}, {"name": "Jane Doe"}]),
        article(author={"@id": "#a", "name": "Jane Doe", "knows": {"@id": "#a"}}),
        article(author="Jane Doe", articleBody=LONG[: -len("of two megabytes")]),
        article(author="Jane&nbsp;Doe &#x202E;"),
    ],
    ids=["arrays", "comments", "numbers beside a name", "cycle", "almost 2 MB", "entities"],
)
def test_authors_are_read_from_badly_broken_data(read: Read, script: str) -> None:
    found = read(f'<script type="application/ld+json">{script}</script>')
    assert [author.name for author in found["authors"].value] == ["Jane Doe"]


@pytest.mark.parametrize("attributes", ["", 'content=""', 'content=" "', 'value="x"', "content"])
def test_a_meta_without_content_is_ignored_by_all_fields(attributes: str) -> None:
    names = ("author", "og:title", "article:published_time", "og:site_name", "keywords", "og:image", "og:url", "robots")
    head = "".join(f'<meta name="{name}" {attributes}><meta property="{name}" {attributes}>' for name in names)
    bare, empty = (make_page(f"<html><head>{part}</head><body>{H1}{BODY}</body></html>") for part in ("", head))
    assert read_fields(empty, reading_of(empty), find_title(empty), None) == read_fields(
        bare, reading_of(bare), find_title(bare), None
    )


@pytest.mark.parametrize("raw", ["0000-01-01", "0", "9999-12-31T23:59:59Z", "yesterday", "13/14/2024", "-1", "1e400"])
@pytest.mark.parametrize("place", ["datePublished", "dateModified", "dateCreated"])
def test_an_impossible_date_in_the_data_is_ignored(read: Read, linked: Linked, place: str, raw: str) -> None:
    found = read(linked(f'"{place}":"{raw}"'), received=datetime(2024, 1, 9, tzinfo=UTC))
    assert "published" not in found
    assert "modified" not in found


@pytest.mark.parametrize("zone", ["+99:00", "+14:61", "XYZ", "-25:00", "+00:99"])
def test_an_impossible_zone_leaves_the_publishers_day(read: Read, linked: Linked, zone: str) -> None:
    found = read(linked(f'"datePublished":"2024-01-07T23:30:00{zone}"'))["published"].value
    assert (found.day, found.instant, found.zone) == (date(2024, 1, 7), None, "none")


@pytest.mark.parametrize("base", ["http://[bad", "::", "data:text/html,x", "javascript:void(0)", "\u202e", "http://"])
def test_an_invalid_base_does_not_affect_fields(read: Read, base: str) -> None:
    found = read(f'<base href="{base}">{GOOD}')
    assert not [name for name, finding in found.items() if finding.rule == "broken"]
    assert found["canonical_url"].value == "https://news.example/2024/bridge"


DATA = "data:image/png;base64," + "A" * 5_000_000


@pytest.mark.parametrize(
    ("head", "above"),
    [
        (f'<meta property="og:image" content="{DATA}">', ""),
        (f'<script type="application/ld+json">{article(image=DATA[:1_900_000])}</script>', ""),
        ("", f'<img src="{DATA}">'),
        ("", f'<img srcset="{DATA} 1200w, {DATA} 2x">'),
        ("", f'<picture><source srcset="{DATA} 1200w"><img data-src="{DATA}"></picture>'),
    ],
    ids=["open graph", "data", "src", "srcset", "source"],
)
def test_a_picture_of_megabytes_in_its_address_is_left_out(read: Read, head: str, above: str) -> None:
    assert_standing(read(GOOD + head, above=H1 + above + PICTURE))


MARKS = "\u202e\u2066\u200b\u0007"


def test_control_characters_and_direction_marks_are_removed_from_names(read: Read) -> None:
    head = GOOD
    for name in ("Jane Doe", "Daily Example", "Town", "Bridges"):
        head = head.replace(name, f"{MARKS}{name[:3]}{MARKS if ' ' not in name[:3] else ''}{name[3:]}{MARKS}")
    found = read(head.replace(f"{MARKS}e Doe", f"e{MARKS} Doe"))
    values = [found["publisher"].value, found["section"].value, *found["tags"].value]
    values += [author.name for author in found["authors"].value]
    assert len(values) == 4
    assert not [value for value in values if set(value) & set(MARKS)]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@pytest.mark.parametrize("broken", [ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError])
def test_an_error_in_one_field_does_not_affect_others(
    read: Read, monkeypatch: pytest.MonkeyPatch, field: Field, broken: type[Exception]
) -> None:
    whole = read(GOOD, above=H1 + PICTURE)

    def fail(_context: Any) -> None:
        raise broken("bad data")

    failing = [replace(each, find=fail) if each is field else each for each in FIELDS]
    monkeypatch.setattr(fields, "FIELDS", failing)
    found = read(GOOD, above=H1 + PICTURE)
    finding = found.pop(field.name)
    assert (finding.value, finding.rule, finding.confidence) == (field.empty, "broken", 0.0)
    assert found == {name: other for name, other in whole.items() if name != field.name}


def test_the_order_of_the_fields_does_not_matter(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(GOOD, above=H1 + PICTURE)
    monkeypatch.setattr(fields, "FIELDS", FIELDS[::-1])
    assert read(GOOD, above=H1 + PICTURE) == whole


def test_an_error_in_the_title_does_not_affect_others(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_story: Any) -> None:
        raise ValueError("bad data")

    monkeypatch.setattr(fields.title_ranking, "find_title", fail)
    found = read(GOOD, above=H1 + PICTURE)
    assert "title" not in found
    assert [author.name for author in found["authors"].value] == ["Jane Doe"]
