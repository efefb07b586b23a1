"""The article's quotations, with the speaker if the text names one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clippings.article import Entity, Quote
from clippings.enrichment.naming import SPEECH
from clippings.enrichment.reading_time import count_words
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.records import Block, Role

READ: frozenset[Role] = frozenset({"standfirst", "paragraph", "list_item", "live_entry"})
#: Pairs of quotation marks: English, German, French and Swiss, German in books, straight, Japanese.
MARKS = re.compile(r"“([^“”]+)”|„([^“”„\"]+)[“”\"]|«([^«»]+)»|»([^«»]+)«|\"([^\"\n]+)\"|「([^「」]+)」")
#: Least words of a quotation. Shorter ones are titles, nicknames or irony.
MIN_WORDS = 5
#: Most quotes kept, and longest one, in characters.
MAX_QUOTES, MAX_LENGTH = 100, 2_000
#: Characters before and after a quotation in which its speaker is searched.
REACH = 120
#: Phrases that name a source without a verb, such as "according to".
SOURCE = lazy_pattern(lambda: rf"\b{any_of(all_words('entities', 'sources'))}\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def find_quotes(blocks: Iterable[Block], entities: Iterable[Entity]) -> tuple[Quote, ...]:
    """Return the quotations of five words and more in reading order.

    The speaker is a person in *entities* who is named next to the quotation, in the same sentence, together with a verb
    of saying. Otherwise it is None. Pronouns are not resolved.
    """
    people = {name: person.name for person in entities if person.kind == "person" for name in _forms(person.name)}
    found: list[Quote] = []
    for block in blocks:
        if block.role not in READ:
            continue
        text = block.text
        for match in MARKS.finditer(text):
            said = next(group for group in match.groups() if group is not None).strip()
            if count_words(said) < MIN_WORDS or len(said) > MAX_LENGTH:
                continue
            found.append(Quote(said, _speaker(text, match.start(), match.end(), people), block.id))
            if len(found) == MAX_QUOTES:
                return tuple(found)
    return tuple(found)


def _forms(name: str) -> tuple[str, str]:
    return (name, name.split()[-1])


def _speaker(text: str, start: int, end: int, people: dict[str, str]) -> str | None:
    """Return the person named as the speaker after the quotation, else before it."""
    behind = re.split(r"[“„«»\"「\n]|[.!?]\s", text[end : end + REACH])[0]
    before = re.split(r"[”“„«»\"」\n]|[.!?]\s", text[max(0, start - REACH) : start])[-1]
    return _named(behind, people) or _named(before, people)


def _named(beside: str, people: dict[str, str]) -> str | None:
    words = WORD.findall(beside)
    if not (any(word.lower() in SPEECH for word in words) or SOURCE.search(beside)):
        return None
    named = {people[form] for word in words if (form := word.removesuffix("’s").removesuffix("'s")) in people}
    named |= {person for form, person in people.items() if " " in form and form in beside}
    return named.pop() if len(named) == 1 else None
