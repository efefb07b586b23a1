# ruff: noqa: E501 - one kind of word a line
"""Whether the article is free to read: what the page declares, marks or shows, with the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from clippings.fields.rule import Rule, finding
from clippings.fields.story import Story
from clippings.records import Finding

Access = Literal["free", "metered", "paywalled"]

_TIERS: dict[str, Access] = {
    "free": "free", "unlocked": "free", "open": "free", "false": "free", "public": "free",
    "metered": "metered", "registration": "metered", "register": "metered",
    "locked": "paywalled", "premium": "paywalled", "paid": "paywalled", "subscriber": "paywalled", "subscription": "paywalled",
    "plus": "paywalled", "paywall": "paywalled", "true": "paywalled", "subscribers": "paywalled",
}  # fmt: skip


def _declared(story: Story) -> Iterator[str]:
    value = story.article.get("isAccessibleForFree") if story.article else None
    if isinstance(value, bool | str | int):
        yield "free" if str(value).strip().lower().rsplit("/", 1)[-1] in ("true", "1", "yes") else "locked"


RULES = (
    Rule("json-ld:isAccessibleForFree", _declared),
    Rule(
        "meta:content_tier",
        lambda s: s.metas(
            "article:content_tier", "content_tier", "cxenseparse:access", "cxense:accesslevel", "isaccessibleforfree"
        ),
    ),
)


def find_access(story: Story) -> Finding[str] | None:
    """Return ``free``, ``metered`` or ``paywalled``, or None where nothing tells."""
    for rule in RULES:
        for raw in rule.read(story):
            tier = _TIERS.get(raw.strip().lower())
            if tier is not None:
                return finding("access", rule.name, tier, raw)
    return None
