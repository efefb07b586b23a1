"""What may be done with the article: its licence, its copyright line, and what is reserved."""

from __future__ import annotations

import re

from clippings.fields.names import clean
from clippings.fields.rule import finding
from clippings.fields.story import Story
from clippings.page.tree import attribute
from clippings.records import Finding, Rights

#: Words of ``<meta name="robots">`` that reserve something.
_RESERVING = re.compile(
    r"no(?:index|archive|snippet|translate|imageindex|ai|imageai|cache|ml)|max-snippet:0", re.IGNORECASE
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s|&copy;|copyright\b).{3,160}", re.IGNORECASE)
_ROBOTS = ("robots", "googlebot", "googlebot-news", "tdm", "ai")
#: The copyright line stands at the page's end: so many passages from there.
LAST_PASSAGES = 40


def find_rights(story: Story) -> Finding[Rights] | None:
    """Return the rights that the page states, or None where it states none."""
    rights = Rights(_licence(story), _copyright(story), _reservations(story))
    return finding("rights", "declared", rights, str(rights)) if rights != Rights() else None


def _licence(story: Story) -> str | None:
    links = [attribute(link, "href") for rel, link in story.page.head_links if rel == "license"]
    links += [attribute(link, "href") for link in story.page.tree.select("body a[rel~=license]")]
    found = [
        *story.linked("license"),
        *(link for link in links if link),
        *story.metas("dcterms.license", "dc.rights.license"),
    ]
    return clean(found[0])[:500] if found else None


def _copyright(story: Story) -> str | None:
    declared = story.linked("copyrightNotice") + story.metas("copyright", "dc.rights", "dcterms.rights", "rights")
    for text in declared:
        if clean(text):
            return clean(text)[:300]
    for passage in reversed(story.passages[-LAST_PASSAGES:]):
        match = _COPYRIGHT.search(passage.text)
        if match:
            return match[0].strip()
    return None


def _reservations(story: Story) -> tuple[str, ...]:
    words = {w.lower() for content in story.metas(*_ROBOTS) for w in _RESERVING.findall(content)}
    if story.page.meta("tdm-reservation") == "1":
        words.add("tdm-reservation")
    return tuple(sorted(words))
