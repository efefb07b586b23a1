"""Writes inline content as CommonMark: marks, links and code, with every special character escaped.

Follows CommonMark 0.31.2 (https://spec.commonmark.org/0.31.2/). CommonMark has no delimiters for superscript,
subscript, deleted or highlighted text, so these are written as inline HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from clippings.body.nesting import ItemRun, Layer, grouped, layered
from clippings.records import Inline

#: Characters that are special everywhere. An underscore inside a word is not.
SPECIAL = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,40};)")
#: The same outside of links, where fewer characters are special: a bracket is only a link with what follows its closing
#: bracket, "<3" is not a tag, and the tilde of "~5" deletes nothing.
SPECIAL_OUTSIDE = re.compile(
    r"[\\`*]|\[(?=\s*\^|!|[ xX]\]|$)|\](?=[(:])|<(?!=?\s|[\d.,]+%?\s)|(?<![\s(])~|~(?!\w)"
    r"|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,40};)"
)
#: Characters that may be special. They are searched first, because a class of characters is found many times faster.
CANDIDATE = re.compile(r"[\\`*\[\]<~_&]")
#: An asterisk that is not a bullet, and the placeholder of one that needs no escaping until everything is written.
ASTERISK = re.compile(r"(?<=\S)\*|\*(?=\S)")
PLAIN_ASTERISK = "\ufdd0"
BREAKS = re.compile(r"(?<![^\S\n])[^\S\n]*\n\s*")
DESTINATION = re.compile(r"[\\()<>]|&(?=#?\w{1,40};)")
BACKTICKS = re.compile("`+")
#: The number of a note in brackets, which is recognizable without superscript.
REFERENCE = re.compile(r"(?:\[\w{1,4}(?:[-–,]\s?\w{1,4})*\]\s*)+")
DELIMITERS = {"strong": ("**", "__"), "emphasis": ("*", "_")}
FORMULA_DELIMITERS = {"math": "$", "display_math": "$$"}
TAGS = {
    "subscript": "sub",
    "superscript": "sup",
    "deleted": "del",
    "highlight": "mark",
}


class Around(NamedTuple):
    """The characters and marks around some runs."""

    before: str  #: the character before them and before the mark that opens with them; empty at the start
    after: str  #: the character after them and after the mark that closes with them
    mark: str = ""  #: the asterisk or underscore of the mark that is open
    opens: bool = False  #: whether that mark opens directly before them
    closes: bool = False  #: whether it closes directly after them


def write_inline(content: tuple[Inline, ...], line_break: str = "\\\n") -> str:
    """Return inline *content* as Markdown; each line break in it is written as *line_break*."""
    runs = layered(content)
    lone = _has_lone_asterisk(content)
    if lone:
        runs = [ItemRun(ASTERISK.sub(PLAIN_ASTERISK, run.text), run.layers) for run in runs]
    out: list[str] = []
    _write_runs(runs, 0, Around("", ""), out)
    text = "".join(out).strip()
    if "\n" in text:
        text = BREAKS.sub(lambda _: line_break, text)
    return text.replace(PLAIN_ASTERISK, "*") if lone else text


def _has_lone_asterisk(content: Sequence[Inline]) -> bool:
    """Return whether *content* has exactly one asterisk and no mark, so that the asterisk needs no escaping."""
    said = "".join([f"{run.text}{run.href or ''}" for run in content])
    if sum(run.text.count("*") for run in content) != 1 or PLAIN_ASTERISK in said:
        return False
    return not any(mark in DELIMITERS for run in content for mark in run.marks)


def _write_runs(runs: Sequence[ItemRun], depth: int, around: Around, out: list[str]) -> None:
    """Append *runs* to *out*."""
    groups = list(grouped(runs, depth))
    before = around.before
    for place, (layer, group) in enumerate(groups):
        if layer is None:
            text = _escaped(group)
            if out and out[-1].endswith("]") and text[0] in "(:":  # otherwise it would be a link
                text = "\\" + text
            out.append(text)
        else:
            ends = place + 1 == len(groups)
            after = around.after if ends else _first_char(groups[place + 1][1][0], depth)
            here = Around(before, after, around.mark, around.opens and place == 0, around.closes and ends)
            lead, inner, trail = _trimmed(group)
            if lead:
                out.append(lead)
                here = here._replace(before=lead[-1], opens=False)
            if inner:
                _write_layer(layer, inner, depth, here._replace(after=trail[0], closes=False) if trail else here, out)
            if trail:
                out.append(trail)
        before = out[-1][-1:]


def _write_layer(layer: Layer, group: list[ItemRun], depth: int, around: Around, out: list[str]) -> None:
    if layer.kind in DELIMITERS:
        _write_delimited(layer, group, depth, around, out)
    elif layer.kind == "code":
        code = "".join([run.text for run in group])
        # Nothing is escaped inside backticks. A link whose text contains "]:" would be read as a reference definition.
        defines = group[0].layers[0].kind == "link" and "]:" in code
        touches = bool(out) and out[-1].endswith("`")  # adjacent backticks would be read as one run
        out.append(f"<code>{_escape(code, SPECIAL)}</code>" if defines or touches else _code_span(code))
    elif layer.kind in FORMULA_DELIMITERS:
        mark = FORMULA_DELIMITERS[layer.kind]
        out.append(f"{mark}{' '.join(''.join([run.text for run in group]).split())}{mark}")
    elif layer.kind == "link":
        if out and out[-1].endswith("!"):  # otherwise it would be an image
            out[-1] = out[-1][:-1] + "\\!"
        if layer.href.startswith("#^"):
            if out and out[-1].endswith("]") and not out[-1].startswith("[^"):  # it would be the target of a link
                out[-1] = out[-1][:-1] + "\\]"
            out.append(f"[{layer.href[1:]}]")
            return
        out.append("[")
        _write_runs(group, depth + 1, Around("[", "]"), out)
        out.append(f"]({DESTINATION.sub(escape_match, layer.href)})")
    elif layer.kind == "superscript" and REFERENCE.fullmatch("".join([run.text for run in group])):
        _write_runs(group, depth + 1, around, out)
    else:
        out.append(f"<{TAGS[layer.kind]}>")
        _write_runs(group, depth + 1, Around(">", "<", around.mark), out)
        out.append(f"</{TAGS[layer.kind]}>")


def _write_delimited(layer: Layer, group: list[ItemRun], depth: int, around: Around, out: list[str]) -> None:
    """Write *group* between asterisks; or between underscores, or around its words only, if asterisks would not work.

    The mark is dropped if there are no words, or if no delimiter works: raw HTML is hard to read in Markdown.
    """
    text = "".join([run.text for run in group])
    words = [place for place, char in enumerate(text) if char.isalnum()]
    first, last = _first_char(group[0], depth + 1), _last_char(group[-1], depth + 1)
    for mark in DELIMITERS[layer.kind] if words else ():
        if _holds(mark[0], first, last, around):
            out.append(mark)
            _write_runs(group, depth + 1, Around(around.before, around.after, mark[0], True, True), out)
            out.append(mark)
            return
    if not words or len(text) == words[-1] + 1 - words[0]:
        _write_runs(group, depth + 1, around, out)
        return
    start, end = words[0], words[-1] + 1
    lead, trail = _cut(group, 0, start), _cut(group, end, len(text))
    here = around
    if lead:
        _write_runs(lead, depth + 1, here._replace(after=text[start], closes=False), out)
        here = here._replace(before=out[-1][-1:], opens=False)
    inner = here._replace(after=_first_char(trail[0], depth + 1), closes=False) if trail else here
    _write_delimited(layer, _cut(group, start, end), depth, inner, out)
    if trail:
        _write_runs(trail, depth + 1, here._replace(before=out[-1][-1:], opens=False), out)


def _holds(char: str, first: str, last: str, around: Around) -> bool:
    """Return whether *char* opens a mark before *first* and closes it after *last*, and does not close another mark.

    Source: https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
    """
    before, after = (">" if beside == "\n" else beside for beside in around[:2])  # a break is "<br>" or "\\"
    if around.mark and around.mark != char:
        if (around.opens and not _flanks(before, char)) or (around.closes and not _flanks(after, char)):
            return False
        before = around.mark if around.opens else before
        after = around.mark if around.closes else after
    if char in (before, after) or not _flanks(before, first) or not _flanks(after, last):
        return False
    if around.mark == char and not around.opens and _flanks(first, before):
        return False
    return char == "*" or (
        (not _flanks(first, before) or _is_punctuation(before)) and (not _flanks(last, after) or _is_punctuation(after))
    )


def _flanks(outer: str, inner: str) -> bool:
    """Return whether a delimiter between the two characters flanks *inner*."""
    if not inner or inner.isspace():
        return False
    return not _is_punctuation(inner) or not outer or outer.isspace() or _is_punctuation(outer)


def _first_char(run: ItemRun, depth: int) -> str:
    """Return the first character of *run* once its layers from *depth* on are written."""
    return "<" if _is_wrapped(run, depth) else run.text[0]


def _last_char(run: ItemRun, depth: int) -> str:
    return ">" if _is_wrapped(run, depth) else run.text[-1]


def _is_wrapped(run: ItemRun, depth: int) -> bool:
    return any(layer.kind not in DELIMITERS for layer in run.layers[depth:])


def _is_punctuation(char: str) -> bool:
    return char != "" and unicodedata.category(char)[0] in "PS"


def _trimmed(group: list[ItemRun]) -> tuple[str, list[ItemRun], str]:
    """Return the white space at both ends of *group*, and the group without it: no mark may touch white space."""
    text = "".join([run.text for run in group])
    inner = text.strip()
    if not inner:
        return text, [], ""
    if len(inner) == len(text):
        return "", group, ""
    lead = text[: len(text) - len(text.lstrip())]
    trail = text[len(text.rstrip()) :]
    return lead, _cut(group, len(lead), len(text) - len(trail)), trail


def _cut(group: list[ItemRun], start: int, end: int) -> list[ItemRun]:
    """Return the runs of *group* between two offsets in their joined text."""
    kept: list[ItemRun] = []
    offset = 0
    for run in group:
        text = run.text[max(0, start - offset) : max(0, end - offset)]
        offset += len(run.text)
        if text:
            kept.append(ItemRun(text, run.layers))
    return kept


def _escaped(group: Sequence[ItemRun]) -> str:
    layers = group[0].layers
    special = SPECIAL if layers and layers[0].kind == "link" else SPECIAL_OUTSIDE
    return _escape("".join([run.text for run in group]), special)


def _escape(text: str, special: re.Pattern[str]) -> str:
    """Return *text* with a backslash before each character that *special* matches."""

    def escape(found: re.Match[str]) -> str:
        return "\\" + found[0] if special.match(text, found.start()) else found[0]

    return CANDIDATE.sub(escape, text)


def _code_span(text: str) -> str:
    text = BREAKS.sub(" ", text)
    longest = max(map(len, BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def escape_match(found: re.Match[str]) -> str:
    """Return the match with a backslash before it."""
    return "\\" + found[0]
