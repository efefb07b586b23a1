# ruff: noqa: E501 - the markup of a page is not broken into lines
"""Items of task lists begin with the sign of their state, and other boxes give none."""

from __future__ import annotations

import pytest
from tests.support.framed_page import parsed

from clippings.page.task_checks import sign_tasks
from clippings.page.tree import read_tree

LISTS = {
    "GitHub": '<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked disabled> Stone mended</li><li class="task-list-item"><input type="checkbox" disabled> Iron mended</li></ul>',
    "Hugo": '<ul><li><input checked="" disabled="" type="checkbox"> Stone mended</li><li><input disabled="" type="checkbox"> Iron mended</li></ul>',
    "Pandoc": '<ul class="task-list"><li><label><input type="checkbox" checked="" />Stone mended</label></li><li><label><input type="checkbox" />Iron mended</label></li></ul>',
    "MkDocs": '<ul class="task-list"><li class="task-list-item"><label class="task-list-control"><input type="checkbox" disabled checked/><span class="task-list-indicator"></span></label> Stone mended</li><li class="task-list-item"><label class="task-list-control"><input type="checkbox" disabled/><span class="task-list-indicator"></span></label> Iron mended</li></ul>',
    "Notion": '<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span class="to-do-children-checked">Stone mended</span></li></ul><ul class="to-do-list"><li><div class="checkbox checkbox-off"></div> <span class="to-do-children-unchecked">Iron mended</span></li></ul>',
    "Obsidian": '<ul class="contains-task-list"><li data-task="x" class="task-list-item is-checked"><input class="task-list-item-checkbox" type="checkbox" checked>Stone mended</li><li data-task="" class="task-list-item"><input class="task-list-item-checkbox" type="checkbox">Iron mended</li></ul>',
    "Confluence": '<ul class="inline-task-list"><li class="checked" data-inline-task-id="1"><span>Stone mended</span></li><li data-inline-task-id="2"><span>Iron mended</span></li></ul>',
    "TipTap": '<ul data-type="taskList"><li data-checked="true"><label><input type="checkbox" checked><span></span></label><div><p>Stone mended</p></div></li><li data-checked="false"><label><input type="checkbox"><span></span></label><div><p>Iron mended</p></div></li></ul>',
    "Asciidoctor": '<ul class="checklist"><li><p><i class="fa fa-check-square-o"></i> Stone mended</p></li><li><p><i class="fa fa-square-o"></i> Iron mended</p></li></ul>',
    "signs": "<ul><li>☑ Stone mended</li><li>☐ Iron mended</li></ul>",
}


@pytest.mark.parametrize("name", LISTS)
def test_tasks_keep_their_state_in_all_forms(name: str) -> None:
    article = parsed(LISTS[name])
    assert "\n- [x] Stone mended\n- [ ] Iron mended\n" in article.markdown
    assert "☑ Stone mended" in article.text
    assert "☐ Iron mended" in article.text
    assert "<li>☑ Stone mended</li>\n<li>☐ Iron mended</li>" in article.html


def test_the_sign_is_outside_of_a_link_and_in_numbered_items() -> None:
    items = '<li><input type="checkbox" checked disabled> <a href="/stone">Stone</a> mended</li>'
    assert "\n1. [x] [Stone](https://bay-courier.example/stone) mended\n" in parsed(f"<ol>{items}</ol>").markdown


@pytest.mark.parametrize(
    "markup",
    [
        '<ul><li><input type="checkbox" id="c" checked><label for="c">How is it lit?</label><div>By hand.</div></li></ul>',
        '<ul class="wprm-ingredients"><li><span class="wprm-checkbox-container"><input type="checkbox"></span>2 eggs</li></ul>',
        '<ul class="task-list"><li>Stone mended <input type="checkbox" disabled checked> in March</li></ul>',
        '<p><input type="checkbox" disabled checked> Stone mended</p>',
        '<ul class="checklist"><li><input type="radio" disabled checked> Stone mended</li></ul>',
        '<ul class="task-list"><li><input type="checkbox" disabled></li></ul>',
        '<ul class="wizard"><li class="done">Address</li><li class="open">Payment</li></ul>',
    ],
)
def test_other_boxes_give_no_sign(markup: str) -> None:
    tree = read_tree(markup)
    before = tree.root.text if tree.root else ""
    sign_tasks(tree)
    assert (tree.root.text if tree.root else "") == before
