"""The settings that the functions read from the environment."""

from __future__ import annotations

import pytest

from clippings.settings import LISTINGS, ApiSettings, Settings


def test_missing_settings_have_defaults() -> None:
    settings = Settings.from_environment({})
    assert (settings.shards, settings.max_receives, settings.ingestion_days) == (1, 5, 90)
    assert settings.caps == LISTINGS["all"]


def test_a_missing_name_is_empty() -> None:
    assert Settings.from_environment({}).table == ""


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "many", "１", " 1"])
def test_invalid_numbers_are_rejected(number: str) -> None:
    with pytest.raises(ValueError, match="CLIPPINGS_SHARDS"):
        Settings.from_environment({"CLIPPINGS_SHARDS": number})


def test_listings_has_three_choices() -> None:
    assert Settings.from_environment({"CLIPPINGS_LISTINGS": "few"}).caps.most("tag") == 0
    assert Settings.from_environment({"CLIPPINGS_LISTINGS": "no-search"}).caps.most("term") == 0
    with pytest.raises(ValueError, match="all, no-search, few"):
        Settings.from_environment({"CLIPPINGS_LISTINGS": "none"})


def test_pictures_are_kept_only_if_configured() -> None:
    assert Settings.from_environment({"CLIPPINGS_IMAGES": "keep"}).keeps_images
    assert not Settings.from_environment({}).keeps_images
    with pytest.raises(ValueError, match="CLIPPINGS_IMAGES"):
        Settings.from_environment({"CLIPPINGS_IMAGES": "fetch"})


def test_admit_is_articles_or_everything() -> None:
    assert Settings.from_environment({}).admit == "articles"
    assert Settings.from_environment({"CLIPPINGS_ADMIT": "everything"}).admit == "everything"
    with pytest.raises(ValueError, match="CLIPPINGS_ADMIT"):
        Settings.from_environment({"CLIPPINGS_ADMIT": "all"})


def test_the_limits_of_a_key_have_the_format_of_the_header() -> None:
    limits = {"CLIPPINGS_REQUESTS_A_SECOND": "50", "CLIPPINGS_REQUESTS_A_DAY": "1000000"}
    assert ApiSettings.from_environment(limits).rate_limit_policy == '"second";q=50;w=1, "day";q=1000000;w=86400'
    assert ApiSettings.from_environment({}).rate_limit_policy == ""


def test_origins_are_separated_by_commas() -> None:
    named = {"CLIPPINGS_ALLOWED_ORIGINS": "https://a.example,http://localhost:3000"}
    assert ApiSettings.from_environment(named).allowed_origins == {"https://a.example", "http://localhost:3000"}
    assert ApiSettings.from_environment({"CLIPPINGS_ALLOWED_ORIGINS": ""}).allowed_origins == frozenset()


def test_search_has_three_engines() -> None:
    assert Settings.from_environment({}).search == "terms"
    assert Settings.from_environment({"CLIPPINGS_SEARCH": "sqlite"}).search == "sqlite"
    with pytest.raises(ValueError, match="CLIPPINGS_SEARCH must be one of terms, sqlite, opensearch, not 'solr'"):
        Settings.from_environment({"CLIPPINGS_SEARCH": "solr"})


def test_opensearch_needs_an_address() -> None:
    with pytest.raises(ValueError, match="CLIPPINGS_SEARCH_ENDPOINT"):
        Settings.from_environment({"CLIPPINGS_SEARCH": "opensearch"})
    given = {"CLIPPINGS_SEARCH": "opensearch", "CLIPPINGS_SEARCH_ENDPOINT": "https://search.example"}
    assert Settings.from_environment(given).search_endpoint == "https://search.example"
