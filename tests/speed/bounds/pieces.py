"""The parts of hostile pages: an ordinary article, and a piece that is repeated."""

from __future__ import annotations

PARAGRAPH = (
    "<p>The mayor opened quay {0} of the harbour on Monday, two years after storm {0} had broken the old one.</p>"
)
BODY = "<h1>Third quay opens</h1>" + "".join(PARAGRAPH.format(number) for number in range(12))


def each(count: int, piece: str) -> str:
    """Return *piece* *count* times, with its number in place of ``{0}``."""
    return "".join(piece.format(number) for number in range(count))
