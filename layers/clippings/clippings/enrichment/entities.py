"""The people, organizations and places that an article names, by rules: no model, any script with capitals.

The first rule that applies decides what a capitalized phrase names:

- ``initials``   organization: a phrase that is followed by its initials in brackets
- ``designated`` organization: a phrase with a word such as *University* or *Bank*
- ``land``, ``town``  place: a name in the gazetteer; a town needs a preposition of place or a second mention
- ``titled``     person: the words after an office or a form of address
- ``given``      person: a given name in the gazetteer and the words after it
- ``age``, ``speaking``  person: two or three words that are followed by an age, or next to a verb of saying
- ``known``      organization: a name in the short list of organizations
- ``capitals``   organization: initials that are used twice

A person's last name alone counts as a mention of the person. In scripts without capitals, only countries and large
towns are found. docs/decisions/0033 has the measured precision of each kind. Kinds below 0.7 are not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clippings.article import Entity
from clippings.enrichment.naming_rules import Name, find_names
from clippings.enrichment.phrases import read_phrases, without_genitive
from clippings.enrichment.stop_words import stop_words
from clippings.gazetteer import gazetteer
from clippings.records import Block, Role

#: Roles whose text is searched for names. Headings are left out: some languages capitalize every word of them.
READ: frozenset[Role] = frozenset({"standfirst", "paragraph", "list_item", "quote", "live_entry", "caption"})
#: Maximum number of characters that are read, and of entities that are kept. A live blog of 5 MB takes less than 50 ms.
MAX_TEXT = 60_000
MAX_ENTITIES = 60

#: A letter of the Hebrew, Arabic and Devanagari scripts, and a word in one of them.
UNCASED = re.compile("[\u0590-\u06ff\u0900-\u097f]")
UNCASED_WORD = re.compile("[\u0600-\u06ff]{2,}|[\u0900-\u097f]{2,}|[\u0590-\u05ff]{2,}")


@dataclass(slots=True)
class Found:
    """An entity while its mentions are counted. *blocks* has a block id per mention; *sure*: one had evidence."""

    kind: str
    name: str
    rule: str
    sure: bool = False
    blocks: list[str] = field(default_factory=list)


def find_entities(blocks: Iterable[Block], language: str | None) -> tuple[Entity, ...]:
    """Return the entities in *blocks*, the most mentioned first, each with the ids of the blocks that mention it."""
    return tuple(
        Entity(each.name, each.kind, tuple(dict.fromkeys(each.blocks))) for each in find_with_rules(blocks, language)
    )


def find_with_rules(blocks: Iterable[Block], language: str | None) -> list[Found]:
    """Return the result of :func:`find_entities` with the rule that found each entity, to measure the rules."""
    primary = (language or "").partition("-")[0]
    stops = stop_words(primary)
    found: dict[str, Found] = {}
    alone: dict[str, list[str]] = {}
    room = MAX_TEXT
    for block in blocks:
        if block.role not in READ or room <= 0:
            continue
        text = block.text[:room]
        room -= len(text)
        for name in _names(text, primary, stops, alone, block.id):
            _note(found, name, block.id)
    kept = [each for each in _merge(found, alone) if each.sure or len(each.blocks) > 1]
    return sorted(kept, key=lambda each: -len(each.blocks))[:MAX_ENTITIES]


def _names(text: str, language: str, stops: frozenset[str], alone: dict[str, list[str]], block: str) -> Iterator[Name]:
    """Yield the names in *text*. Phrases of a single word are added to *alone*, with the block's id."""
    for phrase in read_phrases(text):
        if len(phrase.words) == 1:
            alone.setdefault(without_genitive(phrase.words[0]), []).append(block)
        yield from find_names(phrase, language, stops)
    if not text.isascii() and UNCASED.search(text):
        lands = gazetteer().lands
        for word in UNCASED_WORD.findall(text):
            if word in lands and word not in stops:
                yield Name(word, "place", "land")


def _note(found: dict[str, Found], name: Name, block: str) -> None:
    each = found.get(name.text)
    if each is None:
        each = found[name.text] = Found(name.kind, name.text, name.rule)
    each.sure |= name.sure
    each.blocks.append(block)
    if name.short:
        short = found.setdefault(name.short, Found("organisation", name.text, "initials"))
        short.name, short.kind = name.text, "organisation"


def _merge(found: dict[str, Found], alone: dict[str, list[str]]) -> list[Found]:
    """Return the entities. Mentions by last name count for the person, mentions by initials for the organization."""
    persons: dict[str, Found] = {}
    merged: dict[tuple[str, str], Found] = {}
    for each in sorted(found.values(), key=lambda one: -len(one.name.split())):
        if each.kind == "person":
            last = each.name.split()[-1]
            known = persons.get(last)
            if known and (" " not in each.name or each.name.split()[0] in known.name.split()):
                known.blocks += each.blocks
                continue
            persons.setdefault(last, each)
        same = merged.setdefault((each.kind, each.name), each)
        if same is not each:
            same.blocks += each.blocks
            same.sure |= each.sure
    for last, each in persons.items():
        each.blocks += alone.get(last, []) + alone.get(last + "s", [])
    return [each for each in merged.values() if not (each.kind == "place" and each.name in persons)]
