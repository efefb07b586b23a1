"""Inline content to CommonMark: marks, links and code, with every character escaped that would be read as one.

Follows CommonMark 0.31.2 (https://spec.commonmark.org/0.31.2/). What its delimiters cannot say is raw inline HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from clippings.body.nesting import Layer, Run, grouped, layered
from clippings.records import Inline

#: Characters that mean something wherever they stand. An underscore inside a word means nothing.
SPECIAL = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,40};)")
BREAKS = re.compile(r"[^\S\n]*\n\s*")
DESTINATION = re.compile(r"[\\()<>]|&(?=#?\w{1,40};)")
BACKTICKS = re.compile("`+")
DELIMITERS = {"strong": "**", "emphasis": "*"}
TAGS = {
    "strong": "strong",
    "emphasis": "em",
    "subscript": "sub",
    "superscript": "sup",
    "deleted": "del",
    "highlight": "mark",
}


def write_inline(content: tuple[Inline, ...], line_break: str = "\\\n") -> str:
    """Return inline *content* as Markdown; *line_break* is what a line break in it becomes."""
    runs = layered(content)
    out: list[str] = []
    _write_runs(runs, 0, ("", ""), out)
    return BREAKS.sub(lambda _: line_break, "".join(out).strip())


def _write_runs(runs: Sequence[Run], depth: int, around: tuple[str, str], out: list[str]) -> None:
    """Append *runs* to *out*. *around* are the characters before and after all of them."""
    groups = list(grouped(runs, depth))
    before, last = around
    for place, (layer, group) in enumerate(groups):
        after = groups[place + 1][1][0].text[0] if place + 1 < len(groups) else last
        if layer is None:
            out.append("".join([_escaped(run.text) for run in group]))
        else:
            lead, inner, trail = _trimmed(group)
            if lead:
                out.append(lead)
                before = lead
            if inner:
                _write_layer(layer, inner, depth, (before, trail or after), out)
            if trail:
                out.append(trail)
        before = out[-1][-1]


def _write_layer(layer: Layer, group: list[Run], depth: int, around: tuple[str, str], out: list[str]) -> None:
    if layer.kind == "code":
        code = "".join([run.text for run in group])
        # Nothing is escaped inside backticks: a link whose text holds "]:" would be read as a reference's definition.
        in_link = group[0].layers[0].kind == "link"
        out.append(f"<code>{_escaped(code)}</code>" if in_link and "]:" in code else _code_span(code))
    elif layer.kind == "link":
        if out and out[-1].endswith("!"):  # or it would be an image
            out[-1] = out[-1][:-1] + "\\!"
        if layer.href.startswith("#^"):
            out.append(f"[{layer.href[1:]}]")
            return
        out.append("[")
        _write_runs(group, depth + 1, ("[", "]"), out)
        out.append(f"]({DESTINATION.sub(escape_match, layer.href)})")
    elif layer.kind in DELIMITERS and _can_delimit(around) and not _could_end_another(group, depth, around):
        mark = DELIMITERS[layer.kind]
        out.append(mark)
        _write_runs(group, depth + 1, around, out)
        out.append(mark)
    else:
        out.append(f"<{TAGS[layer.kind]}>")
        _write_runs(group, depth + 1, (">", "<"), out)
        out.append(f"</{TAGS[layer.kind]}>")


def _can_delimit(around: tuple[str, str]) -> bool:
    """Whether asterisks are sure to open and close between these characters: only beside white space and punctuation,
    and never next to other asterisks.
    """
    before, after = around[0][-1:], around[1][:1]
    return before != "*" and all(not char or char.isspace() or _is_punctuation(char) for char in (before, after))


def _could_end_another(group: list[Run], depth: int, around: tuple[str, str]) -> bool:
    """Whether asterisks around *group* might be read as the end of a mark further out: between punctuation they may."""
    if all(layer.kind not in DELIMITERS for layer in group[0].layers[:depth]):
        return False
    before, after = around[0][-1:], around[1][:1]
    first, last = group[0].text[0], group[-1].text[-1]
    return (before.strip() != "" and _is_punctuation(first)) or (after.strip() != "" and _is_punctuation(last))


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _trimmed(group: list[Run]) -> tuple[str, list[Run], str]:
    """Return the white space at either end of *group*, and the group without it: no mark begins or ends with space."""
    text = "".join([run.text for run in group])
    inner = text.strip()
    if not inner:
        return text, [], ""
    if len(inner) == len(text):
        return "", group, ""
    lead = text[: len(text) - len(text.lstrip())]
    trail = text[len(text.rstrip()) :]
    return lead, _cut(group, len(lead), len(text) - len(trail)), trail


def _cut(group: list[Run], start: int, end: int) -> list[Run]:
    """Return the runs of *group* between two offsets in their joined text."""
    kept: list[Run] = []
    offset = 0
    for run in group:
        text = run.text[max(0, start - offset) : max(0, end - offset)]
        offset += len(run.text)
        if text:
            kept.append(Run(text, run.layers))
    return kept


def _escaped(text: str) -> str:
    return SPECIAL.sub(escape_match, text)


def _code_span(text: str) -> str:
    text = BREAKS.sub(" ", text)
    longest = max(map(len, BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def escape_match(found: re.Match[str]) -> str:
    """Return what was found with a backslash before it."""
    return "\\" + found[0]
