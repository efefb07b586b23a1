"""Notes that stand inside the sentence they belong to: in the margin by a style sheet, in the source amid the text.

Read as they stand, they tear the sentence apart. So each is moved behind the block around it, and a reference takes its
place; then it is a footnote like others. Known are the markups of Tufte CSS and pandoc-sidenote, of LaTeXML (the HTML
of arXiv), and of Distill.
"""

from __future__ import annotations

from itertools import islice

from clippings.page.elements import BLOCK
from clippings.page.permalinks import has_text, has_text_beside
from clippings.page.tree import Document, Element, Text

NOTES = ".sidenote,.marginnote,.ltx_role_footnote,d-footnote,dt-fn"
#: Inside a note: the note itself where there is more, and what only numbers or names it.
CONTENTS = ".sidenote-content,.ltx_note_content"
MARKS = ".ltx_note_mark,.ltx_tag_note,.ltx_note_type,.sidenote-delimiter,.sidenote-number"
#: What opens a note on a narrow screen, before it.
TOGGLES = ".margin-toggle,.sidenote-toggle"
#: Blocks behind which their notes are put; of others, such as an item of a list, the notes are the end.
PARAGRAPHS = frozenset({"p", "figcaption", "table"})
CELLS = frozenset({"td", "th"})
BLOCKS = ",".join(sorted(BLOCK))
#: Most notes of a page, and most nodes before a note among which its toggles are.
MAX_NOTES, MAX_TOGGLES = 2_000, 6
#: Longest text of a reference, in characters.
MAX_MARK_CHARS = 6
#: The beginning of the names that the moved notes get.
NAME = "clippings-note-"


def move_sidenotes(tree: Document) -> None:
    """Move each note inside a sentence of *tree* behind its block, with a reference in its place.

    A note that a reference before it leads past, to a list of notes, is a copy, and is removed.
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
            note.extract()
            continue
        moved = _footnote(note, f"{NAME}{number}")
        reference = _reference(f"{NAME}{number}", str(number) if own is None else own.text.strip(" []()"))
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
    """Return the link right before *note*, or what raises it, where it refers to the note by a number or sign."""
    before = note.previous_sibling
    is_short = type(before) is Element and len(before.text.strip()) <= MAX_MARK_CHARS
    return before if type(before) is Element and is_short and _target(before) else None


def _target(reference: Element) -> str:
    """Return the name in the page to which *reference*, or the link in it, leads; empty where it leads elsewhere."""
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
    """Return what *note* says as an element of its own, without its number."""
    made = Element("div")
    made.attrs["id"], made.attrs["role"] = name, "doc-footnote"
    for mark in note.select(MARKS):
        mark.extract()
    for child in list((note.select_one(CONTENTS) or note).children):
        made.append(child)
    return made


def _remove_toggles(note: Element) -> None:
    """Remove what opens *note* on a narrow screen, with the white space behind it."""
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
