"""Sidenotes: notes that are written inside a sentence and that a style sheet shows in the margin.

Without the style sheet, a note splits its sentence. So each note is moved after the block that contains it, and a
reference is put in its place. The result is an ordinary footnote. Known are the markups of Tufte CSS, pandoc-sidenote,
LaTeXML (the HTML of arXiv), Distill and a plugin of WordPress.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from clippings.page.elements import BLOCK
from clippings.page.permalinks import has_text, has_text_beside
from clippings.page.tree import Document, Element, Node, Text

NOTES = ".sidenote,.marginnote,.ltx_role_footnote,.modern-footnotes-footnote__note,d-footnote,dt-fn"
#: Elements inside a note: its text, and its number or name.
CONTENTS = ".sidenote-content,.ltx_note_content"
MARKS = ".ltx_note_mark,.ltx_tag_note,.ltx_note_type,.sidenote-delimiter,.sidenote-number"
#: Elements before a note that open it on a narrow screen.
TOGGLES = ".margin-toggle,.sidenote-toggle,.modern-footnotes-footnote"
#: Notes are put after these blocks, and at the end of other blocks, such as the items of a list.
PARAGRAPHS = frozenset({"p", "figcaption", "table"})
CELLS = frozenset({"td", "th"})
BLOCKS = ",".join(sorted(BLOCK))
#: Most notes of a page, and most nodes before a note that are searched for toggles.
MAX_NOTES, MAX_TOGGLES = 2_000, 6
#: Longest text of a reference (a number or a sign), in characters.
MAX_MARK_CHARS = 4
#: Nodes and characters of a note and of its copy that are compared, and letters of the note that the copy must have.
MAX_COMPARED, MAX_COMPARED_CHARS, COPIED_CHARS = 20, 2_000, 40
#: The beginning of the names that the moved notes get.
NAME = "clippings-note-"


def move_sidenotes(tree: Document) -> None:
    """Move each note inside a sentence of *tree* after its block, and put a reference in its place.

    If the reference before the note links to a list of notes, the note is a copy, and is removed.
    """
    notes = [note for note in tree.select(NOTES)[:MAX_NOTES] if not _is_in_a_note(note)]
    if not notes:
        return
    named = {element.attr("id"): element for element in tree.select("[id]")}
    last: dict[Element, Element] = {}
    for number, note in enumerate(notes, 1):
        block = _block_around(note)
        if block is None or not has_text_beside(note):
            continue
        _remove_toggles(note)
        own = _own_reference(note)
        target = named.get(_target(own)) if own is not None else None
        if target is not None and target != note and note not in target.ancestors:
            if _has_copy(target, note):
                note.extract()
                continue
            own = None
        moved = _footnote(note, f"{NAME}{number}")
        reference = _reference(f"{NAME}{number}", str(number) if own is None else _mark(own))
        if own is not None:
            own.extract()
        if has_text(note):  # a word of the sentence
            note.insert_after(reference)
        else:
            note.replace_with(reference)
        if block in last:
            last[block].insert_after(moved)
        elif block.tag in PARAGRAPHS:
            block.insert_after(moved)
        else:
            block.append(moved)
        last[block] = moved


def _is_in_a_note(note: Element) -> bool:
    return type(note.parent) is Element and note.parent.closest(NOTES) is not None


def _block_around(note: Element) -> Element | None:
    """Return the block that holds *note*, or None where the note is a block itself."""
    around = note.parent
    is_block = note.tag in BLOCK or any(type(node) is Element and node.tag in BLOCK for node in note.children)
    if is_block or type(around) is not Element:
        return None
    block = around.closest(BLOCKS)
    return block.closest("table") if block is not None and block.tag in CELLS else block


def _own_reference(note: Element) -> Element | None:
    """Return the link with a number or sign directly before *note*, or the element around it, such as ``<sup>``."""
    before = note.previous_sibling
    return before if type(before) is Element and _is_mark(_mark(before)) and _target(before) else None


def _mark(reference: Element) -> str:
    return reference.text.strip(" \n[]()")


def _is_mark(text: str) -> bool:
    """Return whether *text* is a number, a letter, or a few signs."""
    is_sign = not any(map(str.isalnum, text))
    return 0 < len(text) <= MAX_MARK_CHARS and (text.isdecimal() or is_sign or len(text) == 1)


def _has_copy(target: Element, note: Element) -> bool:
    """Return whether *target* contains the text of *note*, or the text directly follows where *target* is a number."""
    said = _letters(note.descendants)[:COPIED_CHARS]
    return bool(said) and said in _letters(chain(target.descendants, target.following))


def _letters(nodes: Iterable[Node]) -> str:
    """Return the letters of the first texts among *nodes*."""
    texts = (node.data for node in islice(nodes, MAX_COMPARED) if type(node) is Text)
    return "".join(filter(str.isalpha, "".join(texts)[:MAX_COMPARED_CHARS]))


def _target(reference: Element) -> str:
    """Return the id on the page that *reference*, or the link in it, links to; empty if it links to another page."""
    link = reference if reference.tag == "a" else reference.find("a")
    before, _, name = ((link.attr("href") if link is not None else None) or "").partition("#")
    return "" if before else name


def _reference(name: str, mark: str) -> Element:
    link = Element("a")
    link.attrs["href"], link.attrs["role"] = f"#{name}", "doc-noteref"
    link.set_text(mark)
    raised = Element("sup")
    raised.append(link)
    return raised


def _footnote(note: Element, name: str) -> Element:
    """Return the content of *note* as a separate element, without its number."""
    made = Element("div")
    made.attrs["id"], made.attrs["role"] = name, "doc-footnote"
    for mark in note.select(MARKS):
        mark.extract()
    for child in list((note.select_one(CONTENTS) or note).children):
        made.append(child)
    return made


def _remove_toggles(note: Element) -> None:
    """Remove the toggles before *note*, and the white space after them."""
    spaces: list[Text] = []
    for node in list(islice(note.previous_siblings, MAX_TOGGLES)):
        if type(node) is Text and node.data.isspace():
            spaces.append(node)
        elif type(node) is Element and (node.tag == "input" or node.matches(TOGGLES)):
            for space in spaces:
                space.extract()
            spaces.clear()
            node.extract()
        else:
            return
