"""Marks up plain text as a page: one block per line, by the line's wording and position.

A page that was saved as text has lost its tags and kept its furniture. The article can still be found, because its
paragraphs are consecutive sentences. The longest run of them is the body, the lines above it contain the title, and all
other text is furniture. The result is read like any other page.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass

from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.word_splitting import STOPS, UNSPACED

#: Least words of a sentence (letters in scripts without spaces); a shorter line is a label.
MIN_SENTENCE_WORDS = 10
#: Most lines without a sentence inside of an article.
MAX_GAP = 4
#: Lines above the body that are searched for the title.
HEAD_LINES = 15
MIN_TITLE_WORDS, MAX_TITLE_WORDS = 4, 35
#: The same in letters, for scripts without spaces.
MAX_TITLE_LETTERS = 80
#: Share of a title's words that recur in its article; the words of a menu do not recur.
MIN_RECURRING = 0.4
STEM_LETTERS = 5
MIN_STANDFIRST_WORDS = 8
MAX_HEADING_WORDS, MAX_NAMES_WORDS = 12, 8
#: Characters of a line whose words are read.
MAX_LINE_CHARS = 100_000
#: The commonest words of a text are typical of its language. A line with hardly any of them is in another language.
#: Single Latin letters are not counted, because "a" is a word in many languages.
COMMON_WORDS, MIN_COMMON_SHARE = 20, 0.06

_UNSPACED = lazy_pattern(lambda: rf"[{UNSPACED}\uac00-\ud7af]")
_WORD = lazy_pattern(lambda: rf"[{UNSPACED}\uac00-\ud7af]|[^\W_]+")
_END = lazy_pattern(lambda: rf"[{re.escape(STOPS)}][\"'”’»“)\]』」]*$")
#: Thai and Lao have no sign for the end of a sentence: a long line counts as one.
_UNENDED = re.compile("[\u0e00-\u0eff]")
MIN_UNENDED_CHARS = 60
_ITEM = re.compile(r"(?:[-*•‣·–]|\d{1,2}[.)])\s+(?=\S)")
_BY = lazy_pattern(lambda: rf"{any_of(all_words('line_starts', 'text_by'))}\b:?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its words. *sentence* is True if the line is long enough for a paragraph and ends like one."""

    text: str
    words: tuple[str, ...]
    sentence: bool


def mark_up(text: str) -> str:
    """Return plain *text* as an HTML document with one block per line."""
    lines = _read_lines(text)
    start, end = _in_one_language(lines, *_longest_stretch(lines))
    known = Counter(word for line in lines[start:end] for word in line.words)
    title = _find_title(lines, start, known)
    head = start if title is None else title
    before = "".join(_element("li", line.text) for line in lines[:head])
    after = "".join(_element("li", line.text) for line in lines[end:])
    article = [] if title is None else [_element("h1", lines[title].text), *_mark_head(lines[title + 1 : start], known)]
    article += [_mark_line(line, known) for line in lines[start:end]]
    return (
        f"<!DOCTYPE html><html><head></head><body><nav><ul>{before}</ul></nav>"
        f"<article>{''.join(article)}</article><footer><ul>{after}</ul></footer></body></html>"
    )


def _read_lines(text: str) -> list[Line]:
    """Return the lines that contain words."""
    known: dict[str, str] = {}  # one string for each different word: those of Chinese are its letters
    split = (
        (line, tuple(known.setdefault(word, word) for word in _WORD.findall(line[:MAX_LINE_CHARS])))
        for raw in text.splitlines()
        if (line := raw.strip())
    )
    return [
        Line(line, words, len(words) >= MIN_SENTENCE_WORDS and _ends_sentence(line)) for line, words in split if words
    ]


def _ends_sentence(line: str) -> bool:
    return _END.search(line) is not None or (len(line) >= MIN_UNENDED_CHARS and _UNENDED.match(line) is not None)


