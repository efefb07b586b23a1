"""Code that is not in ``<pre>`` is a code block: in editors, in named elements, in fonts of one width."""

from __future__ import annotations

import html

import pytest
from tests.support.framed_page import parsed

from clippings.page.built_code import MAX_CHARS, MAX_NODES, name_built_code
from clippings.page.tree import read_tree

LINES = ["def read(path):", "    with open(path) as lamp:", "        return 12", "", "print(read('a.txt'))"]
WANTED = "```\n" + "\n".join(LINES) + "\n```"
MARKED = [html.escape(line).replace("return", '<span class="k">return</span>') for line in LINES]
SHOWN = "\n".join(MARKED)
BROKEN = "<br>\n".join(line.replace("    ", "&nbsp;&nbsp;&nbsp; ") for line in MARKED)


PROSE = f"&lt;p>{'The lamp is lit, and no one sails. ' * 5}&lt;/p>"


def each(template: str) -> str:
    return "".join(template.format(line=line, number=number) for number, line in enumerate(MARKED, start=1))


EDITORS = {
    "CodeMirror 5": '<div class="CodeMirror cm-s-default"><div><textarea></textarea></div>'
    '<div class="CodeMirror-lines"><div class="CodeMirror-measure"><pre>xxxxxxxxxx</pre></div>'
    '<div class="CodeMirror-code">'
    + each(
        '<div><div class="CodeMirror-gutter-wrapper"><div class="CodeMirror-linenumber">{number}</div></div>'
        '<pre class=" CodeMirror-line "><span role="presentation">{line}&#8203;</span></pre></div>'
    )
    + "</div></div></div>",
    "CodeMirror 6": '<div class="cm-editor"><div class="cm-gutters">'
    + each('<div class="cm-gutterElement">{number}</div>')
    + '</div><div class="cm-content">'
    + each('<div class="cm-line">{line}<br></div>').replace("</span><br>", "</span>")
    + "</div></div>",
    "Ace": '<div class="ace_editor"><div class="ace_gutter">'
    + each('<div class="ace_gutter-cell">{number}</div>')
    + '</div><div class="ace_content"><div class="ace_layer ace_text-layer">'
    + each('<div class="ace_line">{line}</div>')
    + "</div></div></div>",
    "Monaco": '<div class="monaco-editor"><div class="margin">'
    + each('<div class="line-numbers">{number}</div>')
    + '</div><div class="view-lines">'
    + each('<div class="view-line"><span>{line}</span></div>')
    + "</div></div>",
    "Enlighter": f'<pre class="EnlighterJSRAW" style="display:none">{SHOWN}</pre>\n'
    '<div class="enlighter-default"><div class="enlighter-toolbar">Plain text</div><div class="enlighter-code">'
    '<div class="enlighter">' + each('<div class=""><div><span>{line}</span></div></div>') + "</div></div></div>",
}
SET = {
    "a named division": f'<div class="code">{BROKEN}</div>',
    "a named division of a course": f'<div class="w3-code notranslate pythonHigh">{BROKEN}</div>',
    "a named cell": f'<table><tr><td class="codebox">{BROKEN}</td></tr></table>',
    "a named division that keeps lines": f'<div class="notion-code-block" style="white-space:pre">{SHOWN}</div>',
    "a font of one width": f'<p style="font-size:12px; font-family: Consolas, Courier">{BROKEN}</p>',
    "a font in a division": f'<div><span style="font-family:&quot;Courier New&quot;">{BROKEN}</span></div>',
    "teletype": f"<tt>{BROKEN}</tt>",
    "sample output": f"<samp>{BROKEN}</samp>",
    "code with breaks": f"<code>{BROKEN}</code>",
    "listing": f"<listing>{SHOWN}</listing>",
    "xmp": f"<xmp>{chr(10).join(LINES)}</xmp>",
    "a field to copy from": f"<textarea readonly rows=5>{html.escape(chr(10).join(LINES))}</textarea>",
}


def markdown_between(markup: str) -> str:
    markdown = parsed(markup).markdown
    return markdown.partition("the last four years.")[2].partition("Fishermen from")[0].strip()


@pytest.mark.parametrize("name", EDITORS)
def test_lines_of_editors_are_a_code_block(name: str) -> None:
    assert markdown_between(EDITORS[name]) == WANTED


@pytest.mark.parametrize("name", SET)
def test_elements_that_are_named_or_set_as_code_are_a_code_block(name: str) -> None:
    assert markdown_between(SET[name]) == WANTED


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="code">Use the code<br>HARBOUR10<br>when you pay at the desk.</div>',
        '<p style="font-family:Courier">The lamp is lit at dusk,<br>the horn is blown,<br>and no one sails.</p>',
        "<tt>12 Quay Street<br>Ålna<br>Open on Mondays</tt>",
        '<p class="code-of-conduct">Be kind;<br>be brief.</p>',
        "<p>The keeper types <code>open()</code> and then <tt>close()</tt> at dusk.</p>",
        '<div class="CodeMirror">The editor did not load.</div>',
        "<textarea>a = f(1);\nb = f(2);</textarea>",
        f"<textarea readonly>{PROSE}\n{PROSE}</textarea>",
        "<textarea readonly>I agree to all of the rules.\nI am of age.</textarea>",
        '<textarea readonly>&lt;iframe src="/v"\n  width="560">\n&lt;/iframe></textarea>',
    ],
)
def test_other_text_is_not_renamed(markup: str) -> None:
    tree = read_tree(markup)
    name_built_code(tree)
    assert tree.find("pre") is None


def test_a_named_element_with_paragraphs_is_not_code() -> None:
    tree = read_tree('<div class="code"><p>a = f(1);</p><p>b = f(2);</p></div>')
    name_built_code(tree)
    assert tree.find("pre") is None


def test_the_nodes_that_are_examined_are_limited() -> None:
    tree = read_tree(f'<div class="code">{"a = f(1);<br>" * MAX_NODES}</div>')
    name_built_code(tree)
    assert tree.find("pre") is None


def test_the_characters_that_are_examined_are_limited() -> None:
    tree = read_tree(f'<div class="code">{"a = f(1);<br>" * 10}{" " * MAX_CHARS}</div>')
    name_built_code(tree)
    assert tree.find("pre") is None
