"""The page model reads named features, one value for each, on any page."""

from __future__ import annotations

import json

import pytest

from clippings.body.layout import lay_out_page
from clippings.body.page_features import FEATURES, page_feature_vector
from clippings.body.scoring import Scoring
from clippings.page.flow import read_flow
from clippings.page.page import make_page

TEXT = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."


def numbers(markup: str, url: str | None = None, kept: bool = True) -> dict[str, float]:
    page = make_page(markup, url)
    passages = read_flow(page)
    made = Scoring([0.9 * kept] * len(passages), list(range(len(passages))) if kept else [])
    return dict(zip(FEATURES, page_feature_vector(page, lay_out_page(page, passages, None), made), strict=True))


def test_page_features_match_their_names() -> None:
    for markup in (f"<p>{TEXT}", "<pre>x</pre>", "<table><tr><td>a<td>b</table>", "<li><a href=/x>a</a>"):
        for kept in (True, False):
            assert len(numbers(markup, kept=kept)) == len(FEATURES)


def test_the_declared_type_of_the_page_is_a_feature() -> None:
    data = json.dumps({"@type": "NewsArticle", "datePublished": "2026-03-01", "author": "Ann Reed"})
    found = numbers(
        f'<meta property=og:type content=article><script type="application/ld+json">{data}</script><p>{TEXT}'
    )
    assert (found["og_article"], found["ld_article"], found["ld_product"]) == (1.0, 1.0, 0.0)
    assert (found["published"], found["author"]) == (1.0, 1.0)


def test_prices_are_counted_in_short_passages() -> None:
    assert numbers("<p>$ 12<p>12 kr<p>many")["price_share"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("price", ["12 €", "ab 12,50 €.", "12€ inkl. MwSt.", "1 200 ₽", "£ 9", "9 USD"])
def test_a_currency_sign_may_follow_the_number(price: str) -> None:
    assert numbers(f"<p>{price}")["price_share"] == 1.0


@pytest.mark.parametrize("words", ["12 krank", "3 USDA inspectors", "the € fell", "12"])
def test_numbers_beside_other_words_are_not_prices(words: str) -> None:
    assert numbers(f"<p>{words}")["price_share"] == 0.0


@pytest.mark.parametrize(
    ("url", "depth", "root"), [("https://a.example/", 0.0, 1.0), ("https://a.example/2026/03/quay-opens", 3.0, 0.0)]
)
def test_path_depth_is_read_from_the_address(url: str, depth: float, root: float) -> None:
    found = numbers(f"<p>{TEXT}", url)
    assert (found["path_depth"], found["root"]) == (depth, root)


def test_invalid_addresses_have_no_features() -> None:
    assert numbers(f"<p>{TEXT}")["path_depth"] == -1.0
    assert len(numbers(f"<p>{TEXT}", "http://[broken")) == len(FEATURES)
