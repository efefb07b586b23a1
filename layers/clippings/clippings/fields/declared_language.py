"""The article's language as a BCP 47 tag: what the page declares, unless its words speak another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from clippings.fields.common_words import known_languages, languages_by_word
from clippings.fields.context import ArticleContext
from clippings.fields.rule import Rule, Unfit, finding, rejected
from clippings.page.tree import attribute
from clippings.records import Finding, Rejected

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)
#: Countries that pages give in place of their language.
_COUNTRIES = {
    "jp": "ja",
    "cn": "zh",
    "kr": "ko",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "ua": "uk",
    "us": "en",
    "gb": "en",
}
#: Languages whose small words are another's.
_SIBLINGS = {"nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "ms": "id", "cnr": "sr", "mk": "bg", "gl": "pt"}
#: Scripts that give the language away.
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("or", re.compile("[\u0b00-\u0b7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("am", re.compile("[\u1200-\u139f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
)
#: Characters of the body that are read: three times as many agree no better with a detector by trigrams (1,481 of 1,483
#: labelled pages), and cost three times as much.
SAMPLE = 700
#: Small words that it takes to contradict a declaration, and how many times those of the declared language.
MIN_WORDS = 6
MIN_DISTINCT = 4
TIMES = 3
#: Of 1,456 labelled pages with as many words as this two had none of their language's small ones: Zulu declared as
#: English, and messages of a program.
MIN_SILENT = 50
_MARKS = '.,;:!?"“”„«»()[]…'
#: Lead over the next language that it takes to name one that is not declared.
LEAD = 1.5
#: Share of a text's characters in a script that names its language; Japanese is written in Chinese ones as well.
MIN_SCRIPT = 0.2
#: Characters that show the script.
_GLANCE = 150


def _nearest(context: ArticleContext) -> Iterator[str]:
    """Yield the ``lang`` of the element that holds the body: the chrome may speak another language."""
    element = context.reading.container if context.reading else None
    while element is not None and getattr(element, "tag", "html") != "html":
        value = attribute(element, "lang")
        if value:
            yield value
            return
        element = element.parent  # type: ignore[assignment]


RULES = (
    Rule("lang:article", _nearest),
    Rule("json-ld:inLanguage", lambda s: s.linked("inLanguage")),
    Rule("html:lang", lambda s: [s.language] if s.language else []),
    Rule("meta:og:locale", lambda s: s.metas("og:locale")),
    Rule("meta:language", lambda s: s.metas("language", "content-language", "dc.language", "dcterms.language")),
)


def find_language(context: ArticleContext) -> Finding[str] | None:
    """Return the first language declared that the body's words do not contradict; theirs where none is.

    A declared tag keeps its region; one that the words alone tell has none.
    """
    return context.page.once("language", lambda: _find(context))


def spoken_language(context: ArticleContext) -> str | None:
    """Return the tag of the language that the article is in, as far as it is known: dates are written in it."""
    found = find_language(context)
    return found.value if found else None


def _find(context: ArticleContext) -> Finding[str] | None:
    sample = _sample(context)
    words = sample.lower().split()
    spoken = _spoken(sample, words)
    refused: list[Rejected] = []
    for rule in RULES:
        for raw in rule.read(context):
            try:
                tag = _tag(raw)
            except Unfit as unfit:
                refused.append(rejected(rule.name, raw, str(unfit)))
                continue
            if _contradicted(tag, spoken) or _is_silent(tag, words):
                refused.append(rejected(rule.name, raw, "the text speaks another"))
                continue
            return finding("language", rule.name, tag, raw, refused)
    told = _told(spoken)
    return finding("language", "words", told, told, refused) if told else None


def _tag(raw: str) -> str:
    tag = raw.strip().replace("_", "-").partition(",")[0].strip()
    if not _TAG.fullmatch(tag):
        raise Unfit("no language tag")
    first, *rest = tag.split("-")
    first = _COUNTRIES.get(first.lower(), first.lower())
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _sample(context: ArticleContext) -> str:
    """The beginning of the body, as much of it as tells its language."""
    parts: list[str] = []
    size = 0
    first = context.first_body
    for passage in context.passages[first:] if first is not None else ():
        if context.role(passage.index) == "paragraph":
            parts.append(passage.text)
            size += len(passage.text)
            if size > SAMPLE:
                break
    return " ".join(parts)[:SAMPLE]


def _spoken(text: str, words: list[str]) -> dict[str, int]:
    """Return the languages that *words* of *text*, in small letters, speak, the likeliest first, and how many do.

    Empty where too few words speak for any, or two languages are too near each other to say.
    """
    if not text[:_GLANCE].isascii():
        for language, script in _SCRIPTS:
            if len(script.findall(text[:_GLANCE])) > MIN_SCRIPT * len(text[:_GLANCE]):
                return {language: len(text)}
    languages = languages_by_word()
    small = [word for word in words if word in languages]
    counts = Counter(chain.from_iterable(map(languages.__getitem__, small)))
    ranked = counts.most_common()
    if not ranked or ranked[0][1] < MIN_WORDS or len({*small}) < MIN_DISTINCT:
        return {}
    return dict(ranked)


def _told(spoken: dict[str, int]) -> str | None:
    """Return the language that is spoken plainly, without a declaration to support it."""
    counts = [*spoken.values(), 0, 0]
    return next(iter(spoken), None) if counts[0] > LEAD * counts[1] else None


def _is_silent(tag: str, words: list[str]) -> bool:
    """Whether *words*, enough of them, have none of the small ones of the declared language: they are in another."""
    primary = tag.partition("-")[0]
    language = _SIBLINGS.get(primary, primary)
    if language not in known_languages() or len(words) < MIN_SILENT:
        return False
    languages = languages_by_word()
    return not any(language in languages.get(word.strip(_MARKS), ()) for word in words)


def _contradicted(tag: str, spoken: dict[str, int]) -> bool:
    """Whether the words speak a language that is plainly not the declared one."""
    primary = tag.partition("-")[0]
    language = _SIBLINGS.get(primary, primary)
    told = next(iter(spoken), None)
    if told is None or told == language:
        return False
    if told in known_languages() and language not in known_languages():
        return False  # its own words are not in the table: what is counted are loans and chance
    return spoken[told] > TIMES * spoken.get(language, 0)
