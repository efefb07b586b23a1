"""Whether the article is free to read: what the page declares, marks or shows, with the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Literal

from clippings.fields.context import ArticleContext
from clippings.fields.rule import finding, rejected
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.tree import Element
from clippings.records import Finding, Rejected

Access = Literal["free", "metered", "paywalled"]

#: What the tiers that publishers name mean.
_TIERS: dict[str, Access] = {
    **dict.fromkeys(("free", "unlocked", "open", "public", "false"), "free"),
    **dict.fromkeys(("metered", "registration", "register"), "metered"),
    **dict.fromkeys(("locked", "premium", "paid", "subscriber", "subscribers", "subscription"), "paywalled"),
    **dict.fromkeys(("plus", "paywall", "true"), "paywalled"),
}
_METAS = ("article:content_tier", "content_tier", "cxenseparse:access", "cxense:accesslevel")
#: How a reader is asked to pay before the text goes on.
_PROMPT = lazy_pattern(
    lambda: (
        rf"{_words('calls')}[^.!?]{{0,40}}{_words('promises')}|{_words('reserved')}[^.]{{0,30}}{_words('readers')}"
        rf"|{_words('prompts')}"
    ),
    re.IGNORECASE,
)
#: What may be kept for subscribers beside the article.
_ASIDE = lazy_pattern(lambda: _words("asides"), re.IGNORECASE)
#: How often a reader may still come for nothing.
_METER = lazy_pattern(lambda: rf"(?<!\d){_words('meters')}", re.IGNORECASE)


def _words(name: str) -> str:
    """Return a pattern of a list of the language files; the sign # in it stands for a number."""
    return any_of(all_words("access", name)).replace(r"\#", r"(?<![\d.,])\d[\d.,]{0,20}")


@cache
def _hints() -> tuple[str, ...]:
    """Return parts of words, one of which is in every prompt and meter.

    Asked first, they save the patterns on nearly all passages, and take a tenth of their time.
    """
    lists = all_words("access", "calls", "readers", "prompts", "meters")
    longest = {max(re.split(r"[#\s]+", phrase), key=len).lower() for phrase in lists}
    return tuple(word for word in longest if not any(other != word and other in word for other in longest))


#: What a page calls the box that stands before the rest of the text.
_WALL = re.compile(
    r"pay-?wall|reg-?wall|piano-(?:inline|offer)|subscriber-?only|premium-?(?:box|offer|wall)", re.IGNORECASE
)
#: Passages from the body's end on in which a prompt stands.
BEHIND = 8
#: Elements around a passage that may be the wall.
WALLS = 3
#: A prompt is a call, no paragraph of a text about paywalls; in characters.
MAX_PROMPT = 240


def find_access(context: ArticleContext) -> Finding[str] | None:
    """Return ``free``, ``metered`` or ``paywalled``, or None where nothing tells.

    A declaration comes first: a prompt may be asked of those alone who have read their share.
    """
    refused: list[Rejected] = []
    for rule, read in RULES:
        for raw, tier in read(context):
            if tier is None:
                refused.append(rejected(rule, raw, "no tier that is known"))
            else:
                return finding("access", rule, tier, raw, refused)
    return None


#: What a rule reads: the evidence, and what it means, if that is known.
Evidence = tuple[str, Access | None]


def _declared(context: ArticleContext) -> Iterator[Evidence]:
    """Yield what the article's data says; a part that is not free outweighs the whole that is said to be."""
    values = [context.article.get("isAccessibleForFree")] if context.article else []
    parts = context.page.linked_data.values(context.article, "hasPart") if context.article else []
    values = [part.get("isAccessibleForFree") for part in parts if isinstance(part, dict)] + values
    truths = [truth for value in values if (truth := _truth(value)) is not None]
    if truths:
        yield str(all(truths)), "free" if all(truths) else "paywalled"


def _truth(value: object) -> bool | None:
    """Return a truth value as pages write them (``"False"``, ``http://schema.org/True``), or None for anything else."""
    word = str(value).strip().lower().rsplit("/", 1)[-1] if isinstance(value, bool | str | int) else ""
    return True if word in ("true", "1", "yes") else False if word in ("false", "0", "no") else None


def _microdata(context: ArticleContext) -> Iterator[Evidence]:
    raws = context.itemprop("isaccessibleforfree") + context.metas(
        "itemprop:isaccessibleforfree", "isaccessibleforfree"
    )
    for raw in raws:
        truth = _truth(raw)
        yield raw, None if truth is None else "free" if truth else "paywalled"


def _metas(context: ArticleContext) -> Iterator[Evidence]:
    for raw in context.metas(*_METAS):
        yield raw, _TIERS.get(raw.strip().lower())


def _prompts(context: ArticleContext) -> Iterator[Evidence]:
    """Yield what asks the reader to pay where the body ends."""
    for passage in _ending(context):
        folded = passage.text.lower()
        if len(folded) > MAX_PROMPT or not any(map(folded.__contains__, _hints())) or _ASIDE.search(folded):
            continue
        if _METER.search(passage.text):
            yield passage.text, "metered"
        elif _PROMPT.search(passage.text):
            yield passage.text, "paywalled"


def _walls(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the name of an element around what stands where the body ends, if it is a wall's and holds no body."""
    for passage in _ending(context):
        for element in islice(_around(passage.element), WALLS):
            names = f"{element.attr('class') or ''} {element.attr('id') or ''}"
            if _is_wall(names) and not _holds_body(context, element):
                yield " ".join(names.split()), "paywalled"


@lru_cache(maxsize=4096)
def _is_wall(names: str) -> bool:
    return _WALL.search(names) is not None


def _around(element: Element) -> Iterator[Element]:
    """Yield *element* and those that hold it, innermost first."""
    around: object = element
    while isinstance(around, Element):
        yield around
        around = around.parent


def _holds_body(context: ArticleContext, element: Element) -> bool:
    """Whether the body's last passage stands inside *element*."""
    last = context.last_body
    return last is not None and any(around == element for around in _around(context.passages[last].element))


def _ending(context: ArticleContext) -> list[Passage]:
    """The first passages behind the body."""
    last = context.last_body
    return context.passages[last + 1 : last + 1 + BEHIND] if last is not None else []


RULES = (
    ("json-ld:isAccessibleForFree", _declared),
    ("itemprop:isAccessibleForFree", _microdata),
    ("meta:content_tier", _metas),
    ("shown:prompt", _prompts),
    ("class:wall", _walls),
)
