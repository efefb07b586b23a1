"""The gazetteer has given names, countries and towns, separately, and is read once."""

from __future__ import annotations

import pytest

from clippings.gazetteer import gazetteer, given_names


@pytest.mark.parametrize("name", ["Laura", "Mario", "María", "Olga", "Hans", "İbrahim"])
def test_given_names_of_many_countries_are_known(name: str) -> None:
    assert name in gazetteer().given


@pytest.mark.parametrize("land", ["Portugal", "Griechenland", "France", "Africa", "Texas", "فرنسا"])
def test_countries_are_known_in_several_languages(land: str) -> None:
    assert land in gazetteer().lands


@pytest.mark.parametrize("city", ["Lisbon", "Kathmandu", "İzmir"])
def test_towns_are_known(city: str) -> None:
    assert city in gazetteer().cities


def test_lists_have_no_empty_names_or_line_breaks() -> None:
    for names in gazetteer():
        assert len(names) > 100
        assert not {name for name in names if not name.strip() or name != name.strip() or "|" in name or "\n" in name}


def test_the_lists_are_read_once() -> None:
    assert gazetteer() is gazetteer()
    assert gazetteer().given is given_names()
