"""The standfirst: the sentence or two under the headline that lead into the article."""

from __future__ import annotations

import html

from clippings.fields.rule import Rule, Unfit, first_finding
from clippings.fields.story import Story, plain
from clippings.records import Finding

#: Shorter is a label, longer is the article, in characters.
MIN_STANDFIRST, MAX_STANDFIRST = 20, 1200


def _shown(story: Story) -> list[str]:
    if story.reading is None:
        return []
    return [p.text for p, role in zip(story.passages, story.reading.roles, strict=True) if role == "standfirst"]


RULES = (
    Rule("shown:standfirst", _shown),
    Rule("json-ld:description", lambda s: s.linked("description")[:1]),
    Rule("meta:og:description", lambda s: s.metas("og:description")[:1]),
)


def find_standfirst(story: Story) -> Finding[str] | None:
    """Return the standfirst, or None where the page shows none."""
    title = plain(story.title)

    def accept(raw: str) -> str:
        text = " ".join(html.unescape(raw).split())
        if not MIN_STANDFIRST <= len(text) <= MAX_STANDFIRST:
            raise Unfit("too short or too long")
        if plain(text) == title:
            raise Unfit("the title again")
        return text

    return first_finding("standfirst", story, RULES, accept)
