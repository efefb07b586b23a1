"""The people, organizations and places that an article names, by rules: no model, any script with capitals.

What a capitalized phrase is, the first rule that fits decides:

- ``initials``   a phrase with its initials in brackets after it is an organization
- ``designated`` so is one with a word such as *University* or *Bank*
- ``land``, ``town``  a name of the gazetteer, a town's on evidence of place: a preposition, or a second mention
- ``titled``     what follows an office or a form of address is a person
- ``given``      so is a given name of the gazetteer with what follows it
- ``age``, ``speaking``  so are two or three words with an age after them, or next to a verb of saying
- ``known``      the short list of organizations
- ``capitals``   initials that are used twice

A person's last name alone is one more mention of the person. In scripts without capitals, only lands and large towns
are found. docs/decisions/0033 has the measured precision of each kind: none below 0.7 gets into a record.
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
#: Most characters that are read, and most entities that are kept. A live blog of 5 MB takes less than 50 ms.
MAX_TEXT = 60_000
MAX_ENTITIES = 60

UNCASED_WORD = re.compile("[\u0600-\u06ff]{2,}|[\u0900-\u097f]{2,}|[\u0590-\u05ff]{2,}")


@dataclass(slots=True)
class Found:
    """An entity while its mentions are counted: *blocks* has a block id for each, *sure* says that one had evidence."""

    kind: str
    name: str
    rule: str
    sure: bool = False
    blocks: list[str] = field(default_factory=list)


def find_entities(blocks: Iterable[Block], language: str | None) -> tuple[Entity, ...]:
    """Return the entities that *blocks* name, the most mentioned first, each with the ids of the blocks that do."""
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
    """Yield the names in *text*. Single words are collected in *alone*, with the block's id."""
    for phrase in read_phrases(text):
        if len(phrase.words) == 1:
            alone.setdefault(without_genitive(phrase.words[0]), []).append(block)
        yield from find_names(phrase, language, stops)
    if not text.isascii():
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
    """Count mentions by last name for each person, and mentions by initials for each organization."""
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
