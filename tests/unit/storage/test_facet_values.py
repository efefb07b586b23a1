"""Values of facets: which are kept, how a publisher is found among them, and how long a container remembers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.support.stored_records import to_record

from clippings.errors import InvalidRequest
from clippings.storage.facet_keys import facet_value
from clippings.storage.facet_values import KNOWN_SECONDS, MAX_PUBLISHERS, FacetValue, FacetValues, value_items
from clippings.storage.rows import Listed


@dataclass
class Directory:
    """A table that has publishers, each at one host; it counts how often it is read."""

    publishers: dict[str, str] = field(default_factory=dict)
    reads: int = 0

    def query_all(self, pk: str) -> Iterator[dict[str, Any]]:
        self.reads += 1
        assert pk == "VALUES#publisher"
        keys = {f"{facet_value('publisher', name)}#{host}": name for name, host in self.publishers.items()}
        yield from ({"pk": pk, "sk": key, "v": name} for key, name in sorted(keys.items()))


def values(**publishers: str) -> FacetValues:
    return FacetValues(Directory({name.replace("_", " "): host for name, host in publishers.items()}))  # type: ignore[arg-type]


def test_a_record_has_values_of_enumerated_facets_only() -> None:
    tokens = ("p:gazette", "l:en", "h:www.gazette.example", "a:maeve oduya", "t:bridges", "q:bridge")
    short = {"publisher": "Gazette", "language": "en", "url": "https://www.gazette.example/a"}
    items = list(value_items(to_record(listed=Listed("2026-03-02#00#a", tokens), short=short)))
    assert items == [
        {"pk": "VALUES#publisher", "sk": "gazette#www.gazette.example", "v": "Gazette"},
        {"pk": "VALUES#language", "sk": "en#", "v": "en"},
        {"pk": "VALUES#host", "sk": "www.gazette.example#", "v": "www.gazette.example"},
    ]


def test_an_unlisted_article_has_no_values() -> None:
    assert list(value_items(to_record())) == []


def test_a_publisher_at_two_hosts_is_one_value() -> None:
    items = [{"sk": "gazette#a.example", "v": "Gazette"}, {"sk": "gazette#b.example", "v": "Gazette"}]
    table: Any = type("Table", (), {"query_all": lambda _, __: iter(items)})()
    assert FacetValues(table).of("publisher") == (FacetValue("gazette", "Gazette", ("a.example", "b.example")),)


def test_values_are_sorted_by_key_alone() -> None:
    found = values(The_Times="times.example", The_Times_of_Nowhere="nowhere.example")
    assert [each.key for each in found.of("publisher")] == ["the times", "the times of nowhere"]


def test_a_whole_name_has_priority_over_part_of_another() -> None:
    found = values(The_Times="times.example", The_Times_of_Nowhere="nowhere.example")
    assert found.find_publishers("THE TIMES") == ("the times",)
    assert set(found.find_publishers("times")) == {"the times", "the times of nowhere"}


def test_a_host_has_priority_over_part_of_a_name() -> None:
    found = values(Echo="times.example", Notes_on_times_example="notes.example")
    assert found.find_publishers("times.example") == ("echo",)


def test_the_end_of_a_host_label_is_not_a_domain() -> None:
    assert values(Echo="mytimes.example").find_publishers("times.example") == ("echo",)  # a part of its host
    both = values(Echo="mytimes.example", Times="www.times.example")
    assert both.find_publishers("times.example") == ("times",)


def test_an_unknown_name_and_a_single_letter_are_used_unchanged() -> None:
    found = values(Echo="echo.example")
    assert found.find_publishers("Nobody") == ("nobody",)
    assert found.find_publishers("e") == ("e",)


def test_a_long_name_is_found_by_its_hash_and_by_a_part() -> None:
    name = "A very long name of a newspaper"
    found = values(**{name: "long.example"})
    assert found.find_publishers(name) == found.find_publishers("newspaper") == (facet_value("publisher", name),)


def test_a_part_of_too_many_names_is_rejected() -> None:
    enough = values(**{f"Paper_{n}": f"p{n}.example" for n in range(MAX_PUBLISHERS)})
    assert len(enough.find_publishers("paper")) == MAX_PUBLISHERS
    with pytest.raises(InvalidRequest) as refused:
        values(**{f"Paper_{n}": f"p{n}.example" for n in range(MAX_PUBLISHERS + 1)}).find_publishers("paper")
    assert refused.value.parameter == "publisher"


def test_values_are_read_again_after_a_minute() -> None:
    now = [0.0]
    table = Directory({"Echo": "echo.example"})
    found = FacetValues(table, lambda: now[0])  # type: ignore[arg-type]
    assert [each.name for each in found.of("publisher")] == ["Echo"]
    table.publishers["Gazette"] = "gazette.example"
    now[0] = KNOWN_SECONDS - 1
    assert (len(found.of("publisher")), table.reads) == (1, 1)
    now[0] = KNOWN_SECONDS + 1
    assert (len(found.of("publisher")), table.reads) == (2, 2)
