"""Pages that break parsers, of any size, made on demand."""

from __future__ import annotations

from collections.abc import Callable

PARAGRAPH = (
    "<p>The mayor opened quay {0} of the harbour on Monday, two years after storm {0} had broken the old one.</p>"
)
BODY = "<h1>Third quay opens</h1>" + "".join(PARAGRAPH.format(number) for number in range(12))
WORDS = "word and another word, "


def _many(count: int, piece: str = PARAGRAPH) -> str:
    return "".join(piece.format(number) for number in range(count))


#: What the page is made of, and the function that makes it.
PAGES: dict[str, Callable[[], str]] = {
    "50,000 paragraphs": lambda: _many(50_000),
    "50,000 paragraphs with links and marks": lambda: _many(
        50_000,
        "<p>The mayor opened <a href='/q/{0}'>quay {0}</a> of <b>the harbour</b> on Monday, he said, at last.</p>",
    ),
    "50,000 identical paragraphs": lambda: "<h1>T</h1>" + PARAGRAPH.format(1) * 50_000,
    "10,000 nested divs": lambda: BODY + "<div>" * 10_000 + BODY + "</div>" * 10_000,
    "50,000 nested divs, unclosed": lambda: BODY + "<div>" * 50_000 + BODY,
    "50,000 nested spans": lambda: BODY + "<p>" + "<span>" * 50_000 + "text",
    "50,000 nested bolds": lambda: BODY + "<p>" + "<b>" * 50_000 + "text",
    "10,000 nested tables": lambda: BODY + "<table><tr><td>" * 10_000 + BODY,
    "10,000 nested lists": lambda: BODY + "<ul><li>x" * 10_000 + BODY,
    "10,000 nested quotes": lambda: BODY + "<blockquote><p>x" * 10_000 + BODY,
    "misnested marks": lambda: BODY + "<a><b>" * 3_000 + "<div>" * 3_000 + BODY,
    "20,000 unclosed paragraphs": lambda: BODY + "<p><b>x" * 20_000,
    "a script of 10 MB": lambda: BODY + "<script>" + "var a=1;\n" * 1_100_000 + "</script>" + BODY,
    "JSON-LD of 2 MB, deep": lambda: (
        f'{BODY}<script type="application/ld+json">' + '{"a":' * 300_000 + "1" + "}" * 300_000 + "</script>"
    ),
    "JSON-LD of 2 MB, broken": lambda: (
        f'{BODY}<script type="application/ld+json">' + '{"a":"b\\c",' * 150_000 + "</script>"
    ),
    "100,000 metas": lambda: '<meta name="author" content="Ann Reed">' * 100_000 + BODY,
    "200,000 breaks": lambda: BODY + "<p>" + "text<br>" * 200_000,
    "100,000 double breaks": lambda: BODY + "<p>" + "text of some words<br><br>" * 100_000,
    "one text of 5 MB": lambda: BODY + "<p>" + WORDS * (5_000_000 // len(WORDS)),
    "one word of 5 MB": lambda: BODY + "<p>" + "a" * 5_000_000,
    "one Chinese text of 5 MB": lambda: BODY + "<p>" + "中文字符，" * 330_000,
    "5 MB of spaces": lambda: BODY + "<p>a" + " " * 5_000_000 + "b",
    "5 MB of opening brackets": lambda: BODY + "<p>a" + "<" * 5_000_000,
    "5 MB of attributes": lambda: BODY + "<p " + " ".join(f"a{number}=1" for number in range(500_000)) + ">x</p>",
    "an address of 5 MB": lambda: BODY + '<p><a href="' + "x/" * 2_500_000 + '">y</a>',
    "5 MB of broken encoding": lambda: BODY + "<p>" + "Ã©Ã¨â€™ " * 600_000,
    "a million entities": lambda: BODY + "<p>" + "&amp;&eacute;" * 500_000,
    "a million comments": lambda: BODY + "<!-- c -->" * 1_000_000,
    "50,000 table rows": lambda: f"{BODY}<table>{_many(50_000, '<tr><td>a{0}<td>b')}</table>",
    "100,000 cells in a row": lambda: f"{BODY}<table><tr>{'<td>a' * 100_000}</table>",
    "100,000 links": lambda: BODY + "<a href='/x'>link text</a> " * 100_000,
    "50,000 headings": lambda: "<title>Third quay</title>" + "<h1>Third quay</h1>" * 50_000 + BODY,
    "20,000 pictures": lambda: BODY + "<figure><img src=/a.jpg><figcaption>A caption</figcaption></figure>" * 20_000,
    "20,000 dates": lambda: BODY + "<time datetime='2026-01-01'>1 January 2026</time><p>x</p>" * 20_000,
    "20,000 players": lambda: _many(
        20_000, PARAGRAPH + "<iframe src='https://www.youtube.com/embed/abcdef{0:05d}'></iframe>"
    ),
    "15,000 live entries": lambda: (
        BODY
        + _many(
            15_000,
            "<div class=live-entry><time datetime='2026-01-01T10:00Z'>10:00</time><p>Text {0} of the entry.</p></div>",
        )
    ),
    "a million lines of plain text": lambda: "a few words\n" * 1_000_000,
    "5 MB of zeros": lambda: BODY + "<p>a" + "\0" * 5_000_000,
}
#: The ones that the speed is promised for.
PROMISED = (
    "50,000 paragraphs",
    "10,000 nested divs",
    "a script of 10 MB",
    "200,000 breaks",
    "one text of 5 MB",
)
#: Seconds of processor time that none of those may take, and none of the others.
MOST_SECONDS, MOST_SECONDS_OF_OTHERS = 3.0, 8.0
