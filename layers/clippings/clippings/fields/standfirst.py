"""The standfirst: the sentence or two under the headline that lead into the article, as the page shows them.

A meta description is written for search engines. It is the standfirst only where the page shows it too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from clippings.fields.authors.byline import begins_line
from clippings.fields.context import ArticleContext, plain
from clippings.fields.rule import Example, Rule, Unfit, first_finding
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.tree import Element
from clippings.records import Finding

#: Length in characters: a shorter passage is a label, a longer one belongs to the article.
MIN_STANDFIRST, MAX_STANDFIRST = 25, 1200
#: Passages below the headline that are searched; pictures and buttons may be between.
REACH = 16
#: Share of the words of the shorter of passage and description that both have, from which the one was made from the
#: other.
LIKE = 0.6
#: Share of the words of the longer one, from which both are the same text.
SAME = 0.75
#: A passage this many times as long as the description continues into the article.
MAX_RATIO = 2
#: Most descriptions that are compared with passages.
MAX_DESCRIPTIONS = 12
#: Shortest passage that is a standfirst by its class, in characters: kickers have the same classes.
MIN_MARKED = 45
#: Shortest passage that is a standfirst by its place alone, in characters.
MIN_SENTENCES = 70
#: Passages before the body that are searched where other elements are between headline and body.
BEFORE = 8
#: Ancestors of a passage whose class may name it.
CLIMB = 3

#: A class name of a standfirst.
_MARK = lazy_pattern(lambda: rf"(?:^|[\s_\-/a-z]){any_of(all_words('standfirst', 'class_names'))}(?=$|[\s_\-/a-z\d])")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
#: A time of day, or a day with its year.
_DATE = re.compile(r"\d{1,2}:\d\d|\b20\d\d\s*[•|·]|\d{1,2}\.\d{1,2}\.20\d\d")
_CAPTION = re.compile(
    r"caption|credit|legend|byline|author|breadcrumb|meta-|share|social|newsletter|comment|related|teaser-list|promo"
)


def _notes() -> str:
    """Return a pattern of notes on affiliate links and on the source of a text, in lower case."""
    notes = any_of(all_words("standfirst", "notes")).replace(r"\* ", r"(?:[^\W\d_]+ ){0,3}")
    return rf"\b{notes}\b|^{any_of(all_words('standfirst', 'archive_pictures'))} ?[-–—] "


_NOTE = lazy_pattern(_notes)
#: Characters of scripts in which one character stands for more than a sound.
_SYLLABLES = re.compile("[^\u0000-\u2e7f]")


def _words(text: str) -> set[str]:
    return set(plain(text).split())


def _length(text: str) -> int:
    """Return the length of *text* in characters; those that stand for more than a sound count twice."""
    return len(text) if text.isascii() else len(text) + len(_SYLLABLES.findall(text))


def _below(context: ArticleContext) -> tuple[tuple[Passage, set[str]], ...]:
    """Return the passages that may be the standfirst, with their words. Four rules search them."""
    return context.cached("below the headline", lambda: tuple(_read_below(context)))


def _read_below(context: ArticleContext) -> Iterator[tuple[Passage, set[str]]]:
    """Yield the passages below the headline that are neither captions, lists of links nor the title again."""
    if context.headline is None:
        return
    first = (
        context.first_body
        if context.first_body is not None and context.first_body > context.headline
        else context.headline
    )
    far = first > context.headline + REACH
    near = range(
        context.headline + 1,
        min(len(context.passages), context.headline + REACH if far else max(first + 2, context.headline + REACH)),
    )
    before = (
        range(max(context.headline + 1, first - BEFORE), min(len(context.passages), first + 4)) if far else range(0)
    )
    titles = [words for text in _titles(context) if (words := _words(text))]
    for index in sorted({*near, *before}):
        passage = context.passages[index]
        if _fits(passage):
            words = _words(passage.text)
            if not any(len(words & title) >= LIKE * len(words) for title in titles):
                yield passage, words


def _titles(context: ArticleContext) -> list[str]:
    return [context.title or "", *context.linked("headline"), *context.metas("og:title")]


def _fits(passage: Passage) -> bool:
    if not MIN_STANDFIRST <= _length(passage.text) <= MAX_STANDFIRST or passage.linked > len(passage.text) / 2:
        return False
    boxes = [passage.box]
    while boxes[-1].parent is not None and len(boxes) < CLIMB:
        boxes.append(boxes[-1].parent)
    return not any(box.tag in ("figcaption", "figure") for box in boxes)


def _marked_by_body(context: ArticleContext) -> Iterator[str]:
    if context.reading is not None:
        texts = [
            p.text for p, role in zip(context.passages, context.reading.roles, strict=True) if role == "standfirst"
        ]
        if texts:
            yield "\n".join(texts)


def _classes(passage: Passage) -> Iterator[str]:
    element: object = passage.element
    for _ in range(CLIMB):
        if not isinstance(element, Element) or element.tag in ("body", "main"):
            return
        yield " ".join(filter(None, map(element.attr, ("class", "id", "data-testid"))))
        element = element.parent


def _by_class(context: ArticleContext) -> Iterator[str]:
    """Yield the passage below the headline that is a standfirst by its class, with those that continue it."""
    found: list[Passage] = []
    for passage, _ in _below(context):
        if found and not _follows(passage, found):
            break
        if _is_marked(context, passage):
            found.append(passage)
    if found:
        yield "\n".join(p.text for p in found)


def _follows(passage: Passage, found: list[Passage]) -> bool:
    """Return whether *passage* continues those *found*: next to them, in the same parent, with the same tag."""
    return (
        passage.index <= found[-1].index + 1
        and passage.box.parent is found[0].box.parent
        and passage.box.tag == found[0].box.tag
    )


def _is_marked(context: ArticleContext, passage: Passage) -> bool:
    if passage.box.tag in _HEADINGS and passage.index > (context.first_body or 0) + 1:
        return False
    names = list(_classes(passage))
    if not any(map(_is_called_standfirst, names)) or any(map(_is_called_other, names)):
        return False
    return _length(passage.text) >= MIN_MARKED and not begins_line(passage.text) and not _DATE.search(passage.text)


@lru_cache(maxsize=4096)
def _is_called_other(name: str) -> bool:
    return _CAPTION.search(name.lower()) is not None


@lru_cache(maxsize=4096)
def _is_called_standfirst(name: str) -> bool:
    return _MARK.search(name.lower()) is not None


def _descriptions(context: ArticleContext) -> list[str]:
    raws = context.linked("description")[:1]
    raws += context.metas("og:description", "description", "twitter:description", "dc.description")
    return list(dict.fromkeys(" ".join(html.unescape(raw).split()) for raw in raws[:MAX_DESCRIPTIONS]))


def _like_description(share: float, *, whole: bool) -> Callable[[ArticleContext], Iterator[str]]:
    """Return a function that yields the passages that resemble the description.

    Args:
        share: The share of words that both must have.
        whole: Whether the share is of the longer text's words, and not of the shorter one's.
    """

    def read(context: ArticleContext) -> Iterator[str]:
        wanted = [words for text in _descriptions(context) if len(words := _words(text)) > 3]
        for passage, words in _below(context):
            for like in wanted:
                size = max(len(words), len(like)) if whole else min(len(words), len(like))
                if len(words & like) >= share * size and len(words) <= MAX_RATIO * len(like):
                    yield passage.text
                    break

    return read


def _second_heading(context: ArticleContext) -> Iterator[str]:
    """Yield the ``<h2>`` directly below the headline."""
    if context.headline is None:
        return
    for passage in context.passages[context.headline + 1 : context.headline + 3]:
        if (
            passage.box.tag == "h2"
            and passage.index < (context.first_body or 0)
            and _length(passage.text) >= MIN_MARKED
        ):
            yield passage.text


def _between(context: ArticleContext) -> Iterator[str]:
    """Yield the passages of whole sentences between the headline and the body."""
    first = context.first_body
    if first is None:
        return
    for passage, _ in _below(context):
        if passage.index >= first:
            return
        named = any(map(_is_called_other, _classes(passage)))
        if (
            len(passage.text) >= MIN_SENTENCES
            and passage.text[-1] in '.!?…"”“»'
            and not named
            and not begins_line(passage.text)
        ):
            yield passage.text


_LEAD = "The council agreed to close the old bridge to heavy lorries from next spring on."

RULES = (
    Rule(
        "body:standfirst",
        _marked_by_body,
        "The body names it where the markup or the place leaves no doubt.",
        Example(_LEAD, below=f'<p class="standfirst">{_LEAD}</p>'),
    ),
    Rule(
        "shown:description",
        _like_description(SAME, whole=True),
        "A description that the page shows was written for readers.",
        Example(_LEAD, head=f'<meta name="description" content="{_LEAD}">', below=f"<div>{_LEAD}</div>"),
    ),
    Rule(
        "class:standfirst",
        _by_class,
        "Publishing systems name the element after its content.",
        Example(_LEAD, below=f'<div class="dek">{_LEAD}</div>', near_miss=f'<div class="dek caption">{_LEAD}</div>'),
    ),
    Rule(
        "shown:like-description",
        _like_description(LIKE, whole=False),
        "A description is often a shortened standfirst.",
        Example(
            _LEAD,
            head='<meta name="description" content="Council agreed to close the old bridge to lorries">',
            below=f"<div>{_LEAD}</div>",
        ),
    ),
    Rule(
        "shown:h2",
        _second_heading,
        "A long second heading above the body sums the article up.",
        Example(_LEAD, below=f"<h2>{_LEAD}</h2>", near_miss="<h2>What was decided</h2>"),
    ),
    Rule(
        "shown:between",
        _between,
        "Whole sentences between headline and body lead into it, whatever their element is called.",
        Example(_LEAD, below=f"<div>{_LEAD}</div>", near_miss=f'<div class="caption">{_LEAD}</div>'),
    ),
)


def find_standfirst(context: ArticleContext) -> Finding[str] | None:
    """Return the standfirst, or None where the page has none."""
    title = plain(context.title)

    def accept(raw: str) -> str:
        text = "\n".join(" ".join(line.split()) for line in html.unescape(raw).split("\n")).strip()
        if not MIN_STANDFIRST <= _length(text) <= MAX_STANDFIRST:
            raise Unfit("too short or too long")
        if plain(text) == title:
            raise Unfit("the title again")
        if _NOTE.search(text.lower()):
            raise Unfit("a note on how the page was made")
        return text

    return first_finding("standfirst", context, RULES, accept)
