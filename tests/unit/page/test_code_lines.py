"""Code is the same however its lines are marked up."""

from __future__ import annotations

import pytest

from clippings.body.code_blocks import read_code
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LINES = ("def start(job):", "    if job.done:", "", "        return None")
CODE = "\n".join(LINES)


def spans(template: str, joint: str = "") -> str:
    return joint.join(template.format(number=number, line=line) for number, line in enumerate(LINES, 1))


MARKUP = {
    "plain": f"<pre><code>{CODE}</code></pre>",
    "line breaks": f"<pre>{'<br>'.join(LINES)}</pre>",
    "spans with breaks between": f"<pre><code>{spans('<span class=line>{line}</span>', chr(10))}</code></pre>",
    "spans without breaks": f"<pre><code>{spans('<span class=line>{line}</span>')}</code></pre>",
    "spans by attribute": f"<pre><code>{spans('<span data-line>{line}</span>', chr(10))}</code></pre>",
    "divs": f"<pre><code>{spans('<div class=line>{line}</div>')}</code></pre>",
    "divs with breaks inside": f"<pre>{spans('<div>{line}' + chr(10) + '</div>')}</pre>",
    "divs on separate lines": f"<pre>{spans('<div class=row>{line}</div>', chr(10))}</pre>",
    "items": f"<pre><ol class=linenums>{spans('<li>{line}</li>')}</ol></pre>",
    "numbers in spans": f"<pre><code>{spans('<span class=ln>{number}</span><span class=cl>{line}</span>', chr(10))}"
    "</code></pre>",
    "numbers added by a script": "<pre><code>"
    + spans("<span style='display:block'><span class='linenumber react-number'>{number}</span>{line}\n</span>")
    + "</code></pre>",
    "numbers that cannot be selected": "<pre>"
    + spans("<span style='user-select: none'>{number} </span>{line}", "\n")
    + "</pre>",
    "a row for each line": "<table class=highlight><tbody>"
    + spans("<tr><td class=blob-num data-line-number={number}>{number}</td><td class=blob-code>{line}</td></tr>")
    + "</tbody></table>",
    "a row for each line with code inside": "<table>"
    + spans("<tr><td>{number}</td><td><code style='white-space:pre'>{line}</code></td></tr>")
    + "</table>",
    "a row for each line in pre": "<pre><table class=hljs-ln>"
    + spans("<tr><td class=hljs-ln-numbers>{number}</td><td class=hljs-ln-code>{line}</td></tr>")
    + "</table></pre>",
    "numbers in a separate cell": "<table class=rouge-table><tr><td class=gutter><pre>1\n2\n3\n4\n</pre></td>"
    f"<td class=code><pre>{CODE}\n</pre></td></tr></table>",
    "numbers in a cell, lines as divs": "<table><tr><td class=gutter><div class='line'>1</div><div class='line'>2</div>"
    f"</td><td class=code><div>{spans('<div class=line><code>{line}</code></div>')}</div></td></tr></table>",
    "a button": f"<pre><button class=copy>Copy</button><code>{CODE}</code></pre>",
    "a control": f"<pre><div class=copy-button>Copy code</div><code>{CODE}</code></pre>",
    "no pre": f"<div><code style='display:block;white-space:pre'>{CODE}</code></div>",
    "a paragraph of code": f"<p><code>{CODE}</code></p>",
}  # fmt: skip


@pytest.mark.parametrize("way", MARKUP)
def test_lines_are_read_once_with_their_indentation(way: str) -> None:
    passages = read_flow(make_page(f"<p>The log:</p>{MARKUP[way]}<p>It grows without limit.</p>"))
    assert [passage.kind for passage in passages] == ["text", "code", "text"]
    assert read_code(passages[1])[0].text == CODE


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>1</td><td>Ines Quandt</td></tr><tr><td>2</td><td>Ida Brandt</td></tr></table>",
        "<table><tr><th>Flag<th>Meaning</tr><tr><td><code>--log</code><td>Where the log is written</tr></table>",
        "<table><tr><td><code>--jobs</code><td><code>8</code><td>How many</tr></table>",
    ],
)
def test_a_table_of_data_is_not_code(markup: str) -> None:
    assert {passage.kind for passage in read_flow(make_page(markup))} == {"row"}


def test_code_in_a_sentence_stays_in_the_passage() -> None:
    texts = [
        p.text for p in read_flow(make_page("<p>Call <code>start\n(job)</code> first.</p><p><code>run()</code></p>"))
    ]
    assert texts == ["Call start (job) first.", "run()"]


@pytest.mark.parametrize(
    "number",
    [
        '<span class="token number">80</span>',
        '<span class="hljs-number">80</span>',
        '<span class="mi number">80</span>',
        '<span class="syntax number">80</span>',
        '<span class="literal number integer">80</span>',
        '<span class="constant numeric">80</span>',
    ],
)
def test_a_number_in_the_code_that_a_highlighter_marks_is_code(number: str) -> None:
    (passage,) = read_flow(make_page(f"<pre><code><span>ufw allow</span> {number}\nx + {number}</code></pre>"))
    assert read_code(passage)[0].text == "ufw allow 80\nx + 80"


@pytest.mark.parametrize("name", ["number", "line-number", "ln", "token-line-number", "CodeMirror-linenumber"])
def test_the_number_of_a_line_is_no_code(name: str) -> None:
    code = "\n".join(f'<span class="{name}">{number}</span> allow(80)' for number in (1, 2))
    (passage,) = read_flow(make_page(f"<pre><code>{code}</code></pre>"))
    assert read_code(passage)[0].text.split() == ["allow(80)", "allow(80)"]