def _longest_stretch(lines: list[Line]) -> tuple[int, int]:
    """Return the line range from the first to the last sentence of the stretch with the most words in sentences.

    Without any sentence it is the whole text. Whether that is an article is decided elsewhere.
    """
    best, most = (0, len(lines)), 0
    first, last, words = 0, -1, 0
    for index, line in enumerate(lines):
        if not line.sentence:
            continue
        if last < 0 or index - last > MAX_GAP + 1:
            first, words = index, 0
        last = index
        words += len(line.words)
        if words > most:
            best, most = (first, last + 1), words
    return best


def _in_one_language(lines: list[Line], start: int, end: int) -> tuple[int, int]:
    """Return the line range without sentences at its ends that are in another language than its middle."""
    words = [word for line in lines[start:end] for word in line.words if len(word) > 1 or not word.isascii()]
    quarter = len(words) // 4
    middle = Counter(map(str.lower, words[quarter : len(words) - quarter]))
    common = {word for word, _ in middle.most_common(COMMON_WORDS)}

    def akin(line: Line) -> bool:
        return line.sentence and sum(word.lower() in common for word in line.words) >= MIN_COMMON_SHARE * len(
            line.words
        )

    own = [index for index in range(start, end) if akin(lines[index])]
    return (own[0], own[-1] + 1) if own else (start, end)


def _find_title(lines: list[Line], start: int, known: Counter[str]) -> int | None:
    """Return the first line above the body that has the length of a title and whose words recur in the body."""
    folded = set(map(_stem, known))
    for index in range(max(0, start - HEAD_LINES), start):
        words = lines[index].words
        telling = set(map(_stem, words))
        most = MAX_TITLE_LETTERS if _UNSPACED.match(words[0]) else MAX_TITLE_WORDS
        if MIN_TITLE_WORDS <= len(words) <= most and len(telling & folded) >= MIN_RECURRING * len(telling):
            return index
    return None


def _stem(word: str) -> str:
    """Return the beginning of *word*, which inflection leaves unchanged in most languages."""
    return word.lower()[:STEM_LETTERS]


def _mark_head(lines: list[Line], known: Counter[str]) -> list[str]:
    """Mark up the lines between title and body: the standfirst, the byline, and the captions of a lead picture."""
    marked = []
    for place, line in enumerate(lines):
        if place == 0 and len(line.words) >= MIN_STANDFIRST_WORDS:
            marked.append(f'<p class="standfirst">{html.escape(line.text, quote=False)}</p>')
        elif _BY.match(line.text) or (_is_names(line, Counter()) and not _is_names(line, known, seen=True)):
            marked.append(f'<p class="byline">{html.escape(line.text, quote=False)}</p>')
        else:
            marked.append(f"<figure>{_element('figcaption', line.text)}</figure>")
    return marked


def _is_names(line: Line, known: Counter[str], *, seen: bool = False) -> bool:
    """Return whether the line consists of names; with *seen*, of names that occur in the text."""
    if len(line.words) > MAX_NAMES_WORDS or _END.search(line.text) or not line.words[0][0].isupper():
        return False
    if any(word.isdigit() or known[word.lower()] > 0 for word in line.words if word[0].isupper() or word.isdigit()):
        return False
    named = [word for word in line.words if word[0].isupper()]
    if len(named) < 2 or len(line.words) - len(named) > 1:
        return False
    return not seen or any(known[word] > 0 for word in named)


def _mark_line(line: Line, known: Counter[str]) -> str:
    """Mark up one line of the body."""
    item = _ITEM.match(line.text)
    if item:
        return f"<ul>{_element('li', line.text[item.end() :])}</ul>"
    if line.sentence or _END.search(line.text) or len(line.words) > MAX_HEADING_WORDS:
        return _element("p", line.text)
    if _is_names(line, known, seen=True):
        return f"<figure>{_element('figcaption', line.text)}</figure>"
    return _element("h2", line.text)


def _element(name: str, text: str) -> str:
    return f"<{name}>{html.escape(text, quote=False)}</{name}>"
