# ruff: noqa: E501 - one kind of word a line
"""What kind of article it is: ``article``, ``live``, ``opinion``, ``review``, ``gallery``, ``video`` …"""

from __future__ import annotations

from clippings.fields.rule import finding
from clippings.fields.story import Story
from clippings.page.linked_data import types
from clippings.records import Finding

_BY_TYPE = {
    "LiveBlogPosting": "live", "OpinionNewsArticle": "opinion", "ReviewNewsArticle": "review", "Review": "review", "CriticReview": "review",
    "AnalysisNewsArticle": "analysis", "AdvertiserContentArticle": "advertisement", "Recipe": "recipe", "VideoObject": "video",
    "ImageGallery": "gallery", "ScholarlyArticle": "scholarly", "MedicalScholarlyArticle": "scholarly", "Interview": "interview",
}  # fmt: skip


def find_kind(story: Story) -> Finding[str]:
    """Return the kind; ``article`` where nothing says more."""
    for name in types(story.article):
        if name in _BY_TYPE:
            return finding("kind", "json-ld:@type", _BY_TYPE[name], name)
    return finding("kind", "default", "article", "")
