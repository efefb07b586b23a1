"""What the functions are told from outside."""

from __future__ import annotations

import pytest

from clippings.settings import LISTINGS, Settings


def test_what_is_not_said_has_its_default() -> None:
    settings = Settings.from_environment({})
    assert (settings.shards, settings.max_receives, settings.ingestion_days) == (1, 5, 90)
    assert settings.caps == LISTINGS["all"]


def test_a_name_that_is_missing_stays_empty() -> None:
    assert Settings.from_environment({}).table == ""


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "many", "１", " 1"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="CLIPPINGS_SHARDS"):
        Settings.from_environment({"CLIPPINGS_SHARDS": number})


def test_the_listings_are_one_of_three_choices() -> None:
    assert Settings.from_environment({"CLIPPINGS_LISTINGS": "few"}).caps.most("tag") == 0
    assert Settings.from_environment({"CLIPPINGS_LISTINGS": "no-search"}).caps.most("term") == 0
    with pytest.raises(ValueError, match="all, no-search, few"):
        Settings.from_environment({"CLIPPINGS_LISTINGS": "none"})


def test_a_stack_lets_in_articles_or_everything() -> None:
    assert Settings.from_environment({}).admit == "articles"
    assert Settings.from_environment({"CLIPPINGS_ADMIT": "everything"}).admit == "everything"
    with pytest.raises(ValueError, match="CLIPPINGS_ADMIT"):
        Settings.from_environment({"CLIPPINGS_ADMIT": "all"})
