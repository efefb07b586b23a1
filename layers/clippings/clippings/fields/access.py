"""Whether the article is free to read, from declarations, markup and visible text of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Literal

from clippings.fields.context import ArticleContext
from clippings.fields.rule import Example, Rule, finding, json_ld, rejected
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.tree import Element
from clippings.records import Finding, Rejected

Access = Literal["free", "metered", "paywalled"]

#: The meaning of the tier names that publishers use.
_TIERS: dict[str, Access] = {
    **dict.fromkeys(("free", "unlocked", "open", "public", "false"), "free"),
    **dict.fromkeys(("metered", "registration", "register"), "metered"),
    **dict.fromkeys(("locked", "premium", "paid", "subscriber", "subscribers", "subscription"), "paywalled"),
    **dict.fromkeys(("plus", "paywall", "true"), "paywalled"),
}
_METAS = ("article:content_tier", "content_tier", "cxenseparse:access", "cxense:accesslevel")
#: The wording of a prompt to pay for the rest of the text.
_PROMPT = lazy_pattern(
    lambda: (
        rf"{_words('calls')}[^.!?]{{0,40}}{_words('promises')}|{_words('reserved')}[^.]{{0,30}}{_words('readers')}"
        rf"|{_words('prompts')}"
    ),
    re.IGNORECASE,
)
#: Things other than the article that may be for subscribers only.
_ASIDE = lazy_pattern(lambda: _words("asides"), re.IGNORECASE)
#: The wording of a count of free articles that remain.
_METER = lazy_pattern(lambda: rf"(?<!\d){_words('meters')}", re.IGNORECASE)


def _words(name: str) -> str:
    """Return a pattern of a list in the language files. The sign # in the list stands for a number."""
    return any_of(all_words("access", name)).replace(r"\#", r"(?<![\d.,])\d[\d.,]{0,20}")


@cache
def _hints() -> tuple[str, ...]:
    """Return strings of which every prompt and meter contains at least one.

    Looking for them first takes a tenth of the time of the patterns, and rules out nearly all passages.
    """
    lists = all_words("access", "calls", "readers", "prompts", "meters")
    longest = {max(re.split(r"[#\s]+", phrase), key=len).lower() for phrase in lists}
    return tuple(word for word in longest if not any(other != word and other in word for other in longest))


#: Class names of the box that hides the rest of the text.
_WALL = re.compile(
    r"pay-?wall|reg-?wall|piano-(?:inline|offer)|subscriber-?only|premium-?(?:box|offer|wall)", re.IGNORECASE
)
#: Passages after the body in which a prompt is looked for.
BEHIND = 8
#: Elements around a passage that are checked for the name of a wall.
WALLS = 3
#: Longest prompt, in characters; a longer passage is a paragraph about paywalls.
MAX_PROMPT = 240


def find_access(context: ArticleContext) -> Finding[str] | None:
    """Return ``free``, ``metered`` or ``paywalled``, or None where the page does not say.

    A declaration is trusted more than a prompt, which may be for readers who have used up their free articles.
    """
    refused: list[Rejected] = []
    for rule in RULES:
        for raw, tier in rule.read(context):
            if tier is None:
                refused.append(rejected(rule.name, raw, "unknown tier"))
            else:
                return finding("access", rule.name, tier, raw, refused)
    return None


#: The result of a rule: the text, and its meaning if known.
Evidence = tuple[str, Access | None]


def _declared(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the access in the linked data. A part that is not free outweighs a whole that is declared free."""
    values = [context.article.get("isAccessibleForFree")] if context.article else []
    parts = context.page.linked_data.values(context.article, "hasPart") if context.article else []
    values = [part.get("isAccessibleForFree") for part in parts if isinstance(part, dict)] + values
    truths = [truth for value in values if (truth := _truth(value)) is not None]
    if truths:
        yield str(all(truths)), "free" if all(truths) else "paywalled"


def _truth(value: object) -> bool | None:
    """Return the truth value of ``"False"``, ``http://schema.org/True`` and the like, or None for anything else."""
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
    """Yield the passages after the body that ask the reader to pay."""
    for passage in _ending(context):
        folded = passage.text.lower()
        if len(folded) > MAX_PROMPT or not any(map(folded.__contains__, _hints())) or _ASIDE.search(folded):
            continue
        if _METER.search(passage.text):
            yield passage.text, "metered"
        elif _PROMPT.search(passage.text):
            yield passage.text, "paywalled"


def _walls(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the class of an element after the body that is called a wall and contains no part of the body."""
    for passage in _ending(context):
        for element in islice(_around(passage.element), WALLS):
            names = f"{element.attr('class') or ''} {element.attr('id') or ''}"
            if _is_wall(names) and not _holds_body(context, element):
                yield " ".join(names.split()), "paywalled"


@lru_cache(maxsize=4096)
def _is_wall(names: str) -> bool:
    return _WALL.search(names) is not None


def _around(element: Element) -> Iterator[Element]:
    """Yield *element* and its ancestors, innermost first."""
    around: object = element
    while isinstance(around, Element):
        yield around
        around = around.parent


def _holds_body(context: ArticleContext, element: Element) -> bool:
    """Return whether *element* contains the body's last passage."""
    last = context.last_body
    return last is not None and any(around == element for around in _around(context.passages[last].element))


def _ending(context: ArticleContext) -> list[Passage]:
    """Return the first passages after the body."""
    last = context.last_body
    return context.passages[last + 1 : last + 1 + BEHIND] if last is not None else []


RULES: tuple[Rule[Evidence], ...] = (
    Rule(
        "json-ld:isAccessibleForFree",
        _declared,
        "Search engines ask for this declaration and treat a false one as cloaking.",
        Example("paywalled", head=json_ld('"isAccessibleForFree":"False"')),
    ),
    Rule(
        "itemprop:isAccessibleForFree",
        _microdata,
        "The same declaration as microdata.",
        Example("paywalled", head='<meta itemprop="isAccessibleForFree" content="false">'),
    ),
    Rule(
        "meta:content_tier",
        _metas,
        "Open Graph and analytics services have a meta for the tier.",
        Example("metered", head='<meta property="article:content_tier" content="metered">'),
    ),
    Rule(
        "shown:prompt",
        _prompts,
        "A page that declares nothing still asks for payment where its text breaks off.",
        Example(
            "paywalled",
            after="<p>Subscribe to continue reading.</p>",
            near_miss="<p>Subscribe to our newsletter.</p>",
        ),
    ),
    Rule(
        "class:wall",
        _walls,
        "The element that hides the text is named after its purpose in every language.",
        Example(
            "paywalled",
            outside='<div class="paywall"><p>Jetzt Plus testen</p></div>',
            near_miss='<div class="box"><p>Jetzt Plus testen</p></div>',
        ),
    ),
)
