"""The checks of task lists: boxes before the text of a list's items, which become the sign of a done or an open task.

GitHub, GitLab and most generators write boxes that a reader cannot change. Others name the box, its item or its list
(Obsidian, TipTap), have an empty element for it (Notion, Asciidoctor), or only name the state of the item (Confluence).
Other boxes choose something, or open a section.
"""

from __future__ import annotations

import re
from itertools import islice

from clippings.page.tree import Document, Element, Node, Text, attribute

DONE, OPEN = "☑", "☐"
#: Boxes, and lists that may be named. To select by tags first is ten times as fast.
BOXES = 'li input[type="checkbox"]'
LISTS = 'ul[class*="task"],ul[class*="check"],ul[class*="to-do"],ul[data-type],ol[class*="task"]'
#: Class names of elements without text in such a list that stand for boxes.
STAND_IN = re.compile(r"checkbox-o(?:n|ff)|square-o(?!\w)")
#: Names of task lists, their items and boxes, in class names and in ``data-type``.
TASK = re.compile(r"(?<![a-z])(?:task|to-?do|check)[-_]?(?:list|item)(?![a-z])", re.IGNORECASE)
#: Class names and values of attributes of a done task, and of one that is open.
IS_DONE = re.compile(
    r"(?<!\S)(?:is-)?(?:checked|done|completed?|true|x|\S{0,40}(?:checkbox-on|check-square-o))(?!\S)", re.IGNORECASE
)
IS_OPEN = re.compile(r"(?<!\S)(?:unchecked|false|\S{0,40}(?:checkbox-off|(?<!check)-square-o))(?!\S)", re.IGNORECASE)
STATES = ("data-checked", "data-list", "aria-checked")
#: Most boxes and items of a page or of a list, and lists, that are examined; levels from a box to its item; nodes
#: before the text of an item, and before what stands for a box.
MAX_ELEMENTS, MAX_LISTS, MAX_LEVELS, MAX_NODES, MAX_NODES_BEFORE = 5_000, 100, 4, 40, 8
#: Elements that a sign is set before if the text begins inside of them.
INLINE = frozenset("a b strong em i u s del ins span mark code font small big cite".split())


def sign_tasks(tree: Document) -> None:
    """Set the sign of its state before the text of each item of a task list in *tree*."""
    signed: set[Element] = set()
    lists = tree.select(LISTS)[:MAX_LISTS]
    boxes = tree.select(BOXES)[:MAX_ELEMENTS]
    items: list[Element] = []
    for each in lists:
        own = [child for child in each.children[:MAX_ELEMENTS] if type(child) is Element and child.tag == "li"]
        boxes += [box for item in own for box in _find_stand_ins(item)]
        items += own
    for box in boxes:
        item = _item_around(box)
        if item is None or item in signed or box.text.strip():
            continue
        is_set = box.tag == "input" and box.attr("disabled") is not None
        state = _state_of_box(box) if is_set or _is_named(box, item) else None
        if state is not None and _sign(item, state, box):
            signed.add(item)
    for item in items:
        if item not in signed and _is_named(item, item):
            state = _state(item)
            if state is None and "inline-task-list" in _names(item.parent):
                state = False
            if state is not None and _sign(item, state, None):
                signed.add(item)


def _item_around(box: Element) -> Element | None:
    node: Node | None = box.parent
    for _ in range(MAX_LEVELS):
        if type(node) is not Element or node.tag in ("ul", "ol", "table"):
            return None
        if node.tag == "li":
            return node
        node = node.parent
    return None


def _find_stand_ins(item: Element) -> list[Element]:
    """Return the elements at the beginning of *item* that stand for a box."""
    return [
        node
        for node in islice(item.descendants, MAX_NODES_BEFORE)
        if type(node) is Element
        and (node.attr("role") == "checkbox" or STAND_IN.search(attribute(node, "class") or "") is not None)
    ]


def _is_named(box: Element, item: Element) -> bool:
    """Return whether the box, its item or the list is named as a part of a task list."""
    return any(TASK.search(_names(element)) for element in (box, item, item.parent))


def _names(element: Node | None) -> str:
    if type(element) is not Element:
        return ""
    return f"{attribute(element, 'class') or ''} {element.attr('data-type') or ''}"


def _state_of_box(box: Element) -> bool | None:
    return box.attr("checked") is not None if box.tag == "input" else _state(box)


def _state(element: Element) -> bool | None:
    """Return whether the task of *element* is done, or None if nothing says so."""
    words = " ".join([attribute(element, "class") or "", *(element.attr(name) or "" for name in STATES)])
    task = element.attr("data-task")
    if IS_DONE.search(words) or task in ("x", "X"):
        return True
    return False if IS_OPEN.search(words) or task is not None else None


def _sign(item: Element, is_done: bool, box: Element | None) -> bool:
    """Set the sign before the text of *item*, unless text is before the *box*. Return whether it was set."""
    for node in islice(item.descendants, MAX_NODES):
        if node == box:
            box = None
        elif type(node) is Text and not node.data.isspace():
            if box is not None:
                return False
            begin: Node = node
            while type(begin.parent) is Element and begin.parent.tag in INLINE:
                begin = begin.parent
            begin.insert_before(Text(f"{DONE if is_done else OPEN} "))
            return True
    return False
