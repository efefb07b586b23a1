"""The language that the page declares for its article, as a BCP 47 tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clippings.fields.rule import Rule, Unfit, first_finding
from clippings.fields.story import Story
from clippings.page.tree import attribute
from clippings.records import Finding

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)


def _nearest(story: Story) -> Iterator[str]:
    """Yield the ``lang`` of the element that holds the body: the chrome may speak another language."""
    element = story.reading.container if story.reading else None
    while element is not None and getattr(element, "tag", "html") != "html":
        value = attribute(element, "lang")
        if value:
            yield value
            return
        element = element.parent  # type: ignore[assignment]


RULES = (
    Rule("lang:article", _nearest),
    Rule("json-ld:inLanguage", lambda s: s.linked("inLanguage")),
    Rule("html:lang", lambda s: [s.language] if s.language else []),
    Rule("meta:og:locale", lambda s: s.metas("og:locale")),
    Rule("meta:language", lambda s: s.metas("language", "content-language", "dc.language", "dcterms.language")),
)


def find_language(story: Story) -> Finding[str] | None:
    """Return the declared language, or None."""

    def accept(raw: str) -> str:
        tag = raw.strip().replace("_", "-")
        if not _TAG.fullmatch(tag):
            raise Unfit("no language tag")
        first, *rest = tag.split("-")
        return "-".join([first.lower(), *(p.title() if len(p) == 4 else p.upper() for p in rest)])

    return first_finding("language", story, RULES, accept)
