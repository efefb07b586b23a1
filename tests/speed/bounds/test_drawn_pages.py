"""Pages that are drawn at random from the pieces of which pages are made take time linear in their size."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.speed.bounds.growth import find_growth
from tests.speed.bounds.pieces import BODY

#: Pages that are drawn, the seconds and the characters to which they grow; `make bounds` takes more.
EXAMPLES = int(os.environ.get("CLIPPINGS_BOUNDS_DRAWN", "8"))
ENOUGH = float(os.environ.get("CLIPPINGS_BOUNDS_SECONDS", "0.07"))
LARGEST = int(os.environ.get("CLIPPINGS_BOUNDS_LARGEST", "200000"))

TAGS = (
    "p div span b i a td tr table ul ol li dl dt dd pre code blockquote h1 h2 h3 section article aside nav footer "
    "header figure figcaption img iframe video noscript template button label details summary time sup sub ruby rt "
    "math mi mrow svg form main br hr x-y mjx-container html body base meta link script style"
).split()
ATTRIBUTES = (
    "",
    " class='{0} byline author'",
    " class=caption",
    " class='live-entry post'",
    " class=sr-only",
    " class=permalink href='#a{0}'",
    " id=a{0}",
    " href='#a{0}'",
    " href=/story/{0}",
    " rel=author href=/ann",
    " hidden",
    " style='display:none'",
    " style='white-space:pre'",
    " role=button",
    " itemprop='author name'",
    " itemprop=articleBody",
    " datetime='2026-01-01T10:00Z'",
    " src=/{0}.jpg alt='Quay {0}'",
    " srcset='/{0}.jpg 2x'",
    " colspan=3 rowspan=7",
    " lang=de",
    " aria-hidden=true",
    " data-x='{0}'",
)
TEXTS = (
    "",
    " ",
    "x",
    "\n\n",
    "The mayor opened quay {0} of the harbour on Monday, two years after the storm.",
    "By Ann Reed and Bob Lee",
    "1 January 2026",
    "[1]",
    "{0}. ",
    "© 2026 ",
    "Photo: Ann Reed/AP",
    "“It is so,” said Ann Reed. ",
    "&amp;&lt;",
    "https://example.org/{0} ",
    "中文字符，",
    "$x^{{{0}}}$ ",
    "e\u0301",
    "\u200f",
)

tags = st.builds(lambda tag, attribute: f"<{tag}{attribute}>", st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
closings = st.sampled_from(TAGS).map(lambda tag: f"</{tag}>")
pieces = st.lists(st.one_of(tags, tags, st.sampled_from(TEXTS), closings), min_size=1, max_size=8).map("".join)


@settings(
    max_examples=EXAMPLES,
    derandomize="CLIPPINGS_BOUNDS_DRAWN" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(around=pieces, repeated=pieces, behind=pieces)
def test_random_pages_take_linear_time(around: str, repeated: str, behind: str) -> None:
    def make(count: int) -> str:
        return BODY + around + "".join(repeated.format(number) for number in range(count)) + behind + BODY

    assert find_growth(make, ENOUGH, LARGEST) is None
